import type { Quantity } from "../figures/index.js";
import type { ClusterData, ClusterFigure } from "./facts.js";
import { agreed } from "./lookup.js";
import type { ClusterRecord, Metric, MetricFigures } from "./record.js";
import { compare } from "./similar.js";

/** Columns and metrics of the tables that hold the three forms of each metric of the ranking. */
export const FORMS: {
  readonly [M in Metric]: { readonly count: string; readonly share: string; readonly perMillion: string };
} = {
  pct: { count: "pct_applications", share: "pct_share", perMillion: "pct_per_million" },
  publications: { count: "publications", share: "publication_share", perMillion: "publications_per_million" },
  ventureDeals: {
    count: "venture_deals",
    share: "venture_deal_share",
    perMillion: "venture_deals_per_million",
  },
};

/**
 * The clusters of an edition in the input shape of the analysis: accepted figures only, each the intersection of what
 * its sources print. A cluster appears when any accepted figure of the edition is known for it; what is not known is
 * absent. Ordered by size rank, unranked ones last by id. An edition without figures gives an empty list.
 * Throws where accepted figures exclude each other.
 */
export function clusterRecords(data: ClusterData, edition: number): readonly ClusterRecord[] {
  const byCluster = new Map<string, ClusterFigure[]>();
  for (const figure of data.figures) {
    if (figure.edition !== edition || figure.standing !== "accepted") continue;
    const list = byCluster.get(figure.cluster);
    if (list === undefined) byCluster.set(figure.cluster, [figure]);
    else list.push(figure);
  }
  return data.clusters
    .flatMap((cluster): ClusterRecord[] => {
      const figures = byCluster.get(cluster.id);
      if (figures === undefined) return [];
      const quantity = (metric: string): Quantity | undefined =>
        agreed(figures.filter((figure) => figure.metric === metric));
      return [recordOf(cluster, quantity)];
    })
    .sort(bySizeRank);
}

function recordOf(
  cluster: { readonly id: string; readonly name: string; readonly economies: readonly string[] },
  quantity: (metric: string) => Quantity | undefined,
): ClusterRecord {
  return {
    id: cluster.id,
    name: cluster.name,
    economies: cluster.economies,
    ...defined({ rank: quantity("size_rank"), intensityRank: quantity("intensity_rank") }),
    figures: figuresOf(quantity),
  };
}

/** The three forms of the three metrics, as far as `quantity` knows them. */
export function figuresOf(quantity: (column: string) => Quantity | undefined): ClusterRecord["figures"] {
  const forms = (metric: Metric): MetricFigures | undefined => {
    const { count, share, perMillion } = FORMS[metric];
    const found = defined({
      count: quantity(count),
      share: quantity(share),
      perMillion: quantity(perMillion),
    });
    return Object.keys(found).length === 0 ? undefined : found;
  };
  return defined({
    pct: forms("pct"),
    publications: forms("publications"),
    ventureDeals: forms("ventureDeals"),
  });
}

/** The same object without the keys that have no value. */
export function defined<T extends object>(object: T): Partial<T> {
  const kept: Partial<T> = { ...object };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}

function bySizeRank(a: ClusterRecord, b: ClusterRecord): number {
  const rank = (record: ClusterRecord): number => record.rank?.value ?? Number.MAX_SAFE_INTEGER;
  return rank(a) - rank(b) || compare(a.id, b.id);
}
