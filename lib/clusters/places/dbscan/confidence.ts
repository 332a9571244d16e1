import { randomBinomial } from "d3-random";
import { type Random, randomStream } from "../../numeric/index.js";
import { identify } from "./identify.js";
import { matched } from "./matched.js";
import type { DensityRule, Identified, Points } from "./types.js";

/** What may be chosen of a resampling. */
export interface ConfidenceOptions {
  /** Whole number from 1 to 10,000; 50 when absent. */
  readonly replicates?: number;
  /** Chance of each record to be kept, above 0, up to 1; 0.8 when absent. */
  readonly keep?: number;
  /** Whole number from 0 to 2³² − 1. */
  readonly seed: number;
}

/** How sure a cluster is. */
export interface ClusterConfidence {
  readonly label: number;
  /** Share of the replicates in which the cluster is found again, with whatever borders. */
  readonly reappears: number;
  /** Mean over its members, by weight, of the shares in `Confidence.points`. */
  readonly membership: number;
}

/** How sure clusters and memberships are. */
export interface Confidence {
  readonly replicates: number;
  readonly keep: number;
  readonly seed: number;
  /**
   * For each point the share in which it belongs to the cluster found again as its own, of the replicates that kept any record of
   * it; NaN for noise, and where none did.
   */
  readonly points: Float64Array;
  /** By label. */
  readonly clusters: readonly ClusterConfidence[];
}

/**
 * How surely points belong to their clusters if some of the records had not been there. Each replicate keeps each record with the
 * same chance (a weight of 7 is seven records; a fraction is kept or lost as one), looks for clusters among what is left with
 * the threshold lowered in proportion, and pairs them with the original ones by common weight (`matched`). Points all of whose
 * records are lost are not there: they link nothing, and nothing is said of them. Points that weigh 0 from the start stay. The
 * same seed gives the same shares, whatever the order of points.
 *
 * After A-DBSCAN (Arribas-Bel, Garcia-López and Viladecans-Marsal 2021, "Building(s and) cities: Delineating urban areas with a
 * machine learning algorithm", Journal of Urban Economics 125; PySAL's esda.adbscan). Other than there, the clusters asked about
 * are those of all records and not a vote; records are drawn and not whole points, 80% in place of 10%; points that were not
 * drawn are left out and not placed with their nearest neighbour; clusters are paired one to one by what they share, not by
 * the nearest centroid. It says how the answer depends on single records, not whether radius and threshold are right.
 *
 * Takes `replicates` times as long as `identify`. Throws a `RangeError` for options out of range and where `identified`
 * is not of these points.
 */
export function confidence(
  points: Points,
  rule: DensityRule,
  identified: Identified,
  { replicates = 50, keep = 0.8, seed }: ConfidenceOptions,
): Confidence {
  const count = points.latitude.length;
  check(replicates, keep, identified.labels.length, count);
  const weight = Float64Array.from({ length: count }, (_, at) => points.weight?.[at] ?? 1);
  const order = canonicalOrder(points, weight);
  const found = new Float64Array(identified.clusters.length);
  const drawn = new Uint32Array(count);
  const times = new Uint32Array(count);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const thinned = thin(randomStream(seed, replicate), weight, order, keep);
    const there = Int32Array.from(weight.keys()).filter((at) => thinned[at] !== 0 || weight[at] === 0);
    const again = labelsAmong(
      there,
      { ...points, weight: thinned },
      {
        ...rule,
        threshold: rule.threshold * keep,
      },
    );
    const counterpart = matched(identified.labels, again, weight, order, found.length);
    counterpart.forEach((label, own) => {
      if (label >= 0) found[own] = (found[own] ?? 0) + 1;
    });
    for (const at of there) {
      const label = again[at] ?? -1;
      drawn[at] = (drawn[at] ?? 0) + 1;
      if (label >= 0 && counterpart[identified.labels[at] ?? -1] === label) times[at] = (times[at] ?? 0) + 1;
    }
  }
  const shares = Float64Array.from(times, (each, at) =>
    (identified.labels[at] ?? -1) >= 0 ? each / (drawn[at] ?? 0) : Number.NaN,
  );
  const means = weightedMeans(shares, weight, identified.labels, order, found.length);
  return {
    replicates,
    keep,
    seed,
    points: shares,
    clusters: identified.clusters.map(({ label }) => ({
      label,
      reappears: (found[label] ?? 0) / replicates,
      membership: means[label] ?? Number.NaN,
    })),
  };
}

/** Labels of all points, looked for among some of them; −1 for the others. */
function labelsAmong(
  some: Int32Array,
  { latitude, longitude, weight }: Points,
  rule: DensityRule,
): Int32Array {
  const column = (values: ArrayLike<number>) => Float64Array.from(some, (at) => values[at] ?? Number.NaN);
  const { labels } = identify(
    { latitude: column(latitude), longitude: column(longitude), ...(weight && { weight: column(weight) }) },
    rule,
  );
  const all = new Int32Array(latitude.length).fill(-1);
  some.forEach((at, position) => {
    all[at] = labels[position] ?? -1;
  });
  return all;
}

function check(replicates: number, keep: number, labels: number, points: number): void {
  if (!(Number.isInteger(replicates) && replicates >= 1 && replicates <= 10_000)) {
    throw new RangeError(`Found ${replicates} replicates, expected a whole number from 1 to 10,000.`);
  }
  if (!(keep > 0 && keep <= 1)) {
    throw new RangeError(
      `Found ${keep} as the chance of a record to be kept, expected a number above 0, up to 1.`,
    );
  }
  if (labels !== points) {
    throw new RangeError(
      `Found ${labels} labels for ${points} points, expected what \`identify\` gave for these points.`,
    );
  }
}

/** Positions of points by place and weight: points that are alike in both are alike in all that is done with them. */
function canonicalOrder({ latitude, longitude }: Points, weight: Float64Array): Uint32Array {
  const east = (at: number): number => {
    if (Math.abs(latitude[at] ?? 0) === 90) return 0;
    return longitude[at] === 180 ? -180 : (longitude[at] ?? 0);
  };
  return Uint32Array.from(weight, (_, at) => at).sort(
    (a, b) =>
      (latitude[a] ?? 0) - (latitude[b] ?? 0) || east(a) - east(b) || (weight[a] ?? 0) - (weight[b] ?? 0),
  );
}

function thin(random: Random, weight: Float64Array, order: Uint32Array, keep: number): Float64Array {
  const binomial = randomBinomial.source(random);
  const thinned = new Float64Array(weight.length);
  for (const at of order) {
    const records = weight[at] ?? 0;
    const whole = Math.floor(records);
    const kept = whole > 0 ? binomial(whole, keep)() : 0;
    thinned[at] = whole < records && random() < keep ? kept + (records - whole) : kept;
  }
  return thinned;
}

/** Mean share of each cluster's members by weight; of all alike where they weigh nothing. */
function weightedMeans(
  shares: Float64Array,
  weight: Float64Array,
  labels: Int32Array,
  order: Uint32Array,
  clusters: number,
): readonly number[] {
  const sums = Array.from({ length: clusters }, () => ({ weighted: 0, weight: 0, plain: 0, members: 0 }));
  for (const at of order) {
    const sum = sums[labels[at] ?? -1];
    const [share = Number.NaN, heavy = 0] = [shares[at], weight[at]];
    if (!sum || Number.isNaN(share)) continue;
    sum.weighted += share * heavy;
    sum.weight += heavy;
    sum.plain += share;
    sum.members += 1;
  }
  return sums.map((sum) => (sum.weight > 0 ? sum.weighted / sum.weight : sum.plain / sum.members));
}
