import { types } from "node:util";
import { type Grid, MOST_COLUMNS, MOST_ROWS } from "./grid.js";

/**
 * The table of a data frame: an arquero table, a danfojs DataFrame or Series; `undefined` for anything else. They are known by what they
 * have, and never imported.
 * @param only which of the columns, in which order; all of them without it
 */
export function frameGrid(value: unknown, only?: readonly string[]): Grid | undefined {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return undefined;
  if (isArqueroTable(value)) return arqueroGrid(value, only);
  return isDanfoFrame(value) ? danfoGrid(value, only) : undefined;
}

interface ArqueroTable {
  columnNames(): string[];
  numRows(): number;
  /** Values of a column by row, in the table's order and through its filter. */
  getter(name: string): (row: number) => unknown;
}

function isArqueroTable(value: object): value is ArqueroTable {
  return ["columnNames", "numRows", "getter", "scan"].every(
    (name) => name in value && typeof Reflect.get(value, name) === "function",
  );
}

function arqueroGrid(table: ArqueroTable, only: readonly string[] | undefined): Grid {
  const names = chosen(table.columnNames(), only);
  const columns = names.slice(0, MOST_COLUMNS);
  const getters = columns.map((name) => table.getter(name));
  const totalRows = table.numRows();
  const rows = Array.from({ length: Math.min(totalRows, MOST_ROWS) }, (_, row) =>
    getters.map((get) => get(row)),
  );
  return { columns, rows, totalRows, totalColumns: names.length };
}

interface DanfoFrame {
  readonly columns: readonly unknown[];
  readonly index: readonly unknown[];
  /** Rows of a DataFrame; the values of a Series. */
  readonly values: readonly unknown[];
  readonly ndim: number;
}

function isDanfoFrame(value: object): value is DanfoFrame {
  // The first is asked for first: it costs nothing, and few other objects have it.
  return (
    "$isSeries" in value &&
    ["columns", "index", "dtypes", "values"].every((name) => Array.isArray(Reflect.get(value, name))) &&
    [1, 2].includes(Reflect.get(value, "ndim"))
  );
}

function danfoGrid(frame: DanfoFrame, only: readonly string[] | undefined): Grid {
  const all = frame.columns.map(String);
  const names = chosen(all, only);
  const columns = names.slice(0, MOST_COLUMNS);
  const places = columns.map((name) => all.indexOf(name));
  const rows = frame.values
    .slice(0, MOST_ROWS)
    .map((row) => (frame.ndim === 2 && Array.isArray(row) ? places.map((place) => row[place]) : [row]));
  const index = { name: "", labels: frame.index.slice(0, MOST_ROWS) };
  return { columns, rows, index, totalRows: frame.values.length, totalColumns: names.length };
}

function chosen(names: readonly string[], only: readonly string[] | undefined): readonly string[] {
  return only?.filter((name) => names.includes(name)) ?? names;
}
