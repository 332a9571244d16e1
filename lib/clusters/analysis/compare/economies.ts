import type { ClusterRecord } from "../../data/index.js";
import { agree, monotone, type Quantity } from "../../figures/index.js";

/** Clusters of one economy. */
export interface EconomyCount {
  /** ISO 3166-1 alpha-2 code. */
  readonly economy: string;
  /** Clusters that lie in it, wholly or in part. */
  readonly clusters: number;
  /** Ids of the clusters, by rank where they have one. */
  readonly ids: readonly string[];
  readonly bestRank: number | null;
}

/**
 * Clusters by economy among the records with a published rank up to `top`; most clusters first, then best rank, then code.
 * A cluster across a border counts in each of its economies, so counts can add to more than there are clusters.
 * Clusters without a rank are left out: a list with gaps gives lower limits, not WIPO's counts.
 */
export function clustersByEconomy(records: readonly ClusterRecord[], top = 100): EconomyCount[] {
  const listed = records
    .flatMap((record) => {
      const rank = record.rank?.value;
      return typeof rank === "number" && rank <= top ? [{ record, rank }] : [];
    })
    .sort((a, b) => a.rank - b.rank);
  const found = new Map<string, { ids: string[]; bestRank: number }>();
  for (const { record, rank } of listed) {
    for (const economy of new Set(record.economies)) {
      const entry = found.get(economy);
      if (entry) entry.ids.push(record.id);
      else found.set(economy, { ids: [record.id], bestRank: rank });
    }
  }
  return [...found]
    .map(([economy, { ids, bestRank }]) => ({ economy, clusters: ids.length, ids, bestRank }))
    .sort((a, b) => b.clusters - a.clusters || a.bestRank - b.bestRank || (a.economy < b.economy ? -1 : 1));
}

/** A published number of clusters of an economy. */
export interface PublishedCount {
  readonly economy: string;
  readonly clusters: Quantity;
}

/** A row of the table of aggregates, as far as counts by economy need it. */
export interface PublishedAggregate {
  readonly edition: number;
  readonly what: string;
  readonly economy: string;
  readonly quantity: Quantity;
  readonly standing: string;
}

/**
 * Accepted numbers of clusters by economy in an edition; several sources of one number are one. Groups such as "world"
 * can be left out by code. Throws where accepted sources exclude each other.
 */
export function publishedCounts(
  rows: readonly PublishedAggregate[],
  edition: number,
  {
    what = "clusters_in_top_100",
    without = ["world"],
  }: { readonly what?: string; readonly without?: readonly string[] } = {},
): PublishedCount[] {
  const found = new Map<string, Quantity[]>();
  for (const row of rows) {
    if (row.edition !== edition || row.what !== what || row.standing !== "accepted") continue;
    if (!without.includes(row.economy))
      found.set(row.economy, [...(found.get(row.economy) ?? []), row.quantity]);
  }
  return [...found].map(([economy, quantities]) => ({ economy, clusters: agree(quantities) }));
}

/** A published number with its part of all clusters ranked, and what is known of the rest. */
export interface EconomyShares {
  /** Most clusters first, then by economy; `share` is in percent of `total`. */
  readonly economies: readonly (PublishedCount & { readonly share: Quantity })[];
  /** Clusters that the published numbers leave over; negative where clusters across a border are counted twice. */
  readonly rest: number;
}

/** Shares of economies in a ranking of `total` clusters, from published numbers. Missing numbers are left out, and so in the rest. */
export function economyShares(counts: readonly PublishedCount[], total = 100): EconomyShares {
  const known = counts.filter(({ clusters }) => clusters.value !== null && !Number.isNaN(clusters.value));
  const economies = known
    .map((count) => ({
      ...count,
      share: monotone("percent", (clusters) => (100 * clusters) / total, [count.clusters, 1]),
    }))
    .sort((a, b) => (b.clusters.value ?? 0) - (a.clusters.value ?? 0) || (a.economy < b.economy ? -1 : 1));
  return { economies, rest: known.reduce((left, { clusters }) => left - (clusters.value ?? 0), total) };
}
