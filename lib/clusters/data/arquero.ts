import { table } from "arquero";
import type { Quantity } from "../figures/index.js";

/** What a column of an analysis table holds. */
export type Value = string | number | boolean | null;

/** What this package needs of an arquero table; everything else arquero offers is there at run time. */
export interface ArqueroTable {
  numRows(): number;
  numCols(): number;
  columnNames(): string[];
  get(name: string, row?: number): unknown;
  objects(options?: object): object[];
}

/** A record whose cells are plain values or figures; keys without a value are missing. */
export type Cells = { readonly [column: string]: Value | Quantity | readonly string[] | undefined };

/**
 * Records → columns of plain values, in the order in which the keys first appear. A figure becomes three columns, its
 * value and its interval: "share", "share_low", "share_high"; lists of texts are joined with a slash; what is missing
 * is `null`. Throws where two keys would give the same column.
 */
export function columnsOf(records: readonly Cells[]): { readonly [column: string]: readonly Value[] } {
  const flat = records.map((record) => flatten(record));
  const names = new Set(flat.flatMap((record) => [...record.keys()]));
  return Object.fromEntries([...names].map((name) => [name, flat.map((record) => record.get(name) ?? null)]));
}

/** Records → an arquero table with the columns of `columnsOf`. */
export function toArquero(records: readonly Cells[]): ArqueroTable {
  return table(columnsOf(records));
}

function flatten(record: Cells): ReadonlyMap<string, Value> {
  const flat = new Map<string, Value>();
  const put = (name: string, value: Value): void => {
    if (flat.has(name))
      throw new Error(`Found the column "${name}" twice, expected every key to give its own columns.`);
    flat.set(name, value);
  };
  for (const [name, cell] of Object.entries(record)) {
    if (cell === undefined) put(name, null);
    else if (isList(cell)) put(name, cell.join("/"));
    else if (typeof cell === "object" && cell !== null) {
      put(name, cell.value);
      put(`${name}_low`, cell.low ?? null);
      put(`${name}_high`, cell.high ?? null);
    } else put(name, cell);
  }
  return flat;
}

function isList(cell: Value | Quantity | readonly string[]): cell is readonly string[] {
  return Array.isArray(cell);
}
