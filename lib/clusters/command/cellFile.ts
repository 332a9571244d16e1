import { CELL_COLUMNS, STATUSES } from "../places/cells/index.js";
import { type Database, identifier, literal, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";
import { columnNamed, type Input, requireColumns } from "./files.js";
import { metricCode } from "./metrics.js";

/** A column of the result of `cellStatement`. */
export type CellColumn = (typeof CELL_COLUMNS)[number];

/** A column of a file of cells as SQL; engines differ in the case of its name. */
export function cellColumn({ columns }: Input, name: CellColumn): string {
  return identifier(columnNamed(columns, name)?.name ?? name);
}

/** A query of a file of cells, with status and metric as codes and whole numbers as such; of their text, it may be, or of doubles. */
export function cellsQuery(input: Input): string {
  const of = (name: CellColumn): string => cellColumn(input, name);
  return `SELECT ${statusCode(of("status"))} AS status, TRY_CAST(${of("cell_row")} AS INTEGER) AS cell_row,
    TRY_CAST(${of("cell_column")} AS INTEGER) AS cell_column, ${metricCode(`CAST(${of("metric")} AS VARCHAR)`)} AS metric,
    TRY_CAST(${of("places")} AS INTEGER) AS places, TRY_CAST(${of("records")} AS BIGINT) AS records FROM ${input.relation}`;
}

/** SQL that gives the position in `STATUSES` of a status in SQL. */
export function statusCode(status: string): string {
  const cases = STATUSES.map((word, at) => `WHEN ${literal(word)} THEN ${at}`).join(" ");
  return `CAST(CASE ${status} ${cases} END AS TINYINT)`;
}

/**
 * How many cells of a file of cells go into a degree. Throws a `UserError` for columns that one of the files lacks, for cells of
 * several grids or of another than asked for, and for numbers that are not whole or not there.
 */
export async function checkedGrid(
  database: Database,
  input: Input,
  perDegree: number | undefined,
  signal: AbortSignal,
): Promise<number> {
  requireColumns(input, CELL_COLUMNS);
  const grid = await gridOf(database, input, signal);
  if (perDegree !== undefined && perDegree !== grid) {
    throw new UserError(
      `${input.label}: found cells of 1/${grid}°, expected 1/${perDegree}° as --cell says. Leave --cell out.`,
    );
  }
  await refuseFractions(database, input, signal);
  return grid;
}

async function gridOf(database: Database, input: Input, signal: AbortSignal): Promise<number> {
  const sql = `SELECT DISTINCT TRY_CAST(${cellColumn(input, "cells_per_degree")} AS DOUBLE) AS grid FROM ${input.relation}
    ORDER BY grid DESC NULLS LAST LIMIT 2`;
  const [grid, other] = (await rowsOf(database, input.label, sql, signal)).map(
    ([value]) => value ?? "nothing",
  );
  if (grid === undefined) throw new UserError(`${input.label}: found no rows, expected one for every cell.`);
  if (other === undefined) return Number(grid);
  throw new UserError(
    `${input.label}: found ${grid} and ${other} as cells_per_degree, expected one grid in all rows.`,
  );
}

/** Casts would round them. */
async function refuseFractions(database: Database, input: Input, signal: AbortSignal): Promise<void> {
  const names = ["cell_row", "cell_column", "places", "records"] as const;
  const located = `${cellColumn(input, "status")} = 'located'`;
  const faults = names.map((name) => {
    const own = cellColumn(input, name);
    const whole = `(TRY_CAST(${own} AS DOUBLE) = FLOOR(TRY_CAST(${own} AS DOUBLE)))`;
    const needed = name.startsWith("cell") ? `${own} IS NOT NULL OR ${located}` : "TRUE";
    return `MIN(CASE WHEN (${needed}) AND ${whole} IS NOT TRUE THEN COALESCE(CAST(${own} AS VARCHAR), 'nothing') END)`;
  });
  const [row = []] = await rowsOf(
    database,
    input.label,
    `SELECT ${faults.join(", ")} FROM ${input.relation}`,
    signal,
  );
  const at = row.findIndex((value) => value !== null);
  if (at < 0) return;
  throw new UserError(`${input.label}: found ${row[at]} as ${names[at]}, expected whole numbers.`);
}
