import { types } from "node:util";
import { MISSING } from "./cell.js";
import { type Grid, MOST_COLUMNS, MOST_ROWS } from "./grid.js";

/** Rows that are looked at to find out what an array holds and which columns there are. */
const LOOKED_AT = 1_000;
const MOST_NAMES = 100_000;

/**
 * The table of an array of records, a short array of rows, a Map, a Set of records, or a typed array; `undefined` for anything that is
 * better read as text.
 */
export function collectionGrid(value: unknown): Grid | undefined {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return undefined;
  if (Array.isArray(value)) return recordsGrid(heads(value), value.length) ?? matrixGrid(value);
  if (types.isMap(value)) return mapGrid(value);
  if (types.isSet(value)) return recordsGrid(taken(Set.prototype.values.call(value)), value.size);
  // A Buffer is bytes, and Node prints those as such.
  if (types.isTypedArray(value) && !Buffer.isBuffer(value)) return typedGrid(value);
  return undefined;
}

function heads(list: readonly unknown[]): unknown[] {
  return list.slice(0, LOOKED_AT);
}

function taken<T>(items: Iterable<T>): T[] {
  const list: T[] = [];
  for (const item of items) {
    if (list.push(item) >= LOOKED_AT) break;
  }
  return list;
}

type PlainRecord = { readonly [key: string]: unknown };

/** An object made by braces, by `JSON.parse`, or without a prototype, in whatever realm. */
export function isRecord(value: unknown): value is PlainRecord {
  if (typeof value !== "object" || value === null || types.isProxy(value) || Array.isArray(value))
    return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    prototype === Object.prototype ||
    (typeof prototype === "object" &&
      !types.isProxy(prototype) &&
      Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype, "isPrototypeOf"))
  );
}

function recordsGrid(found: readonly unknown[], totalRows: number): Grid | undefined {
  if (found.length === 0 || !found.every(isRecord)) return undefined;
  const { names, all } = namesOf(found);
  if (names.length === 0) return undefined;
  const columns = names.slice(0, MOST_COLUMNS);
  const rows = found.slice(0, MOST_ROWS).map((record) => columns.map((name) => own(record, name)));
  const moreColumns = !all || (found.length < totalRows && names.length > MOST_COLUMNS);
  return { columns, rows, totalRows, totalColumns: names.length, moreColumns };
}

/** Names of the properties of all records, in the order in which they come up. */
function namesOf(records: readonly object[]): { names: string[]; all: boolean } {
  const names = new Set<string>();
  let seen = 0;
  for (const record of records) {
    const keys = Object.keys(record);
    for (const key of keys) names.add(key);
    seen += keys.length;
    if (seen > MOST_NAMES) return { names: [...names], all: record === records.at(-1) };
  }
  return { names: [...names], all: true };
}

/** What an object holds under a name. Getters are not called, as `util.inspect` calls none. */
export function own(record: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(record, name);
  if (property === undefined) return MISSING;
  return "value" in property ? property.value : ACCESSOR;
}

/** Prints as `[Getter]`. */
const ACCESSOR = { [Symbol.for("nodejs.util.inspect.custom")]: () => "[Getter]" };

/** Rows of the same length that hold no further structure. */
function matrixGrid(list: readonly unknown[]): Grid | undefined {
  const found = heads(list);
  const first = found[0];
  if (found.length < 2 || !Array.isArray(first) || first.length === 0 || first.length > MOST_COLUMNS)
    return undefined;
  const flat = found.every(
    (row) => Array.isArray(row) && !types.isProxy(row) && row.length === first.length && row.every(isSimple),
  );
  if (!flat) return undefined;
  const rows = found.slice(0, MOST_ROWS).flatMap((row) => (Array.isArray(row) ? [row] : []));
  const index = { name: "", labels: rows.map((_, at) => at) };
  return {
    columns: first.map((_, i) => String(i)),
    rows,
    index,
    totalRows: list.length,
    totalColumns: first.length,
  };
}

function isSimple(value: unknown): boolean {
  return value === null || (typeof value !== "object" && typeof value !== "function") || types.isDate(value);
}

function mapGrid(map: Map<unknown, unknown>): Grid | undefined {
  const entries = taken(Map.prototype.entries.call(map));
  if (entries.length === 0) return undefined;
  const labels = entries.slice(0, MOST_ROWS).map(([key]) => key);
  const index = { name: "key", labels };
  const records = recordsGrid(
    entries.map(([, value]) => value),
    map.size,
  );
  if (records) return { ...records, index };
  const rows = entries.slice(0, MOST_ROWS).map(([, value]) => [value]);
  return { columns: ["value"], rows, index, totalRows: map.size, totalColumns: 1 };
}

function typedGrid(list: NodeJS.TypedArray): Grid | undefined {
  if (list.length === 0) return undefined;
  const rows: unknown[][] = Array.from(list.subarray(0, MOST_ROWS) as Iterable<number | bigint>, (value) => [
    value,
  ]);
  const index = { name: "", labels: rows.map((_, at) => at) };
  return { columns: ["value"], rows, index, totalRows: list.length, totalColumns: 1 };
}
