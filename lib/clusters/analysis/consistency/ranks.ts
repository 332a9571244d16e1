import type { ClusterRecord } from "../../data/index.js";
import type { Quantity } from "../../figures/index.js";
import type { Measure } from "../../solve/index.js";

/** Ranks in a row that nobody is known to hold; both ends belong to it. */
export interface RankGap {
  readonly from: number;
  readonly to: number;
}

/** A rank that more than one cluster is said to hold. */
export interface SharedRank {
  readonly measure: Measure;
  readonly rank: number;
  /** In the order of the records. */
  readonly clusters: readonly ClusterRecord[];
}

/** What is known of the ranks 1 to `last`. */
export interface RankLedger {
  /** How many ranks somebody is known to hold. */
  readonly held: number;
  readonly shared: readonly SharedRank[];
  readonly gaps: readonly RankGap[];
}

/**
 * Who holds which of the ranks 1 to `last`, by size or by intensity. Records without a rank, and ranks that are no whole
 * numbers, are left out. Throws a `RangeError` unless `last` is a whole number of at least 1.
 */
export function rankLedger(
  records: readonly ClusterRecord[],
  last: number,
  measure: Measure = "size",
): RankLedger {
  if (!Number.isInteger(last) || last < 1) {
    throw new RangeError(`Found ${last} as the last rank, expected a whole number of at least 1.`);
  }
  const holders = holdersOf(records, measure);
  const ranks = Array.from({ length: last }, (_, i) => i + 1);
  const gaps: RankGap[] = [];
  for (const rank of ranks.filter((each) => !holders.has(each))) {
    const open = gaps.at(-1);
    if (open?.to === rank - 1) gaps[gaps.length - 1] = { from: open.from, to: rank };
    else gaps.push({ from: rank, to: rank });
  }
  const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const shared = sharedRanks(records, measure).filter(({ rank }) => rank <= last);
  return { held: last - missing, shared, gaps };
}

/** Ranks that more than one cluster is said to hold, best first: in WIPO's tables every rank is held by one. */
export function sharedRanks(records: readonly ClusterRecord[], measure: Measure = "size"): SharedRank[] {
  return [...holdersOf(records, measure)]
    .filter(([, clusters]) => clusters.length > 1)
    .sort(([a], [b]) => a - b)
    .map(([rank, clusters]) => ({ measure, rank, clusters }));
}

/** The published rank of a cluster by a measure. */
export function publishedRank(record: ClusterRecord, measure: Measure): Quantity | undefined {
  return measure === "size" ? record.rank : record.intensityRank;
}

function holdersOf(records: readonly ClusterRecord[], measure: Measure): Map<number, ClusterRecord[]> {
  const holders = new Map<number, ClusterRecord[]>();
  for (const record of records) {
    const rank = publishedRank(record, measure)?.value;
    if (typeof rank === "number" && Number.isInteger(rank))
      holders.set(rank, [...(holders.get(rank) ?? []), record]);
  }
  return holders;
}
