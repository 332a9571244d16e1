import { mergeSources, type Quantity } from "../../figures/index.js";

/** A published rank of a cluster in an edition; several rows for one rank, from several sources, are one. */
export interface RankRow {
  readonly edition: number;
  readonly cluster: string;
  readonly rank: Quantity;
}

/** A row of the table of cluster figures, as far as ranks need it. */
export interface PublishedFigure {
  readonly edition: number;
  readonly cluster: string;
  readonly metric: string;
  readonly quantity: Quantity;
  readonly standing: string;
}

/** The accepted ranks among published figures; `metric` is "size_rank" unless "intensity_rank" or another is wanted. */
export function rankRows(figures: readonly PublishedFigure[], metric = "size_rank"): RankRow[] {
  return figures
    .filter((figure) => figure.metric === metric && figure.standing === "accepted")
    .map(({ edition, cluster, quantity }) => ({ edition, cluster, rank: quantity }));
}

/** The ranks of one cluster over the editions. */
export interface RankHistory {
  readonly cluster: string;
  /** One entry for every edition from the first to the last; an edition without a published rank is null, never interpolated. */
  readonly ranks: readonly { readonly edition: number; readonly rank: Quantity | null }[];
}

/**
 * Rank histories by cluster, in the order of first appearance, over all editions from the first to the last that
 * the rows have. Throws a `RangeError` where rows give one cluster two ranks in one edition: mark one contradicted first.
 */
export function rankHistory(rows: readonly RankRow[]): RankHistory[] {
  const usable = rows.filter(({ rank }) => rank.value !== null && !Number.isNaN(rank.value));
  const editions = usable.map((row) => row.edition);
  const [first, last] = [Math.min(...editions), Math.max(...editions)];
  const byCluster = new Map<string, Map<number, Quantity>>();
  for (const { cluster, edition, rank } of usable) {
    const ranks = byCluster.get(cluster) ?? new Map<number, Quantity>();
    byCluster.set(cluster, ranks);
    const known = ranks.get(edition);
    if (known && known.value !== rank.value) {
      throw new RangeError(
        `${cluster} has two ranks in ${edition}: ${known.value} (${known.sources?.join(", ")}) and ${rank.value} (${rank.sources?.join(", ")}); mark the wrong one contradicted.`,
      );
    }
    ranks.set(edition, known ? merged(known, rank) : rank);
  }
  return [...byCluster].map(([cluster, ranks]) => ({
    cluster,
    ranks: Array.from({ length: last - first + 1 }, (_, at) => {
      const edition = first + at;
      return { edition, rank: ranks.get(edition) ?? null };
    }),
  }));
}

/** A cluster that moved between two editions. */
export interface Mover {
  readonly cluster: string;
  readonly from: Quantity;
  readonly to: Quantity;
  /** Places gained: positive is up, towards 1. Unit "places". */
  readonly gained: Quantity;
}

/**
 * Moves of the clusters whose rank is known in both editions, largest gain first, then by the later rank. Clusters
 * with a rank in one of them alone are not movers: nothing says from where they came.
 */
export function movers(history: readonly RankHistory[], from: number, to: number): Mover[] {
  return history
    .flatMap(({ cluster, ranks }) => {
      const before = ranks.find((entry) => entry.edition === from)?.rank;
      const after = ranks.find((entry) => entry.edition === to)?.rank;
      if (!before || !after || before.value === null || after.value === null) return [];
      const value = before.value - after.value;
      const sources = mergeSources(before.sources, after.sources);
      const gained = {
        value,
        low: value,
        high: value,
        unit: "places",
        ...(sources.length > 0 ? { sources } : {}),
      };
      return [{ cluster, from: before, to: after, gained }];
    })
    .sort((a, b) => b.gained.value - a.gained.value || (a.to.value ?? 0) - (b.to.value ?? 0));
}

function merged(a: Quantity, b: Quantity): Quantity {
  const sources = mergeSources(a.sources, b.sources);
  return sources.length > 0 ? { ...a, sources } : a;
}
