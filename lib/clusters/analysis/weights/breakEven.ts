import type { Metric } from "../../data/index.js";
import { divide, inherit, intervalOf, missing, monotone, type Quantity, scale } from "../../figures/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import { type Clusters, scoreDifference, solved, usedMetrics, type Weights } from "../../solve/index.js";

/** At which weight of one metric two clusters change places. */
export type BreakEven = {
  /** Score of the first less the second without the metric, and what each unit of weight on the metric adds to it. */
  readonly without: Quantity;
  readonly perWeight: Quantity;
} & (
  | {
      readonly outcome: "flips";
      /** Weight of the metric, where the others keep theirs; unit "1". */
      readonly weight: Quantity;
      /** The same as a fraction of the sum of all weights, unit "1"; null where that sum is 0. */
      readonly fraction: Quantity;
      /** Who leads at less and at more weight. */
      readonly below: string;
      readonly above: string;
    }
  | { readonly outcome: "never"; readonly leader: string }
  | { readonly outcome: "undecided"; readonly why: string }
);

/** What to weigh. */
export interface BreakEvenOptions {
  readonly metric: Metric;
  /** Weights of the other metrics: an edition (the default is 2025) or weights; a weight of the metric itself is ignored. */
  readonly weights?: number | Weights;
}

/**
 * The weight of a metric at which the scores of two clusters are equal: −(difference of the others) / (difference in
 * the metric). The difference is linear in the weight, so there is at most one. Both differences come from the joint
 * solution; the quotient is monotone in each, so its ends are at theirs. "never": the one leads at every weight from 0.
 * "undecided": the figures allow both, or a share is missing. Throws a `RangeError` for an unknown id, or one given twice.
 */
export function breakEven(
  clusters: Clusters,
  first: string,
  second: string,
  options: BreakEvenOptions,
): BreakEven {
  if (first === second)
    throw new RangeError(`Found "${first}" twice; a break-even needs two different clusters.`);
  const joint = solved(clusters);
  const { metric } = options;
  const others: Weights = { ...weightsOf(options.weights ?? 2025), [metric]: undefined };
  const without = scoreDifference(joint, first, second, "size", others);
  const perWeight = scoreDifference(joint, first, second, "size", { [metric]: 1 });
  const parts = { without, perWeight };
  const [start, slope] = [intervalOf(without), intervalOf(perWeight)];
  if (!start || !slope || without.value === null || perWeight.value === null) {
    return {
      ...parts,
      outcome: "undecided",
      why: "a share of one of the clusters is missing or has no bounds",
    };
  }
  if (start.low > 0 && slope.low >= 0) return { ...parts, outcome: "never", leader: first };
  if (start.high < 0 && slope.high <= 0) return { ...parts, outcome: "never", leader: second };
  const opposed = (start.low > 0 && slope.high < 0) || (start.high < 0 && slope.low > 0);
  if (!opposed) {
    return {
      ...parts,
      outcome: "undecided",
      why: "the figures allow the clusters to be equal in one of the two parts",
    };
  }
  const weight: Quantity = {
    value: -without.value / perWeight.value,
    ...divide(scale(start, -1), slope),
    unit: "1",
    ...inherit([without, perWeight]),
  };
  const rest = usedMetrics(others).reduce((sum, other) => sum + (others[other] ?? 0), 0);
  return {
    ...parts,
    outcome: "flips",
    weight,
    fraction: fractionOf(weight, rest),
    below: start.low > 0 ? first : second,
    above: start.low > 0 ? second : first,
  };
}

/** A weight as a fraction of all weights; grows with it, so that ends stay ends. */
function fractionOf(weight: Quantity, rest: number): Quantity {
  const isKnown = weight.value !== null && weight.low !== undefined && weight.high !== undefined && rest > 0;
  return isKnown ? monotone("1", (own) => own / (rest + own), [weight, 1]) : missing("1");
}

/** Score difference of two clusters at one weight of a metric. */
export interface WeightPoint {
  readonly weight: number;
  readonly difference: Quantity;
}

/** Score of the first less the second at each weight of a metric, other weights as given; for a chart of the flip. */
export function differenceByWeight(
  clusters: Clusters,
  first: string,
  second: string,
  options: BreakEvenOptions & { readonly at: readonly number[] },
): WeightPoint[] {
  const joint = solved(clusters);
  const weights = weightsOf(options.weights ?? 2025);
  return options.at.map((weight) => ({
    weight,
    difference: scoreDifference(joint, first, second, "size", { ...weights, [options.metric]: weight }),
  }));
}
