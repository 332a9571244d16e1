import { SLACK } from "../../figures/index.js";
import { competitionRanks } from "../../rank/index.js";
import type { ShareTable } from "../weights/index.js";

/** How shares are made comparable before they are added. */
export type Normalisation = "share" | "min-max" | "z-score" | "rank";
/** How they are put together. */
export type Aggregation = "arithmetic" | "geometric";

export const NORMALISATIONS: readonly Normalisation[] = ["share", "min-max", "z-score", "rank"];
export const AGGREGATIONS: readonly Aggregation[] = ["arithmetic", "geometric"];

/** Shares prepared for one normalisation and aggregation: the score is the sum of weight times value. */
export interface Prepared {
  readonly clusters: number;
  readonly metrics: number;
  /** Metric by metric, all clusters of one after another. */
  readonly values: Float64Array;
}

/**
 * Normalised shares of all clusters, ready to be weighed (Nardo et al., OECD and JRC Handbook on Constructing Composite
 * Indicators, 2008, steps 5 and 6; scales as in Becker et al., COINr, 2022):
 *
 * - "share" as is, in percent; "min-max" from 1 for the smallest to 100 for the largest; "z-score" as 100 + 10 z, with
 *   the standard deviation of all clusters compared; "rank" as the number of clusters at or below (n for the best, ties
 *   share the better). A metric in which all are equal has 1 (min–max) or 100 (z-score) throughout.
 * - "geometric" takes the weighted geometric mean; its logarithm is what is added. The scales keep values above 0; a share of 0
 *   (or a value below) that has any weight makes the score 0, below every other, and such clusters tie for the last rank.
 *
 * Throws a `RangeError` for another normalisation or aggregation, which plain JavaScript can ask for.
 */
export function prepare(
  { rows, metrics }: Pick<ShareTable, "rows" | "metrics">,
  normalisation: Normalisation,
  aggregation: Aggregation,
): Prepared {
  expectOneOf("normalisation", normalisation, NORMALISATIONS);
  expectOneOf("aggregation", aggregation, AGGREGATIONS);
  const n = rows.length;
  const values = new Float64Array(n * metrics.length);
  for (const m of metrics.keys()) {
    const normalised = normalise(
      rows.map(({ shares }) => shares[m] ?? 0),
      normalisation,
    );
    for (const [at, value] of normalised.entries())
      values[m * n + at] = aggregation === "arithmetic" ? value : Math.log(Math.max(0, value));
  }
  return { clusters: n, metrics: metrics.length, values };
}

function expectOneOf(what: string, found: string, known: readonly string[]): void {
  if (!known.includes(found))
    throw new RangeError(`Found the ${what} "${found}", expected one of ${known.join(", ")}.`);
}

function normalise(values: readonly number[], normalisation: Normalisation): readonly number[] {
  if (normalisation === "share") return values;
  if (normalisation === "rank")
    return competitionRanks(values).map((rank) => values.length + 1 - (rank ?? values.length));
  if (normalisation === "min-max") {
    const low = values.reduce((least, value) => Math.min(least, value), Infinity);
    const range = values.reduce((most, value) => Math.max(most, value), -Infinity) - low;
    return values.map((value) => 1 + (range > 0 ? (99 * (value - low)) / range : 0));
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance);
  return values.map((value) => 100 + (deviation > 0 ? (10 * (value - mean)) / deviation : 0));
}

/**
 * Ranks for one set of weights after another, without making garbage: rank of each cluster, from 1; equal scores share
 * the better rank. Overwritten by the next call.
 */
export type Ranker = (prepared: Prepared, weights: readonly number[]) => Int32Array;

/** A ranker for so many clusters. Weights of 0 leave a metric out. */
export function ranker(clusters: number): Ranker {
  const scores = new Float64Array(clusters);
  const sorted = new Float64Array(clusters);
  const ranks = new Int32Array(clusters);
  return ({ metrics, values }, weights) => {
    scores.fill(0);
    for (let m = 0; m < metrics; m++) {
      const weight = weights[m] ?? 0;
      if (weight === 0) continue;
      const from = m * clusters;
      for (let at = 0; at < clusters; at++)
        scores[at] = (scores[at] ?? 0) + weight * (values[from + at] ?? 0);
    }
    sorted.set(scores);
    sorted.sort();
    for (let at = 0; at < clusters; at++) {
      const score = scores[at] ?? 0;
      ranks[at] = 1 + clusters - upTo(sorted, score + (score === -Infinity ? 0 : SLACK * Math.abs(score)));
    }
    return ranks;
  };
}

/** How many of the ascending values are at most the limit. */
function upTo(ascending: Float64Array, limit: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
