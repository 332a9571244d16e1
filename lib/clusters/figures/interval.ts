/**
 * A closed interval: every value from `low` to `high` is possible, nothing outside is. Ends are plain
 * floating-point numbers; comparisons that carry a conclusion leave `SLACK` for their rounding noise.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What is known of a value that may be open on one side or both; an absent end is unbounded. */
export interface Bounds {
  readonly low?: number;
  readonly high?: number;
}

/** Relative noise of floating-point sums: scores that differ by less are equal, and it neither makes nor breaks a certain order. */
export const SLACK = 1e-12;

/** The interval from `low` to `high`. Throws a `RangeError` unless both are finite and in order. */
export function interval(low: number, high: number): Interval {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) {
    throw new RangeError(`An interval needs two finite ends in order, found [${low}, ${high}].`);
  }
  return { low, high };
}

/** What a figure printed with so many decimals can have been before rounding: 9.0 with one decimal is [8.95, 9.05]. */
export function rounded(value: number, decimals: number): Interval {
  const half = 0.5 * 10 ** -decimals;
  return interval(value - half, value + half);
}

/** The interval of a quantity, or `undefined` where it is missing or open on a side. NaN counts as missing. */
export function intervalOf(quantity: Bounds | undefined): Interval | undefined {
  const low = finite(quantity?.low);
  const high = finite(quantity?.high);
  return low === undefined || high === undefined ? undefined : interval(low, high);
}

/** The number itself, or `undefined` for what is absent, null, NaN or infinite. */
export function finite(value: number | null | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Sum of two independent values. */
export function add(a: Interval, b: Interval): Interval {
  return interval(a.low + b.low, a.high + b.high);
}

/** Difference of two independent values. */
export function subtract(a: Interval, b: Interval): Interval {
  return interval(a.low - b.high, a.high - b.low);
}

/** Product of two independent values. */
export function multiply(a: Interval, b: Interval): Interval {
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return interval(Math.min(...ends), Math.max(...ends));
}

/** Quotient of two independent values. Throws a `RangeError` if the divisor can be 0. */
export function divide(a: Interval, b: Interval): Interval {
  if (b.low <= 0 && b.high >= 0) {
    throw new RangeError(`Cannot divide by [${b.low}, ${b.high}]: it contains 0.`);
  }
  return multiply(a, interval(1 / b.high, 1 / b.low));
}

/** An interval times a plain number of either sign. */
export function scale(a: Interval, factor: number): Interval {
  return multiply(a, interval(factor, factor));
}

/**
 * What two statements about one value leave possible. Throws a `RangeError` that names both if nothing is left;
 * statements that touch, up to `SLACK`, agree.
 */
export function intersect(
  a: Interval,
  b: Interval,
  names: readonly [string, string] = ["one", "the other"],
): Interval {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  if (low <= high) return { low, high };
  if (low - high <= SLACK * Math.max(Math.abs(low), Math.abs(high))) return { low: high, high: low };
  throw new RangeError(
    `Two statements contradict each other: ${names[0]} says [${a.low}, ${a.high}], ${names[1]} says [${b.low}, ${b.high}].`,
  );
}

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** True only where every possible `a` is above every possible `b`, by more than rounding noise; equal ends are not enough. */
export function certainlyGreater(a: Interval, b: Interval): boolean {
  return a.low - b.high > SLACK * Math.max(Math.abs(a.low), Math.abs(b.high));
}

/** The middle of an interval. */
export function midpoint(a: Interval): number {
  return a.low + (a.high - a.low) / 2;
}
