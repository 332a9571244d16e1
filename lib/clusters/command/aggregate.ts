import { quoted } from "../data/index.js";
import { type Cells, cellStatement, cellsFromRows } from "../places/cells/index.js";
import { cellsQuery, checkedGrid, statusCode } from "./cellFile.js";
import { type RecordColumns, recordsQuery, text } from "./columns.js";
import { type Database, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";
import { countOf, fetchInto } from "./fetch.js";
import { asDouble, columnNamed, type Input } from "./files.js";
import { metricCode, unknownMetrics } from "./metrics.js";

/** Records of the files → cells; DuckDB puts them together. Throws a `UserError` for metrics that are not understood. */
export async function aggregateRecords(
  database: Database,
  input: Input,
  columns: RecordColumns,
  perDegree: number,
  signal: AbortSignal,
): Promise<Cells> {
  await rowsOf(database, input.label, `CREATE TEMP VIEW records AS ${recordsQuery(input, columns)}`, signal);
  const statement = cellStatement({ perDegree });
  const create = `CREATE TEMP TABLE cells AS
    SELECT ${statusCode("status")} AS status, cell_row, cell_column, metric, places, records FROM (${statement})`;
  await rowsOf(database, input.label, create, signal);
  if (typeof columns.metric !== "string") {
    await refuseUnknownMetrics(database, input, columns.metric.name, signal);
  }
  await refuseUnreadable(database, input, columns, signal);
  return readCells(database, input, perDegree, signal);
}

/** Refuses files none of whose texts of a coordinate is a number, such as 35,68: all their rows would count as missing. */
async function refuseUnreadable(
  database: Database,
  input: Input,
  columns: RecordColumns,
  signal: AbortSignal,
): Promise<void> {
  if ((await countOf(database, input.label, "cells WHERE status = 0", signal)) > 0) return;
  for (const column of [columns.latitude, columns.longitude]) {
    const sql = `SELECT MIN(${text(column)}), COUNT(${text(column)}), COUNT(${asDouble(column)}) FROM ${input.relation}`;
    const [[first, texts, numbers] = []] = await rowsOf(database, input.label, sql, signal);
    if (Number(texts) === 0 || Number(numbers) > 0) continue;
    throw new UserError(
      `${input.label}, column "${column.name}": found ${quoted(String(first))} and no number in ${Number(texts).toLocaleString("en")} rows, expected degrees such as 35.68.`,
    );
  }
}

/**
 * A file that already holds the result of `cellStatement` → cells, on the grid that it says. Throws a `UserError` where
 * they are of several grids, and for rows that the statement cannot have given.
 */
export async function readCellFile(
  database: Database,
  input: Input,
  perDegree: number | undefined,
  signal: AbortSignal,
): Promise<Cells> {
  const grid = await checkedGrid(database, input, perDegree, signal);
  await rowsOf(database, input.label, `CREATE TEMP TABLE cells AS ${cellsQuery(input)}`, signal);
  await refuseUnknownMetrics(database, input, columnNamed(input.columns, "metric")?.name ?? "metric", signal);
  return readCells(database, input, grid, signal);
}

/** The order saves `cellsFromRows` from sorting, which it does alone and in one thread. */
async function readCells(
  database: Database,
  input: Input,
  perDegree: number,
  signal: AbortSignal,
): Promise<Cells> {
  const count = await countOf(database, input.label, "cells", signal);
  if (count === 0) throw new UserError(`${input.label}: found no rows, expected records.`);
  const rows = {
    status: new Uint8Array(count),
    row: new Int32Array(count),
    column: new Int32Array(count),
    metric: new Uint8Array(count),
    places: new Int32Array(count),
    records: new Float64Array(count),
  };
  const sql = `SELECT status, cell_row, cell_column, metric,
    CAST(places AS INTEGER), CAST(records AS DOUBLE) FROM cells ORDER BY cell_row, cell_column, metric, places`;
  await fetchInto(database, input.label, sql, Object.values(rows), signal);
  try {
    return cellsFromRows(rows, { perDegree });
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(`${input.label}: ${error.message}`);
    throw error;
  }
}

async function refuseUnknownMetrics(
  database: Database,
  input: Input,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const [row] = await rowsOf(
    database,
    input.label,
    "SELECT SUM(records) FROM cells WHERE metric IS NULL",
    signal,
  );
  if (!row || row[0] === null) return;
  const column = { name, type: "VARCHAR" };
  const sql = `SELECT DISTINCT ${text(column)} AS value FROM ${input.relation}
    WHERE ${metricCode(text(column))} IS NULL ORDER BY value NULLS LAST LIMIT 4`;
  const values = (await rowsOf(database, input.label, sql, signal)).map(([value]) =>
    value === null ? null : String(value),
  );
  throw unknownMetrics(input.label, name, Number(row[0]), values);
}
