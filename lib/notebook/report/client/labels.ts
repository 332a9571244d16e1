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
    changed[key] = { ...own, tickvals, ticktext: tickvals.map(wrapped) };
  }
  return changed;
}

function wrapped(name: string): string {
  if (name.includes("<br")) return name;
  const lines: string[] = [];
  for (const part of name.match(/[^\s–-]*(?:[–-]|\s+|$)/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined || (last + part).trimEnd().length > 14) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join("<br>");
}
