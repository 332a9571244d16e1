import { missing, type Quantity } from "../../figures/index.js";
import { type Random, randomIndex, randomStream } from "../../numeric/index.js";

/** An uncertain input of a model: its name, and how a value of it is drawn. */
export interface Factor<T> {
  readonly name: string;
  readonly draw: (random: Random) => T;
}

/** How many draws to take, and from which seed. */
export interface SobolOptions {
  /** Rows of each of the two base matrices (default 4,096). The model is run so many times for each factor, and twice more. */
  readonly draws?: number;
  readonly seed?: number;
  /** Bootstrap samples for the intervals (default 500). */
  readonly resamples?: number;
  /** Part of the bootstrap samples that lie within the intervals (default 0.95). */
  readonly level?: number;
}

/** What a factor contributes to the variance of the model's output; unit "1", null where the output does not vary. */
export interface SobolIndex {
  readonly factor: string;
  /** The part that the factor explains by itself. */
  readonly first: Quantity;
  /** The part that involves the factor, alone or together with others. */
  readonly total: Quantity;
}

/** Indices of all factors, in their order, with mean and variance of the output. */
export interface SobolIndices {
  readonly indices: readonly SobolIndex[];
  readonly mean: number;
  readonly variance: number;
  /** How often the model was run. */
  readonly runs: number;
}

/**
 * First-order and total Sobol' indices of a model with independent factors. The design is Saltelli's: two independent
 * matrices A and B, and for each factor A with that factor's column from B. First order after Saltelli et al. (2010,
 * table 2 b), mean of f(B)·(f(A_B) − f(A)) over the variance, with f centred; total after Jansen (1999), half the mean
 * of (f(A) − f(A_B))² over the variance. Intervals are percentiles of a bootstrap over rows (Archer et al. 1997).
 *
 * Draws are pseudo-random and seeded, each column a stream of its own, so a factor may be of any type: a number, a
 * method, a set of weights. Estimates can lie slightly below 0 or above 1. Throws a `RangeError` for fewer than two
 * draws, no factor, and a model that gives something other than a finite number.
 */
export function sobolIndices<T>(
  factors: readonly Factor<T>[],
  model: (values: readonly T[]) => number,
  { draws = 4096, seed = 1, resamples = 500, level = 0.95 }: SobolOptions = {},
): SobolIndices {
  if (factors.length === 0 || !(draws >= 2)) {
    throw new RangeError(`Found ${factors.length} factors and ${draws} draws, expected at least 1 and 2.`);
  }
  const column = ({ draw }: Factor<T>, stream: number): T[] => {
    const random = randomStream(seed, stream);
    return Array.from({ length: draws }, () => draw(random));
  };
  const a = factors.map((factor, at) => column(factor, 2 * at + 1));
  const b = factors.map((factor, at) => column(factor, 2 * at + 2));
  const run = (columns: readonly (readonly T[])[]): Float64Array =>
    Float64Array.from({ length: draws }, (_, row) => {
      const result = model(columns.map((values) => values[row] as T));
      if (!Number.isFinite(result))
        throw new RangeError(`The model gave ${result}, expected a finite number.`);
      return result;
    });
  const [ofA, ofB] = [run(a), run(b)];
  const mixed = factors.map((_, at) => run(a.map((values, k) => (k === at ? (b[k] ?? values) : values))));
  const all = Int32Array.from({ length: draws }, (_, row) => row);
  const { mean, variance } = moments(ofA, ofB, all);
  const constant = !(variance > 1e-24 * mean * mean) || variance === 0;

  const random = randomStream(seed, 0);
  const samples = Array.from({ length: constant ? 0 : resamples }, () => {
    const rows = Int32Array.from({ length: draws }, () => randomIndex(random, draws));
    const of = moments(ofA, ofB, rows);
    return mixed.map((ofMixed) => estimate(ofA, ofB, ofMixed, rows, of));
  });
  const quantity = (value: number, at: number, which: 0 | 1): Quantity => {
    if (constant) return missing("1");
    const sorted = samples
      .map((sample) => sample[at]?.[which] ?? Number.NaN)
      .filter((found) => !Number.isNaN(found))
      .sort((x, y) => x - y);
    if (sorted.length === 0) return { value, unit: "1" };
    const end = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? value;
    const [low, high] = [end((1 - level) / 2), end((1 + level) / 2)];
    return { value, low: Math.min(low, value), high: Math.max(high, value), unit: "1" };
  };
  const indices = factors.map(({ name }, at): SobolIndex => {
    const [first, total] = estimate(ofA, ofB, mixed[at] ?? ofA, all, { mean, variance });
    return { factor: name, first: quantity(first, at, 0), total: quantity(total, at, 1) };
  });
  return { indices, mean, variance, runs: draws * (factors.length + 2) };
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of both base matrices' outputs, over some rows. */
function moments(ofA: Float64Array, ofB: Float64Array, rows: Int32Array): Moments {
  let sum = 0;
  for (const row of rows) sum += (ofA[row] ?? 0) + (ofB[row] ?? 0);
  const mean = sum / (2 * rows.length);
  let squares = 0;
  for (const row of rows) squares += ((ofA[row] ?? 0) - mean) ** 2 + ((ofB[row] ?? 0) - mean) ** 2;
  return { mean, variance: squares / (2 * rows.length - 1) };
}

/** First-order and total index of one factor, over some rows. */
function estimate(
  ofA: Float64Array,
  ofB: Float64Array,
  ofMixed: Float64Array,
  rows: Int32Array,
  { mean, variance }: Moments,
): readonly [first: number, total: number] {
  let [product, square] = [0, 0];
  for (const row of rows) {
    const step = (ofMixed[row] ?? 0) - (ofA[row] ?? 0);
    product += ((ofB[row] ?? 0) - mean) * step;
    square += step * step;
  }
  return [product / rows.length / variance, square / (2 * rows.length) / variance];
}
