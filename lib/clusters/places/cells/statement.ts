import { checkPerDegree, EDGE } from "./grid.js";

/** How fine the grid is, and what the records are read from. */
export interface StatementOptions {
  /** Cells in one degree, a whole number from 1 to 10,000: 100 for a grid of 0.01°. */
  readonly perDegree: number;
  /** Table or view with the columns document, metric, latitude and longitude, as it stands in SQL; `records` when absent. */
  readonly from?: string;
}

/** The columns of the statement's result, in its order. */
export const CELL_COLUMNS = [
  "status",
  "cell_row",
  "cell_column",
  "metric",
  "places",
  "records",
  "cells_per_degree",
] as const;

/**
 * One statement that puts records together by cells, the same text for DuckDB, PostgreSQL, Spark SQL, BigQuery and Trino:
 * `records` counts the rows by status, cell, metric and `places`, which is how many rows their document has in that metric.
 * A row of the result stands for records / places documents.
 *
 * `status` is "located" or a `Fault`; other rows than located ones have no cell (null). `places` is 0 for rows without a
 * document, which cannot be counted fractionally; `cells_per_degree` is the same in all rows. Everything in the result is a whole number or a word, and cells come from one product,
 * one sum and FLOOR of doubles, which IEEE 754 fixes to the bit: every engine gives the same rows (in any order).
 * A coordinate less than a billionth of a cell below an edge lies on it. Latitude 90 belongs to the northernmost row,
 * longitude 180 is −180. Latitude and longitude must be doubles; CAST them in the view where they are not.
 *
 * Throws a `RangeError` for `perDegree`.
 */
export function cellStatement({ perDegree, from = "records" }: StatementOptions): string {
  checkPerDegree(perDegree);
  // No name is defined and used in one SELECT, nothing is null-safe by luck (LEAST is not the same everywhere), and what
  // is not located is null before it reaches FLOOR and CAST, in whatever order an engine evaluates.
  return `WITH counted AS (
  SELECT metric, latitude, longitude,
    CASE WHEN document IS NULL THEN 0 ELSE COUNT(*) OVER (PARTITION BY metric, document) END AS places
  FROM ${from}
), judged AS (
  SELECT metric, latitude, longitude, places,
    CASE
      WHEN places = 0 THEN 'no document'
      WHEN latitude = 0 AND longitude = 0 THEN 'null island'
      WHEN latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 THEN 'located'
      WHEN latitude BETWEEN -180 AND 180 AND longitude BETWEEN -90 AND 90 THEN 'swapped'
      WHEN latitude BETWEEN -1e300 AND 1e300 AND longitude BETWEEN -1e300 AND 1e300 THEN 'out of range'
      ELSE 'missing'
    END AS status
  FROM counted
), floored AS (
  SELECT status, metric, places,
    CAST(FLOOR(CASE WHEN status = 'located' THEN latitude END * ${perDegree} + ${EDGE}) AS INTEGER) AS cell_row,
    CAST(FLOOR(CASE WHEN status = 'located' THEN longitude END * ${perDegree} + ${EDGE}) AS INTEGER) AS cell_column
  FROM judged
), gridded AS (
  SELECT status, metric, places,
    CASE WHEN cell_row >= ${90 * perDegree} THEN ${90 * perDegree - 1} ELSE cell_row END AS cell_row,
    CASE WHEN cell_column >= ${180 * perDegree} THEN ${-180 * perDegree} ELSE cell_column END AS cell_column
  FROM floored
)
SELECT status, cell_row, cell_column, metric, places, COUNT(*) AS records, ${perDegree} AS cells_per_degree
FROM gridded
GROUP BY status, cell_row, cell_column, metric, places
`;
}
