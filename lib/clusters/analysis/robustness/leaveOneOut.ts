import type { Metric } from "../../data/index.js";
import { missing, type Quantity } from "../../figures/index.js";
import { type RankOptions, rank } from "../../rank/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import { type Clusters, solved, usedMetrics } from "../../solve/index.js";
import { type ByMetric, specialisation } from "../compare/index.js";

/** A cluster without each metric in turn. */
export interface LeftOutRanks {
  readonly id: string;
  readonly name: string;
  readonly rank: Quantity;
  /** By the metric that is left out: the rank then, and places gained (above 0) or lost (below 0). */
  readonly without: { readonly [M in Metric]?: { readonly rank: Quantity; readonly gained: number | null } };
  /** Percent of the score that each metric adds. */
  readonly parts: ByMetric;
  /** The metric that adds most, the first of equal ones; absent for a score of 0. */
  readonly leansOn?: Metric;
}

/**
 * Leave one metric out: ranks under all metrics and without each, among the same clusters, those that have them all. Places
 * are by unrounded scores; each rank's interval says what rounding leaves open. In the order of the rank. Clusters
 * that miss a metric are not in the result. Throws a `RangeError` where only one metric is used.
 */
export function leaveOneOut(clusters: Clusters, options: RankOptions): LeftOutRanks[] {
  const joint = solved(clusters, options.totals);
  const weights = weightsOf(options.weights);
  const metrics = usedMetrics(weights);
  if (metrics.length < 2)
    throw new RangeError(`Only ${metrics.join()} is used: without it nothing is left to rank by.`);
  const full = rank(joint, { ...options, weights }).filter((entry) => entry.rank.value !== null);
  const among = full.map(({ id }) => id);
  const parts = new Map(specialisation(joint, weights).map((profile) => [profile.id, profile.metrics]));
  const reduced = metrics.map((metric) => ({
    metric,
    ranks: new Map(
      rank(joint, { ...options, among, weights: { ...weights, [metric]: undefined } }).map((entry) => [
        entry.id,
        entry.rank,
      ]),
    ),
  }));
  return full.map(({ id, name, rank: own }) => {
    const shares = parts.get(id) ?? {};
    const leansOn = metrics.reduce<Metric | undefined>((most, metric) => {
      const value = shares[metric]?.value ?? null;
      return value !== null && (most === undefined || value > (shares[most]?.value ?? 0)) ? metric : most;
    }, undefined);
    return {
      id,
      name,
      rank: own,
      without: Object.fromEntries(
        reduced.map(({ metric, ranks }) => {
          const then = ranks.get(id) ?? missing("rank");
          const gained = own.value === null || then.value === null ? null : own.value - then.value;
          return [metric, { rank: then, gained }];
        }),
      ),
      parts: shares,
      ...(leansOn ? { leansOn } : {}),
    };
  });
}
