import type { ClusterRecord, Metric } from "../data/index.js";
import type { Quantity } from "../figures/index.js";
import * as joint from "./index.js";

/** Records of one edition, or the same already solved, which saves solving them again. */
export type Clusters = readonly ClusterRecord[] | joint.Joint;

/** What is known of one metric of a cluster once all clusters are taken together. Missing parts have the value null. */
export interface MetricShares {
  readonly count: Quantity;
  /** Percent of the world total, not rounded. */
  readonly share: Quantity;
  readonly perMillion: Quantity;
  /** The share as it was printed, where it was. */
  readonly published?: Quantity;
}

/** Shares of one cluster. */
export interface ClusterShares {
  readonly id: string;
  readonly name: string;
  readonly economies: readonly string[];
  /** Persons, as they follow from the figures. */
  readonly population: Quantity;
  readonly metrics: { readonly [M in Metric]: MetricShares };
}

/** Shares of all clusters, in the order given, and the world totals that they rest on. */
export interface Shares {
  readonly clusters: readonly ClusterShares[];
  readonly worldTotals: { readonly [M in Metric]: Quantity };
}

/** The joint solution of clusters; records are solved, a solution is returned as it is. */
export function solved(clusters: Clusters, totals?: joint.WorldTotals): joint.Joint {
  return isSolved(clusters) ? clusters : joint.solveJoint(clusters, totals);
}

/**
 * Counts, shares, per-million figures and populations of all clusters with the tightest bounds that follow from all
 * published figures together, and the world totals. What does not follow stays missing (value null), whatever is
 * known of other clusters. World totals known from elsewhere can be given; without them at least one cluster needs
 * both a count and a share for shares to follow from counts. Throws `Contradiction` for figures that cannot all be true.
 */
export function shares(clusters: Clusters, { totals }: { readonly totals?: joint.WorldTotals } = {}): Shares {
  const solution = solved(clusters, totals);
  return {
    clusters: solution.records.map((record) => ({
      id: record.id,
      name: record.name,
      economies: record.economies,
      population: joint.population(solution, record.id),
      metrics: byMetric((metric) => metricShares(solution, record, metric)),
    })),
    worldTotals: byMetric((metric) => joint.worldTotal(solution, metric)),
  };
}

function metricShares(solution: joint.Joint, { id, figures }: ClusterRecord, metric: Metric): MetricShares {
  const published = figures[metric]?.share;
  return {
    count: joint.count(solution, id, metric),
    share: joint.share(solution, id, metric),
    perMillion: joint.perMillion(solution, id, metric),
    ...(published ? { published } : {}),
  };
}

function byMetric<T>(of: (metric: Metric) => T): { readonly [M in Metric]: T } {
  return { pct: of("pct"), publications: of("publications"), ventureDeals: of("ventureDeals") };
}

function isSolved(clusters: Clusters): clusters is joint.Joint {
  return "hubs" in clusters;
}
