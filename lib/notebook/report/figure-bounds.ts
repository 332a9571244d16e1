import type { JsonObject, JsonValue } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";
import { type Reach, reachOf } from "./figure-reach.js";

/** Pixels of a chart's height and width. */
const TALLEST = 5_000;
const MOST_TRACES = 1_000;
/** Lists of a layout; for each entry Plotly draws several elements. */
const MOST_ENTRIES = 500;
const LISTS = ["annotations", "shapes", "images", "updatemenus", "sliders", "selections", "buttons", "steps"];
/** Numbers of steps that Plotly finds itself. */
const MOST: { readonly [name: string]: number } = { nbinsx: 1000, nbinsy: 1000, ncontours: 100, nticks: 100 };
const MOST_LEVELS = 100;
/** Ticks with a label; the time that they take is the square of them. */
const MOST_TICKS = 200;
/** Small ticks between two others. */
const MOST_MINOR = 20;
const MOST_BREAKS = 2_000;
const DAY = 86_400_000;

/** Settings that only a click brings in; none of them is looked at there. */
const AT_A_CLICK = /minor|rangebreaks|nbins|ncontours|nticks|contours(?:\.(?:start|end|size))?"|height"/;

/** A figure that Plotly draws within seconds. */
export interface Bounded {
  readonly data: readonly JsonObject[];
  readonly layout: JsonObject;
  /** Why it cannot be drawn in reasonable time; `undefined` if it can. */
  readonly obstacle?: string;
}

/**
 * A figure without the settings that keep a browser busy for minutes: a size of thousands of pixels is cut, and steps
 * so small that nobody could tell them apart are left to Plotly. What cannot be left out is an obstacle.
 */
export function bounded(data: readonly JsonObject[], layout: JsonObject): Bounded {
  const obstacle = tooMany(data, layout);
  if (obstacle !== undefined) return { data, layout, obstacle };
  const walk = (value: JsonValue, key: string, secondary: boolean): JsonValue => {
    if (key === "args" || key === "args2") return AT_A_CLICK.test(JSON.stringify(value)) ? [] : value;
    if (isList(value))
      return value.map((item) => (typeof item === "object" ? walk(item, "", secondary) : item));
    if (!isObject(value))
      return typeof value === "number" && key in MOST ? Math.min(value, MOST[key] ?? 0) : value;
    const kept = Object.entries(value).map(([name, child]): [string, JsonValue] => [
      name,
      walk(child, name, secondary || name === "template"),
    ]);
    return settled(Object.fromEntries(kept), key, secondary, data, layout);
  };
  const sides = Object.entries(asObject(walk(layout, "", false))).map(
    ([name, value]): [string, JsonValue] => [
      name,
      typeof value === "number" && (name === "height" || name === "width") ? Math.min(value, TALLEST) : value,
    ],
  );
  return { data: data.map((trace) => asObject(walk(trace, "", false))), layout: Object.fromEntries(sides) };
}

function tooMany(data: readonly JsonObject[], layout: JsonObject): string | undefined {
  if (data.length > MOST_TRACES) return `it has more than ${MOST_TRACES} series`;
  const found = (value: JsonValue): string | undefined => {
    if (typeof value !== "object" || value === null) return undefined;
    for (const [name, child] of Object.entries(value)) {
      const isLong = LISTS.includes(name) && isList(child) && child.length > MOST_ENTRIES;
      const inside = isLong ? name : found(child);
      if (inside !== undefined) return inside;
    }
    return undefined;
  };
  const name = found(layout);
  return name === undefined ? undefined : `it has more than ${MOST_ENTRIES} ${name}`;
}

/** An object of a figure in which the steps that it asks for are few. */
function settled(
  object: JsonObject,
  key: string,
  secondary: boolean,
  data: readonly JsonObject[],
  layout: JsonObject,
): JsonObject {
  let result = object;
  if (key === "contours") {
    const { start, end, size, ...rest } = object;
    if (size !== undefined && !(stepsOf(Math.abs(num(end) - num(start)), num(size)) <= MOST_LEVELS))
      result = rest;
  }
  if (key === "lonaxis" || key === "lataxis") {
    const { dtick, ...rest } = object;
    if (dtick !== undefined && !(num(dtick) >= 1)) result = rest;
  }
  if (result.dtick !== undefined && key !== "minor") {
    const { dtick, ...rest } = result;
    const { span } = reachOf(key, object, data, layout);
    if (secondary || !(stepsOf(span, stepOf(dtick)) <= MOST_TICKS)) result = rest;
  }
  if (isList(result.tickvals) && result.tickvals.length > MOST_TICKS) {
    const { tickvals: _, ticktext: __, tickmode: ___, ...rest } = result;
    result = rest;
  }
  if (isObject(result.minor)) {
    const { dtick, nticks, ...minor } = result.minor;
    const fits = !secondary && stepsOf(...sameKind(result.dtick, dtick)) <= MOST_MINOR;
    const few: JsonObject = typeof nticks === "number" && nticks <= MOST_MINOR ? { nticks } : {};
    // Plotly counts the small ticks only as long as it counts the others.
    result = fits
      ? { ...result, tickmode: "linear", minor: { ...minor, ...few, dtick: dtick ?? null } }
      : { ...result, minor: { ...minor, ...few } };
  }
  if (result.rangebreaks !== undefined) {
    const { rangebreaks, ...rest } = result;
    if (secondary || !(breaksOf(rangebreaks, reachOf(key, object, data, layout)) <= MOST_BREAKS))
      result = rest;
  }
  return result;
}

function stepsOf(range: number, step: number): number {
  const steps = range / step;
  return step > 0 && Number.isFinite(steps) ? steps : Number.POSITIVE_INFINITY;
}

/** A step as its axis counts, months as days of theirs. */
function stepOf(dtick: JsonValue): number {
  const months = /^M(\d{1,4})$/.exec(String(dtick))?.[1];
  if (months !== undefined) return 30 * DAY * Number(months);
  // Up to ten for each power of ten.
  return /^D[12]$/.test(String(dtick)) ? 0.1 : num(dtick);
}

/** Two steps of an axis as numbers, both plain or both in months. */
function sameKind(major: JsonValue | undefined, minor: JsonValue | undefined): [number, number] {
  if (typeof major === "number" && typeof minor === "number") return [major, minor];
  const months = (step: JsonValue | undefined) =>
    Number(/^M(\d{1,4})$/.exec(String(step))?.[1] ?? Number.NaN);
  return [months(major), months(minor)];
}

/** How often an axis breaks; without end where it is not known how far it reaches. */
function breaksOf(breaks: JsonValue, reach: Reach): number {
  if (!isList(breaks) || breaks.length > 20 || !reach.dates) return Number.POSITIVE_INFINITY;
  const days = reach.span / DAY;
  const counts = breaks.filter(isObject).map((each) => {
    if (isList(each.values)) return each.values.length;
    return each.pattern === "day of week" ? days / 7 : days;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function num(value: JsonValue | undefined): number {
  return typeof value === "number" ? value : Number.NaN;
}

function asObject(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}
