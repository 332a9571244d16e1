import { METRICS, type Metric } from "../data/record.js";
import { STATUSES } from "./grid.js";
import type { CellRows } from "./rows.js";
import type { Cells, Fault, MetricTotals } from "./types.js";

/** Numbers of records by the number of places of their documents. */
type Tally = Map<number, number>;

/** What the rows hold of every metric that occurs, faults included; sums by ascending number of places. */
export function totalsOf(rows: CellRows): Cells["totals"] {
  const tallies: Tally[] = [];
  for (let at = 0; at < rows.status.length; at++) {
    const key = (rows.metric[at] ?? 0) * STATUSES.length + (rows.status[at] ?? 0);
    tallies[key] ??= new Map();
    const tally = tallies[key];
    const places = rows.places[at] ?? 0;
    tally?.set(places, (tally.get(places) ?? 0) + (rows.records[at] ?? 0));
  }
  const found: [Metric, MetricTotals][] = METRICS.flatMap((metric, m) => {
    const of = STATUSES.map((_, status) => tallies[m * STATUSES.length + status] ?? new Map());
    const all: Tally = new Map();
    for (const tally of of) {
      for (const [places, records] of tally) all.set(places, (all.get(places) ?? 0) + records);
    }
    const faults = Object.fromEntries(
      STATUSES.flatMap((status, s): [Fault, ReturnType<typeof sum>][] => {
        const tally = of[s];
        return status === "located" || !tally?.size ? [] : [[status, sum(tally)]];
      }),
    );
    return all.size === 0 ? [] : [[metric, { ...sum(all), faults }]];
  });
  return Object.fromEntries(found);
}

/** No places: no document, which counts nothing fractionally. */
function sum(tally: Tally): { records: number; documents: number } {
  let [records, documents] = [0, 0];
  for (const [places, count] of [...tally].sort(([a], [b]) => a - b)) {
    records += count;
    if (places > 0) documents += count / places;
  }
  return { records, documents };
}
