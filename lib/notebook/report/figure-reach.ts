import type { JsonObject, JsonValue } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";

/** How far an axis reaches, as far as its figure tells. */
export interface Reach {
  /** In the units of its steps, and without end where it is not known. */
  readonly span: number;
  /** Whether all that stands along it are dates. */
  readonly dates: boolean;
}

const MARKS = ["annotations", "shapes", "images", "selections"];
/** Traces that are drawn from zero, or on top of each other. */
const FROM_ZERO = ["bar", "funnel", "histogram", "waterfall", "barpolar"];

/** How far the axis of a name reaches: its own range, or what its traces and the marks beside them hold. */
export function reachOf(
  key: string,
  axis: JsonObject,
  data: readonly JsonObject[],
  layout: JsonObject,
): Reach {
  const seen = newSeen();
  const isLog = axis.type === "log";
  if (isList(axis.range) && axis.range.length === 2 && axis.autorange === undefined) {
    seen.see(axis.range);
    if (seen.holds()) return seen.reach(false);
  }
  const letter = /^([xy])axis\d*$/.exec(key)?.[1];
  // Other axes stand for whatever numbers there are.
  if (letter === undefined) {
    seen.see(0);
    for (const trace of data) seen.all(trace);
    return seen.reach(isLog);
  }
  const id = key.replace("axis", "");
  const traces = data.filter((trace) => (trace[`${letter}axis`] ?? letter) === id);
  for (const trace of traces) {
    const values = trace[letter];
    const starts = [`${letter}0`, `d${letter}`, `error_${letter}`].some((name) => trace[name] !== undefined);
    if (starts || isObject(values)) return { span: Number.POSITIVE_INFINITY, dates: false };
    if (isList(values)) seen.see(values);
    else seen.see([0, longestOf(trace)]);
  }
  if (axis.rangemode !== undefined && axis.rangemode !== "normal") seen.see(0);
  const isStacked = (trace: JsonObject) =>
    trace.stackgroup !== undefined ||
    (FROM_ZERO.includes(String(trace.type)) && (trace.orientation === "h" ? "x" : "y") === letter);
  if (traces.some(isStacked)) seen.stack(traces.map((trace) => trace[letter] ?? null));
  // Marks beside the data make an axis longer.
  for (const name of MARKS) {
    const marks = layout[name];
    for (const mark of isList(marks) ? marks.filter(isObject) : []) {
      if ((mark[`${letter}ref`] ?? letter) !== id) continue;
      for (const at of ["", "0", "1"]) seen.see(mark[`${letter}${at}`] ?? null);
    }
  }
  return seen.reach(isLog);
}

function newSeen() {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let dates = true;
  const names = new Set<string>();
  const number = (value: number) => {
    first = Math.min(first, value);
    last = Math.max(last, value);
  };
  const see = (value: JsonValue): void => {
    if (isList(value)) for (const item of value) see(item);
    else if (typeof value === "number") {
      dates = false;
      number(value);
    } else if (typeof value === "string") {
      const time = /^-?\d{4,}-\d/.test(value) ? Date.parse(value) : Number.NaN;
      dates &&= !Number.isNaN(time);
      if (!Number.isNaN(time)) number(time);
      else if (value.trim() !== "" && Number.isFinite(Number(value))) number(Number(value));
      else names.add(value);
    }
  };
  const all = (value: JsonValue): void => {
    if (typeof value === "number") see(value);
    else if (typeof value === "object" && value !== null)
      for (const child of Object.values(value)) all(child);
  };
  return {
    see,
    all,
    holds: () => last >= first && names.size === 0,
    /** Zero, and the sums of the largest and smallest of each list. */
    stack(lists: readonly JsonValue[]): void {
      const numbers = lists.map((list) =>
        isList(list) ? list.filter((each) => typeof each === "number") : [],
      );
      const sum = (pick: (one: number, other: number) => number) =>
        numbers.reduce((total, list) => total + list.reduce(pick, 0), 0);
      if (numbers.some((list) => list.length > 0)) {
        number(sum((one, other) => Math.max(one, other)));
        number(sum((one, other) => Math.min(one, other)));
      }
    },
    reach(isLog: boolean): Reach {
      if (last < first) return { span: names.size, dates: false };
      const span = isLog ? Math.log10(last) - Math.log10(first > 0 ? first : 1e-12) : last - first;
      return { span: Math.max(span, names.size), dates };
    },
  };
}

function longestOf(trace: JsonObject): number {
  return Object.values(trace).reduce<number>(
    (most, value) => (isList(value) ? Math.max(most, value.length) : most),
    1,
  );
}
