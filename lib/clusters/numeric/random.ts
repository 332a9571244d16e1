/** A stream of pseudo-random numbers, uniform on [0, 1) with 32 bits each. */
export type Random = () => number;

/**
 * A seeded stream: Chris Doty-Humphrey's sfc32 ("small fast counter", PractRand 0.95), its state filled by SplitMix32 from
 * the seed and the number of the stream and run in. The same seed and stream give the same numbers on every machine;
 * streams of one seed are for things that must not change when others are added. Not for cryptography.
 * Throws a `RangeError` for a seed or stream that is not a whole number from 0 to 2³² − 1.
 */
export function randomStream(seed: number, stream = 0): Random {
  for (const value of [seed, stream]) {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw new RangeError(
        `Found ${value} as a seed or stream, expected a whole number from 0 to 4294967295.`,
      );
    }
  }
  let mix = splitMix(seed) ^ stream;
  const fill = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    return splitMix(mix);
  };
  let [a, b, c, counter] = [fill(), fill(), fill(), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let turn = 0; turn < 12; turn++) next();
  return next;
}

/** The finaliser of SplitMix32 (murmur3's with other constants): every bit of the input reaches every bit of the output. */
function splitMix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

/** A whole number from 0 to `count` − 1. */
export function randomIndex(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor(random() * count));
}

/** A standard normal number, by the polar method of Marsaglia and Bray (1964). */
export function randomNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * Logarithm of a gamma-distributed number of scale 1 (Marsaglia and Tsang 2000). As a logarithm it does not vanish for
 * small shapes, where the number itself would.
 */
function randomLogGamma(random: Random, shape: number): number {
  if (shape < 1) return randomLogGamma(random, shape + 1) + Math.log(1 - random()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = randomNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/**
 * Weights that add to 1, from a Dirichlet distribution: their means are as `alphas` to one another, and the larger the sum of
 * `alphas`, the closer they stay; all 1 makes every set of weights equally likely. Throws a `RangeError` unless
 * every one is above 0.
 */
export function randomWeights(random: Random, alphas: readonly number[]): number[] {
  if (!alphas.every((alpha) => alpha > 0 && Number.isFinite(alpha))) {
    throw new RangeError(
      `Found the parameters ${alphas.join(", ")} of Dirichlet weights, expected each above 0.`,
    );
  }
  const logs = alphas.map((alpha) => randomLogGamma(random, alpha));
  const largest = Math.max(...logs);
  const parts = logs.map((log) => Math.exp(log - largest));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}
