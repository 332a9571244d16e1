import { METRICS, type Metric } from "../../data/index.js";
import { PER_DEGREE } from "./grid.js";
import { type CellRows, checkRows, orderByCell, sameCell } from "./rows.js";
import { totalsOf } from "./totals.js";
import type { Cells } from "./types.js";

/**
 * Rows of the statement's result → cells. The order of the rows makes no difference, nor do rows of one key that come in
 * parts: what a cell counts fractionally is summed by ascending number of places, so that it is the same to the last bit.
 * Only metrics that occur are there. Throws a `RangeError` for columns of unequal length and for values that the
 * statement cannot have given.
 */
export function cellsFromRows(
  rows: CellRows,
  { perDegree = PER_DEGREE }: { readonly perDegree?: number } = {},
): Cells {
  checkRows(rows, perDegree);
  const order = orderByCell(rows, perDegree);
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    if (at === 0 || !sameCell(rows, order[at - 1] ?? 0, order[at] ?? 0)) count += 1;
  }
  const totals = totalsOf(rows);
  const row = new Int32Array(count);
  const column = new Int32Array(count);
  const metrics = METRICS.map((metric) =>
    totals[metric] ? { records: new Float64Array(count), documents: new Float64Array(count) } : undefined,
  );
  let cell = -1;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from] ?? 0;
    if (from === 0 || !sameCell(rows, order[from - 1] ?? 0, first)) {
      cell += 1;
      row[cell] = rows.row[first] ?? 0;
      column[cell] = rows.column[first] ?? 0;
    }
    let records = 0;
    for (; to < order.length && sameKey(rows, first, order[to] ?? 0); to++) {
      records += rows.records[order[to] ?? 0] ?? 0;
    }
    const of = metrics[rows.metric[first] ?? 0];
    if (!of) continue;
    of.records[cell] = (of.records[cell] ?? 0) + records;
    of.documents[cell] = (of.documents[cell] ?? 0) + records / (rows.places[first] ?? 1);
  }
  const present: [Metric, Cells["metrics"][Metric]][] = METRICS.map((metric, m) => [metric, metrics[m]]);
  return { perDegree, row, column, metrics: Object.fromEntries(present.filter(([, of]) => of)), totals };
}

function sameKey(rows: CellRows, a: number, b: number): boolean {
  return rows.metric[a] === rows.metric[b] && rows.places[a] === rows.places[b] && sameCell(rows, a, b);
}
