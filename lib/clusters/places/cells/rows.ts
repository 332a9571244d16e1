import { METRICS } from "../../data/index.js";
import { checkPerDegree, STATUSES } from "./grid.js";

/** The rows of the statement's result, as columns of one length, in any order; a key may come more than once. */
export interface CellRows {
  /** Position in `STATUSES`. */
  readonly status: ArrayLike<number>;
  /** Cell; anything where the status is not "located". */
  readonly row: ArrayLike<number>;
  readonly column: ArrayLike<number>;
  /** Position in `METRICS`. */
  readonly metric: ArrayLike<number>;
  /** How many places the document has in the metric, 1 or more; 0 with the status "no document". */
  readonly places: ArrayLike<number>;
  /** How many records, 1 or more. */
  readonly records: ArrayLike<number>;
}

/** Up to this many rows of a cell, and most have few, insertion is quicker than a call of `sort`. */
const FEW = 24;

const NO_DOCUMENT = STATUSES.indexOf("no document");

/** Throws a `RangeError` for the first row that the statement cannot have given. */
export function checkRows(rows: CellRows, perDegree: number): void {
  checkPerDegree(perDegree);
  const count = rows.status.length;
  for (const name of ["row", "column", "metric", "places", "records"] as const) {
    if (rows[name].length === count) continue;
    throw new RangeError(
      `Found ${rows[name].length} values of ${name}, expected ${count}, one for every status.`,
    );
  }
  for (let at = 0; at < count; at++) {
    const status = rows.status[at] ?? -1;
    const places = rows.places[at] ?? -1;
    check(at, "status", status, 0, STATUSES.length - 1);
    check(at, "metric", rows.metric[at], 0, METRICS.length - 1);
    check(at, "places", places, status === NO_DOCUMENT ? 0 : 1, status === NO_DOCUMENT ? 0 : 2 ** 53);
    check(at, "records", rows.records[at], 1, 2 ** 53);
    if (status !== 0) continue;
    check(at, "row", rows.row[at], -90 * perDegree, 90 * perDegree - 1);
    check(at, "column", rows.column[at], -180 * perDegree, 180 * perDegree - 1);
  }
}

function check(at: number, name: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(
    `Found ${value} as ${name} of cell row ${at + 1}, expected a whole number from ${least} to ${most}.`,
  );
}

/** Positions of the located rows by cell: row, then column; rows of one cell by metric, then places. */
export function orderByCell(rows: CellRows, perDegree: number): Uint32Array {
  let located = 0;
  for (let at = 0; at < rows.status.length; at++) if (rows.status[at] === 0) located += 1;
  const order = new Uint32Array(located);
  for (let at = 0, next = 0; at < rows.status.length; at++) if (rows.status[at] === 0) order[next++] = at;
  if (isOrdered(rows, order)) return order;
  const byColumn = countingSort(order, rows.column, -180 * perDegree, 360 * perDegree);
  const sorted = countingSort(byColumn, rows.row, -90 * perDegree, 180 * perDegree);
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sameCell(rows, sorted[from] ?? 0, sorted[to] ?? 0)) to += 1;
    if (to - from > FEW) sorted.subarray(from, to).sort((a, b) => byMetric(rows, a, b));
    else insertionSort(sorted, from, to, rows);
  }
  return sorted;
}

function isOrdered(rows: CellRows, order: Uint32Array): boolean {
  for (let next = 1; next < order.length; next++) {
    const [a, b] = [order[next - 1] ?? 0, order[next] ?? 0];
    const ahead =
      (rows.row[a] ?? 0) - (rows.row[b] ?? 0) ||
      (rows.column[a] ?? 0) - (rows.column[b] ?? 0) ||
      byMetric(rows, a, b);
    if (ahead > 0) return false;
  }
  return true;
}

/** Whether two rows lie in the same cell. */
export function sameCell({ row, column }: CellRows, a: number, b: number): boolean {
  return row[a] === row[b] && column[a] === column[b];
}

function byMetric({ metric, places }: CellRows, a: number, b: number): number {
  return (metric[a] ?? 0) - (metric[b] ?? 0) || (places[a] ?? 0) - (places[b] ?? 0);
}

function insertionSort(order: Uint32Array, from: number, to: number, rows: CellRows): void {
  for (let next = from + 1; next < to; next++) {
    const at = order[next] ?? 0;
    let place = next;
    for (; place > from && byMetric(rows, order[place - 1] ?? 0, at) > 0; place--) {
      order[place] = order[place - 1] ?? 0;
    }
    order[place] = at;
  }
}

/** Stable; in time proportional to the rows and the cells along one side of the grid. */
function countingSort(
  order: Uint32Array,
  keys: ArrayLike<number>,
  least: number,
  buckets: number,
): Uint32Array {
  const starts = new Uint32Array(buckets + 1);
  for (const at of order) {
    const bucket = (keys[at] ?? 0) - least + 1;
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= buckets; bucket++)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const at of order) {
    const bucket = (keys[at] ?? 0) - least;
    const place = starts[bucket] ?? 0;
    sorted[place] = at;
    starts[bucket] = place + 1;
  }
  return sorted;
}
