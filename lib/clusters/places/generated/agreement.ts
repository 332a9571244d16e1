import { fsum } from "d3-array";

/** What became of one true cluster. */
export interface Recovered {
  /** Its place in the truth. */
  readonly centre: number;
  /** Records that truly belong to it. */
  readonly records: number;
  /**
   * "missed": more of its records are in no cluster than in any one. "joined": the cluster that holds most of them is that
   * of other centres, too. "split": it alone has more than one cluster. Else "found".
   */
  readonly outcome: "found" | "joined" | "split" | "missed";
  /** The cluster that holds most of its records (the lowest label of several), or −1 where it is missed. */
  readonly label: number;
  /** Part of its records in that cluster, 0 to 1. */
  readonly held: number;
}

/** How well clusters that were found agree with the true ones. */
export interface Agreement {
  /** Records compared. */
  readonly records: number;
  /**
   * The adjusted Rand index of Hubert and Arabie (1985), records outside of all clusters as one class: 1 where both say the
   * same, about 0 where they agree by chance alone. 1 where there are no two records to compare.
   */
  readonly adjustedRand: number;
  /** Part of the records that are where they belong: in the largest cluster that their centre alone has, or in none if they have no centre. */
  readonly placed: number;
  /** By their place in the truth; those without records are left out. */
  readonly centres: readonly Recovered[];
  /** Labels of clusters that are no centre's: most of their records have none. */
  readonly strangers: readonly number[];
}

/**
 * Compares clusters with the truth, record by record. Both columns hold labels from 0, −1 for none, and −2 in `found` for records
 * that have no place and are left out. Throws a `RangeError` for columns of different length.
 */
export function agreement(truth: ArrayLike<number>, found: ArrayLike<number>): Agreement {
  if (truth.length !== found.length) {
    throw new RangeError(`Found ${found.length} labels, expected ${truth.length}, one for each true label.`);
  }
  const table = new Map<number, Map<number, number>>();
  for (let at = 0; at < truth.length; at++) {
    const [centre, label] = [truth[at] ?? -1, found[at] ?? -1];
    if (label < -1) continue;
    const row = table.get(centre) ?? new Map<number, number>();
    table.set(centre, row.set(label, (row.get(label) ?? 0) + 1));
  }
  const sums = new Map([...table].map(([centre, row]) => [centre, total(row.values())]));
  const byLabel = turned(table);
  const records = total(sums.values());
  const owner = new Map([...byLabel].map(([label, column]) => [label, most(column)]));
  const main = new Map([...table].map(([centre, row]) => [centre, most(row)]));
  const centres = [...table.keys()].filter((centre) => centre >= 0).sort((a, b) => a - b);
  const mains = centres.map((centre) => main.get(centre) ?? -1);
  const strangers = [...owner].flatMap(([label, centre]) => (label >= 0 && centre < 0 ? [label] : []));
  return {
    records,
    adjustedRand: rand(
      [...table.values()].map((row) => [...row.values()]),
      [...byLabel.values()].map((column) => total(column.values())),
    ),
    placed: records === 0 ? 1 : total([...table].map(([centre, row]) => rightly(centre, row))) / records,
    centres: centres.map((centre) => {
      const label = main.get(centre) ?? -1;
      const all = sums.get(centre) ?? 0;
      const shared = mains.filter((each) => each === label).length > 1 || owner.get(label) !== centre;
      const own = [...owner].filter(([each, whose]) => each >= 0 && whose === centre).length;
      const outcome = label < 0 ? "missed" : shared ? "joined" : own > 1 ? "split" : "found";
      return { centre, records: all, outcome, label, held: (table.get(centre)?.get(label) ?? 0) / all };
    }),
    strangers: strangers.sort((a, b) => a - b),
  };

  function rightly(centre: number, row: ReadonlyMap<number, number>): number {
    if (centre < 0) return row.get(-1) ?? 0;
    const label = main.get(centre) ?? -1;
    const alone =
      label >= 0 && owner.get(label) === centre && mains.filter((each) => each === label).length === 1;
    return alone ? (row.get(label) ?? 0) : 0;
  }
}

function total(counts: Iterable<number>): number {
  return fsum(counts);
}

/** The key with the largest count, the lowest of several. */
function most(counts: ReadonlyMap<number, number>): number {
  const [first] = [...counts].sort(([a, one], [b, other]) => other - one || a - b);
  return first?.[0] ?? -1;
}

function turned(table: ReadonlyMap<number, ReadonlyMap<number, number>>): Map<number, Map<number, number>> {
  const columns = new Map<number, Map<number, number>>();
  for (const [centre, row] of table) {
    for (const [label, count] of row) {
      columns.set(label, (columns.get(label) ?? new Map<number, number>()).set(centre, count));
    }
  }
  return columns;
}

function rand(rows: readonly (readonly number[])[], columns: readonly number[]): number {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const together = total(rows.flat().map(pairs));
  const [inRows, inColumns] = [total(rows.map((row) => pairs(total(row)))), total(columns.map(pairs))];
  const all = pairs(total(columns));
  if (all === 0) return 1;
  const expected = (inRows * inColumns) / all;
  const largest = (inRows + inColumns) / 2;
  return largest === expected ? 1 : (together - expected) / (largest - expected);
}
