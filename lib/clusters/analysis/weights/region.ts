import type { Metric } from "../../data/index.js";
import { usedMetrics, type Weights } from "../../solve/index.js";
import { clip, extent, type Polygon, simplex } from "./polygon.js";

/** A linear limit on weights that add to 1: the sum of coefficient times weight is at least so much. */
export interface WeightLimit {
  readonly coefficients: Weights;
  readonly atLeast: number;
}

/** A part of the simplex of weights: all of it where there are no limits. */
export type WeightRegion = readonly WeightLimit[];

/** All weights that are not negative and add to 1. */
export const ALL_WEIGHTS: WeightRegion = [];

/** Rounding noise of weights, which are at most 1. */
const NOISE = 1e-13;

/** Weights with a smallest and a largest value for some metrics, such as `{ pct: [0.2, 0.5] }`. */
export function weightsBetween(
  ranges: {
    readonly [M in Metric]?: readonly [least: number, most: number];
  },
): WeightRegion {
  return (Object.entries(ranges) as [Metric, readonly [number, number]][]).flatMap(
    ([metric, [least, most]]) => [
      { coefficients: { [metric]: 1 }, atLeast: least },
      { coefficients: { [metric]: -1 }, atLeast: -most },
    ],
  );
}

/**
 * Weights within a relative distance of those given, each as a fraction of their sum: 0.25 around equal weights of three
 * metrics is 0.75/3 to 1.25/3 for each. Throws a `RangeError` for a negative distance and weights that do not
 * add to more than 0.
 */
export function weightsNear(weights: Weights, distance: number): WeightRegion {
  const metrics = usedMetrics(weights);
  const sum = metrics.reduce((total, metric) => total + (weights[metric] ?? 0), 0);
  if (!(sum > 0) || !(distance >= 0)) {
    throw new RangeError(
      `Found the distance ${distance} around weights that add to ${sum}; expected a distance of 0 or more and a positive sum.`,
    );
  }
  return weightsBetween(
    Object.fromEntries(
      metrics.map((metric) => {
        const middle = (weights[metric] ?? 0) / sum;
        return [metric, [middle * (1 - distance), middle * (1 + distance)]];
      }),
    ),
  );
}

/**
 * The region as a convex polygon (a segment for two metrics). Throws a `RangeError` for fewer than two metrics, limits
 * on a metric that is not used, and limits that leave no weights or only an edge of them.
 */
export function polygonOf(region: WeightRegion, metrics: readonly Metric[]): Polygon {
  if (metrics.length < 2) {
    throw new RangeError(
      `Found ${metrics.length} metric, expected two or three: one metric alone leaves nothing to weigh.`,
    );
  }
  let polygon = simplex(metrics.length);
  for (const limit of region) {
    const other = usedMetrics(limit.coefficients).find((metric) => !metrics.includes(metric));
    if (other) throw new RangeError(`A limit names ${other}, which is not among ${metrics.join(", ")}.`);
    const normal = metrics.map((metric) => (limit.coefficients[metric] ?? 0) - limit.atLeast);
    polygon = clip(polygon, normal, NOISE);
  }
  if (!(extent(polygon) > NOISE)) {
    throw new RangeError(
      "The limits leave no region of weights; widen them, or compute the rank at the weights.",
    );
  }
  return polygon;
}
