import type { Json, JsonRecord } from "./figure.js";

/** On a narrow page long names beside a chart would leave it no room: they go over several lines. */
export function wrappedLabels(data: readonly JsonRecord[], layout: JsonRecord): JsonRecord {
  const changed: { [axis: string]: JsonRecord } = {};
  for (const { y, yaxis } of data) {
    const key = (typeof yaxis === "string" ? yaxis : "y").replace("y", "yaxis");
    const own = layout[key] as JsonRecord | undefined;
    const names: Json[] = [
      ...((changed[key]?.tickvals as Json[] | undefined) ?? []),
      ...(Array.isArray(y) ? y : []),
    ];
    if (own?.tickvals || !names.every((name) => typeof name === "string")) continue;
    if (!names.some((name) => name.length > 14 && !/^[\d.:TZ-]*$/.test(name))) continue;
    const tickvals = [...new Set(names)];
    changed[key] = { ...own, tickvals, ticktext: tickvals.map((name) => wrapped(name)) };
  }
  return changed;
}

/** Pixels that a chart's title of an axis does not have: beside names, and above and below the drawing. */
const BESIDE = { x: 100, y: 60 };
/** Width of a letter at the size of narrow pages. */
const LETTER = 6;

/** The title of an axis would run out of a narrow chart: it goes over several lines. */
export function wrappedTitles(layout: JsonRecord, width: number, height: number): JsonRecord {
  const changed: { [axis: string]: JsonRecord } = {};
  for (const [key, value] of Object.entries(layout)) {
    const [, direction] = /^([xy])axis\d*$/.exec(key) ?? [];
    const axis = value as JsonRecord | null;
    const title = axis?.title as JsonRecord | string | null | undefined;
    const own = typeof title === "string" ? { text: title } : title;
    if (direction === undefined || typeof own?.text !== "string") continue;
    const domain = Array.isArray(axis?.domain) ? axis.domain : [0, 1];
    const room =
      (direction === "x" ? width - BESIDE.x : height - BESIDE.y) * (Number(domain[1]) - Number(domain[0]));
    const text = wrapped(own.text, Math.max(8, Math.floor(room / LETTER)));
    if (text !== own.text) changed[key] = { ...axis, title: { ...own, text } };
  }
  return changed;
}

function wrapped(name: string, most = 14): string {
  if (name.includes("<br") || name.length <= most) return name;
  const lines: string[] = [];
  for (const part of name.match(/[^\s–-]*(?:[–-]|\s+|$)/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined || (last + part).trimEnd().length > most) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join("<br>");
}
