import { Console } from "node:console";
import { Writable } from "node:stream";
import { types } from "node:util";
import { type Bundle, bundle } from "./bundle.js";
import { MISSING } from "./cell.js";
import { own } from "./collections.js";
import { type Grid, gridHtml, MOST_COLUMNS, MOST_ROWS } from "./grid.js";
import { frameBundle } from "./result.js";
import { inspected } from "./text.js";

/** Rows that are printed as text. */
const MOST_PRINTED = 1_000;

/**
 * What `console.table(data, columns)` displays: the text as Node prints it, and the same table as HTML, with the columns of Node. Data that
 * is no table is printed as text, and a data frame as it is as a result. Never throws.
 * @param columns which columns, in which order; all of them without it
 */
export function tableOf(data: unknown, columns?: readonly string[]): Bundle {
  try {
    const frame = frameBundle(data, columns);
    if (frame) return frame;
    if (typeof data === "object" && data !== null && !types.isProxy(data)) {
      // Iterators can be looked through by Node alone, without using them up.
      const html = types.isMapIterator(data) || types.isSetIterator(data) ? {} : htmlOf(data, columns);
      return bundle({ ...html, "text/plain": printed(data, columns) });
    }
  } catch {
    // What cannot be read as a table is read as text.
  }
  return bundle({ "text/plain": typeof data === "string" ? data : inspected(data, { colours: false }) });
}

type Entry = readonly [label: unknown, value: unknown];

function htmlOf(data: object, columns: readonly string[] | undefined): { "text/html": string } {
  return { "text/html": gridHtml(gridOf(data, columns)) };
}

function gridOf(data: object, columns: readonly string[] | undefined): Grid {
  if (types.isMap(data)) return iteratedGrid(["Key", "Values"], firstOf(data.entries()), data.size);
  if (types.isSet(data)) {
    const rows = firstOf(data.values()).map((value) => [value]);
    return iteratedGrid(["Values"], rows, data.size);
  }
  const { entries, total } = entriesOf(data);
  const names = columns ?? [
    ...new Set(entries.flatMap(([, value]) => (isStructure(value) ? Object.keys(value) : []))),
  ];
  const shown = names.slice(0, MOST_COLUMNS);
  const withValues = entries.some(([, value]) => !isStructure(value));
  const rows = entries.map(([, value]) => [
    ...shown.map((each) => (isStructure(value) ? own(value, each) : MISSING)),
    ...(withValues ? [isStructure(value) ? MISSING : value] : []),
  ]);
  return {
    columns: [...shown, ...(withValues ? ["Values"] : [])],
    rows,
    index: { name: "(index)", labels: entries.map(([label]) => label) },
    totalRows: total,
    totalColumns: names.length + (withValues ? 1 : 0),
  };
}

function iteratedGrid(columns: readonly string[], rows: readonly unknown[][], totalRows: number): Grid {
  const index = { name: "(iteration index)", labels: rows.map((_, at) => at) };
  return { columns, rows, index, totalRows, totalColumns: columns.length };
}

function entriesOf(data: object): { entries: Entry[]; total: number } {
  if (Array.isArray(data) || types.isTypedArray(data)) {
    const list: readonly unknown[] = Array.from(data.slice(0, MOST_ROWS) as Iterable<unknown>);
    return { entries: list.map((value, at) => [at, value]), total: data.length };
  }
  const keys = Object.keys(data);
  return { entries: keys.slice(0, MOST_ROWS).map((key) => [key, own(data, key)]), total: keys.length };
}

function firstOf<T>(items: Iterable<T>, most = MOST_ROWS): T[] {
  const list: T[] = [];
  for (const item of items) {
    if (list.push(item) >= most) break;
  }
  return list;
}

function isStructure(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function printed(data: object, columns: readonly string[] | undefined): string {
  let text = "";
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  const { shown, left } = headOf(data);
  new Console({ stdout: stream, stderr: stream, colorMode: false }).table(shown, columns && [...columns]);
  return text.trimEnd() + (left > 0 ? `\n... ${left} more rows` : "");
}

/** As many rows as are printed, and how many there are beyond them. */
function headOf(data: object): { shown: unknown; left: number } {
  const rest = (total: number) => Math.max(0, total - MOST_PRINTED);
  if (Array.isArray(data) || types.isTypedArray(data)) {
    const left = rest(data.length);
    return { shown: left ? data.slice(0, MOST_PRINTED) : data, left };
  }
  if (types.isMap(data)) return { shown: new Map(firstOf(data, MOST_PRINTED)), left: rest(data.size) };
  if (types.isSet(data)) return { shown: new Set(firstOf(data, MOST_PRINTED)), left: rest(data.size) };
  return headOfObject(data, rest);
}

function headOfObject(data: object, rest: (total: number) => number): { shown: unknown; left: number } {
  const keys = Object.keys(data);
  const left = rest(keys.length);
  const entries = keys.slice(0, MOST_PRINTED).map((key) => [key, own(data, key)]);
  return { shown: left ? Object.fromEntries(entries) : data, left };
}
