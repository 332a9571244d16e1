import { METRICS } from "../../data/index.js";
import { cellsFromRows } from "./cells.js";
import { checkPerDegree, columnOf, PER_DEGREE, rowOf, STATUSES, statusOf } from "./grid.js";
import type { Cells, GeocodedRecord } from "./types.js";

const NO_DOCUMENT = STATUSES.indexOf("no document");

/**
 * Records → cells, in memory: what the statement and `cellsFromRows` give for the same records, to the last bit and in
 * whatever order. A document with three places counts a third at each, those without a place on the map included; the
 * same id under two metrics is two documents, 1 and "1" are two ids, and null, undefined and NaN are none.
 * Cells of 0.01° when `perDegree` is absent.
 *
 * Throws a `RangeError` for an unknown metric and for `perDegree`.
 */
export function toCells(
  records: Iterable<GeocodedRecord>,
  { perDegree = PER_DEGREE }: { readonly perDegree?: number } = {},
): Cells {
  checkPerDegree(perDegree);
  const status: number[] = [];
  const row: number[] = [];
  const column: number[] = [];
  const metric: number[] = [];
  const document: number[] = [];
  const numbers = METRICS.map(() => new Map<string | number, number>());
  const places: number[] = [];
  for (const record of records) {
    const m = METRICS.indexOf(record.metric);
    const ids = numbers[m];
    if (!ids) throw new RangeError(`Found "${record.metric}" as a metric, expected ${METRICS.join(", ")}.`);
    const [latitude, longitude] = [record.latitude ?? null, record.longitude ?? null];
    const found = statusOf(latitude, longitude);
    const located = found === "located" && latitude !== null && longitude !== null;
    row.push(located ? rowOf(latitude, perDegree) : 0);
    column.push(located ? columnOf(longitude, perDegree) : 0);
    metric.push(m);
    const id = record.document ?? Number.NaN;
    if (Number.isNaN(id)) {
      status.push(NO_DOCUMENT);
      document.push(-1);
      continue;
    }
    status.push(STATUSES.indexOf(found));
    const number = ids.get(id) ?? places.length;
    ids.set(id, number);
    places[number] = (places[number] ?? 0) + 1;
    document.push(number);
  }
  return cellsFromRows(
    {
      status,
      row,
      column,
      metric,
      places: document.map((number) => places[number] ?? 0),
      records: new Uint8Array(status.length).fill(1),
    },
    { perDegree },
  );
}
