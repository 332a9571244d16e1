import { METRICS, type Metric } from "../../data/index.js";
import { STATUSES } from "./grid.js";
import type { CellRows } from "./rows.js";
import type { Cells, Fault, MetricTotals } from "./types.js";

/** Numbers of records by the number of places of their documents; a plain array holds the usual numbers, being quicker. */
interface Tally {
  readonly few: number[];
  readonly many: Map<number, number>;
}

const FEW = 1024;

function add({ few, many }: Tally, places: number, records: number): void {
  if (places < FEW) few[places] = (few[places] ?? 0) + records;
  else many.set(places, (many.get(places) ?? 0) + records);
}

/** Places and records by ascending number of places. */
function entries({ few, many }: Tally): [number, number][] {
  const found = few
    .map((records, places): [number, number] => [places, records])
    .filter(([, records]) => records > 0);
  return [...found, ...[...many].sort(([a], [b]) => a - b)];
}

const emptyTally = (): Tally => ({ few: [], many: new Map() });

/** What the rows hold of every metric that occurs, faults included; sums by ascending number of places. */
export function totalsOf(rows: CellRows): Cells["totals"] {
  const tallies = METRICS.map(() => STATUSES.map(emptyTally));
  for (let at = 0; at < rows.status.length; at++) {
    const tally = tallies[rows.metric[at] ?? 0]?.[rows.status[at] ?? 0];
    if (tally) add(tally, rows.places[at] ?? 0, rows.records[at] ?? 0);
  }
  const found: [Metric, MetricTotals][] = METRICS.flatMap((metric, m) => {
    const of = tallies[m]?.map(entries) ?? [];
    const all = emptyTally();
    for (const [places, records] of of.flat()) add(all, places, records);
    const faults = Object.fromEntries(
      STATUSES.flatMap((status, s): [Fault, ReturnType<typeof sum>][] => {
        const counted = of[s] ?? [];
        return status === "located" || counted.length === 0 ? [] : [[status, sum(counted)]];
      }),
    );
    const { records, documents } = sum(entries(all));
    return records === 0 ? [] : [[metric, { records, documents, faults }]];
  });
  return Object.fromEntries(found);
}

/** No places: no document, which counts nothing fractionally. */
function sum(counted: readonly [number, number][]): { records: number; documents: number } {
  let [records, documents] = [0, 0];
  for (const [places, count] of counted) {
    records += count;
    if (places > 0) documents += count / places;
  }
  return { records, documents };
}
