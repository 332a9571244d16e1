import type { Metric } from "../../data/index.js";
import { missing, monotone, type Quantity } from "../../figures/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import {
  type Clusters,
  perMillion,
  population,
  share,
  solved,
  usedMetrics,
  type Weights,
} from "../../solve/index.js";

/** One quantity per metric; a metric that was not asked for is absent. */
export type ByMetric = { readonly [M in Metric]?: Quantity };

/** A cluster with one quantity per metric. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly metrics: ByMetric;
}

/**
 * What each metric contributes to a cluster's own score, in percent; contributions add to 100. Missing throughout where
 * one share is missing, since the sum is. Bounds are outer ones: each share anywhere in its joint bounds.
 */
export function specialisation(clusters: Clusters, weights: number | Weights = 2025): Profile[] {
  const joint = solved(clusters);
  const chosen = weightsOf(weights);
  const metrics = usedMetrics(chosen);
  return joint.records.map(({ id, name }) => {
    const parts = metrics.map((metric) => share(joint, id, metric));
    return profile(id, name, metrics, (_, at) => {
      const own = parts[at] ?? missing("percent");
      const factor = chosen[metrics[at] ?? "pct"] ?? 0;
      const others = parts.flatMap((part, other) => (other === at ? [] : [part]));
      const factors = metrics.flatMap((metric, other) => (other === at ? [] : [chosen[metric] ?? 0]));
      return monotone(
        "percent",
        (mine, ...rest) =>
          (100 * factor * mine) /
          rest.reduce((sum, value, k) => sum + (factors[k] ?? 0) * value, factor * mine),
        [own, 1],
        ...others.map((part) => [part, -1] as const),
      );
    });
  });
}

/**
 * Location quotient: a metric's part of a cluster's score over its part of the summed score of a reference group; above 1
 * the cluster leans to the metric more than the group does. The group is all clusters with every share known, unless
 * ids are given; it may contain the cluster. Unit "1". Values only: the shares of a group bound each other in ways that
 * plain intervals would overstate. Missing where a share is.
 */
export function locationQuotients(
  clusters: Clusters,
  { group, weights = 2025 }: { readonly group?: readonly string[]; readonly weights?: number | Weights } = {},
): Profile[] {
  const joint = solved(clusters);
  const profiles = specialisation(joint, weights);
  const metrics = usedMetrics(weightsOf(weights));
  const shares = joint.records.map(({ id }) => metrics.map((metric) => share(joint, id, metric).value));
  const members = joint.records.flatMap(({ id }, at) => {
    const known = shares[at]?.every((value) => value !== null);
    return (group ? group.includes(id) : known) ? [at] : [];
  });
  const chosen = weightsOf(weights);
  const sums = metrics.map((metric, m) => {
    const sum = members.map((at) => shares[at]?.[m] ?? null).reduce(plus, 0);
    return sum === null ? null : sum * (chosen[metric] ?? 0);
  });
  const all = sums.reduce(plus, 0);
  return profiles.map(({ id, name, metrics: own }) =>
    profile(id, name, metrics, (metric, m) => {
      const { low: _low, high: _high, ...part } = own[metric] ?? missing("percent");
      const sum = sums[m] ?? null;
      if (sum === null || !all || part.value === null) return missing("1");
      return { ...part, value: part.value / 100 / (sum / all), unit: "1" };
    }),
  );
}

/** Per-million figures of clusters with their populations, as far as they are known or follow; the rest is missing. */
export function perMillionProfiles(
  clusters: Clusters,
  weights: number | Weights = 2025,
): (Profile & { readonly population: Quantity })[] {
  const joint = solved(clusters);
  const metrics = usedMetrics(weightsOf(weights));
  return joint.records.map(({ id, name }) => ({
    ...profile(id, name, metrics, (metric) => perMillion(joint, id, metric)),
    population: population(joint, id),
  }));
}

/**
 * How alike two profiles are: the cosine of the angle between them, 1 for the same proportions, whatever their size. Null
 * where a metric that either has is missing in one of them, or where one is all 0.
 */
export function cosineSimilarity(a: Profile, b: Profile): number | null {
  const metrics = [...new Set([...Object.keys(a.metrics), ...Object.keys(b.metrics)])] as Metric[];
  let [dot, first, second] = [0, 0, 0];
  for (const metric of metrics) {
    const x = a.metrics[metric]?.value ?? null;
    const y = b.metrics[metric]?.value ?? null;
    if (x === null || y === null) return null;
    dot += x * y;
    first += x * x;
    second += y * y;
  }
  return first > 0 && second > 0 ? dot / Math.sqrt(first * second) : null;
}

function profile(
  id: string,
  name: string,
  metrics: readonly Metric[],
  of: (metric: Metric, at: number) => Quantity,
): Profile {
  return { id, name, metrics: Object.fromEntries(metrics.map((metric, at) => [metric, of(metric, at)])) };
}

function plus(sum: number | null, value: number | null): number | null {
  return sum === null || value === null ? null : sum + value;
}
