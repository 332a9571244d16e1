import type { ClusterRecord } from "../../data/index.js";
import { inherit, type Quantity } from "../../figures/index.js";
import type { PublishedCount } from "../compare/index.js";

/** How many clusters of each economy a list holds that is cut at some rank. */
export interface CutCounts {
  readonly cut: number;
  /** Ranks up to the cut of which no cluster is known. */
  readonly unknown: number;
  /** By code of the economy. The value is null where the limits differ. */
  readonly economies: ReadonlyMap<string, Quantity>;
}

/** What is known beside the ranks. */
export interface CutOptions {
  readonly cuts: readonly number[];
  /** Numbers of clusters by economy as published for one cut, which narrow the limits at others. */
  readonly published?: { readonly cut: number; readonly counts: readonly PublishedCount[] };
}

/**
 * Numbers of clusters by economy as the cut of the list moves. Ranks without a known cluster, and clusters without an
 * economy, may belong to any, so that with gaps each number has a lower limit, the known clusters, and an upper one. A published number for one cut
 * narrows both: between two cuts an economy gains no fewer than the known clusters there, and no more than these and
 * those that may be of any economy. Only published ranks count. Economies are those with a known cluster or a published number; a cluster
 * across a border counts in each. Throws a `RangeError` for a cut that is not a whole number from 1.
 */
export function countsByCut(records: readonly ClusterRecord[], options: CutOptions): CutCounts[] {
  const { published } = options;
  for (const cut of [...options.cuts, ...(published ? [published.cut] : [])])
    if (!Number.isInteger(cut) || cut < 1)
      throw new RangeError(`Found the cut ${cut}, expected a whole number from 1.`);
  const ranked = records.flatMap((record) => {
    const rank = record.rank?.value ?? null;
    return rank === null || Number.isNaN(rank) ? [] : [{ record, rank }];
  });
  const printed = new Map((published?.counts ?? []).map(({ economy, clusters }) => [economy, clusters]));
  const economies = [
    ...new Set([...printed.keys(), ...ranked.flatMap(({ record }) => record.economies)]),
  ].sort();
  const knownIn = (economy: string, cut: number): typeof ranked =>
    ranked.filter(({ record, rank }) => rank <= cut && record.economies.includes(economy));
  const unknownAt = (cut: number): number =>
    Math.max(0, cut - ranked.filter(({ rank }) => rank <= cut).length);

  /** How many clusters up to a cut may be of any economy. */
  const anywhereAt = (cut: number): number =>
    unknownAt(cut) + ranked.filter(({ record, rank }) => rank <= cut && record.economies.length === 0).length;

  return options.cuts.map((cut) => {
    const anywhere = anywhereAt(cut);
    const limits = (economy: string): Quantity => {
      const own = knownIn(economy, cut);
      const print = printed.get(economy);
      let [low, high] = [own.length, own.length + anywhere];
      if (print && published) {
        // Clusters of the economy between the two cuts: those known, and perhaps those that may be of any.
        const between = Math.abs(own.length - knownIn(economy, published.cut).length);
        const open = Math.abs(anywhere - anywhereAt(published.cut));
        const [least, most] = [print.low ?? 0, print.high ?? Infinity];
        const further = cut >= published.cut;
        low = Math.max(low, further ? least + between : least - between - open);
        high = Math.min(high, further ? most + between + open : most - between);
      }
      const evidence = inherit([
        ...own.flatMap(({ record }) => record.rank ?? []),
        ...(print ? [print] : []),
      ]);
      return { value: low === high ? low : null, low, high, unit: "clusters", ...evidence };
    };
    return {
      cut,
      unknown: unknownAt(cut),
      economies: new Map(economies.map((economy) => [economy, limits(economy)])),
    };
  });
}

/** A rank near the cut, with the cluster that holds it; without one where it is not known. */
export interface RankNearCut {
  readonly rank: number;
  readonly inside: boolean;
  readonly clusters: readonly ClusterRecord[];
}

/** Who sits near the cut: every rank within so many places of it, with the clusters published at that rank. */
export function nearCut(records: readonly ClusterRecord[], cut: number, within = 5): RankNearCut[] {
  return Array.from({ length: 2 * within }, (_, at) => cut - within + 1 + at)
    .filter((rank) => rank >= 1)
    .map((rank) => ({
      rank,
      inside: rank <= cut,
      clusters: records.filter((record) => record.rank?.value === rank),
    }));
}
