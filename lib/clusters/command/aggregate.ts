import { type CELL_COLUMNS, type Cells, cellStatement, cellsFromRows, STATUSES } from "../records/index.js";
import { type RecordColumns, recordsQuery, text } from "./columns.js";
import { type Database, identifier, literal, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";
import { countOf, fetchInto } from "./fetch.js";
import { columnNamed, type Input } from "./files.js";
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
  return readCells(database, input, perDegree, signal);
}

/**
 * A file that already holds the result of `cellStatement` → cells, on the grid that it says. Throws a `UserError` where
 * its rows are of several grids, and for rows that the statement cannot have given.
 */
export async function readCellFile(
  database: Database,
  input: Input,
  perDegree: number | undefined,
  signal: AbortSignal,
): Promise<Cells> {
  const of = (name: (typeof CELL_COLUMNS)[number]): string =>
    identifier(columnNamed(input.columns, name)?.name ?? name);
  const create = `CREATE TEMP TABLE cells AS SELECT ${statusCode(of("status"))} AS status,
    TRY_CAST(${of("cell_row")} AS INTEGER) AS cell_row, TRY_CAST(${of("cell_column")} AS INTEGER) AS cell_column,
    ${metricCode(`CAST(${of("metric")} AS VARCHAR)`)} AS metric, TRY_CAST(${of("places")} AS INTEGER) AS places,
    TRY_CAST(${of("records")} AS BIGINT) AS records FROM ${input.relation}`;
  const grids = `SELECT DISTINCT CAST(${of("cells_per_degree")} AS VARCHAR) AS grid FROM ${input.relation} ORDER BY grid LIMIT 2`;
  const [grid, other] = (await rowsOf(database, input.label, grids, signal)).map(([value]) => String(value));
  if (grid === undefined) throw new UserError(`${input.label}: found no rows, expected one for every cell.`);
  if (other !== undefined) {
    throw new UserError(
      `${input.label}: found ${grid} and ${other} as cells_per_degree, expected one grid in all rows.`,
    );
  }
  if (perDegree !== undefined && String(perDegree) !== grid) {
    throw new UserError(
      `${input.label}: found cells of 1/${grid}°, expected 1/${perDegree}° as --cell says. Leave --cell out.`,
    );
  }
  await rowsOf(database, input.label, create, signal);
  await refuseUnknownMetrics(database, input, columnNamed(input.columns, "metric")?.name ?? "metric", signal);
  return readCells(database, input, Number(grid), signal);
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

/** SQL that gives the position in `STATUSES` of a status in SQL. */
function statusCode(status: string): string {
  const cases = STATUSES.map((word, at) => `WHEN ${literal(word)} THEN ${at}`).join(" ");
  return `CAST(CASE ${status} ${cases} END AS TINYINT)`;
}
