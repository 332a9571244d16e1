import { type Database, identifier, literal, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";

/** What a file holds, as its first bytes say. */
export type Format = "parquet" | "csv";

/** A column that DuckDB finds in the files. */
export interface Column {
  readonly name: string;
  /** DuckDB's name of the type; columns of CSV are all VARCHAR. */
  readonly type: string;
}

/**
 * Quotes are those of RFC 4180 and no line is a comment, whatever DuckDB would guess from the first rows: a quote that comes only
 * after them is one, too, and an id may begin with #.
 */
const CSV = "header = true, all_varchar = true, quote = '\"', escape = '\"', comment = ''";

/** What stands after FROM for files of one format; their columns go by name. */
export function scan(format: Format, paths: readonly string[]): string {
  const names = paths.map((path) => literal(escaped(path))).join(", ");
  return `read_${format}([${names}], union_by_name = true${format === "csv" ? `, ${CSV}` : ""})`;
}

/** The columns of what stands after FROM. What DuckDB says against it becomes a `UserError` that begins with `what`. */
export async function describeColumns(
  database: Database,
  what: string,
  from: string,
  signal: AbortSignal,
): Promise<Column[]> {
  const rows = await rowsOf(database, what, `DESCRIBE SELECT * FROM ${from}`, signal);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/**
 * The columns of a file. Where rows of a CSV differ in length, DuckDB may take all of it for one column: that becomes a
 * `UserError` with the line.
 */
export async function columnsOfFile(
  database: Database,
  format: Format,
  path: string,
  signal: AbortSignal,
): Promise<Column[]> {
  const columns = await describeColumns(database, path, scan(format, [path]), signal);
  const [only, ...others] = columns;
  const [delimiter] = /[,;\t|]/.exec(only?.name ?? "") ?? [];
  if (format !== "csv" || !only || others.length > 0 || delimiter === undefined) return columns;
  const types = only.name.split(delimiter).map((_, at) => `${identifier(`column ${at + 1}`)}: 'VARCHAR'`);
  const strictly = `auto_detect = false, delim = ${literal(delimiter)}, columns = {${types.join(", ")}}`;
  const sql = `SELECT COUNT(COLUMNS(*)) FROM read_csv(${literal(escaped(path))}, ${strictly}, ${CSV})`;
  await rowsOf(database, path, sql, signal);
  throw new UserError(
    `${path}: found one column named ${JSON.stringify(only.name)}, expected rows with as many values as the header has names.`,
  );
}

/** Single precision as the shortest decimal, which is what was meant: 0.29 must not become 0.28999999165534973. */
export function widened(columns: readonly Column[]): string {
  const floats = columns.filter(({ type }) => type === "FLOAT").map(({ name }) => identifier(name));
  if (floats.length === 0) return "*";
  return `* REPLACE (${floats.map((name) => `CAST(CAST(${name} AS VARCHAR) AS DOUBLE) AS ${name}`).join(", ")})`;
}

/** DuckDB takes *, ? and [ in the name of a file for a pattern. */
function escaped(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}
