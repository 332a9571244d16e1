import { missing, monotone, type Quantity } from "../../figures/index.js";
import { type GrowthPoint, inOrder } from "./steps.js";

/** Level of a year, as an index of the base year. */
export interface LevelPoint {
  readonly year: number;
  readonly level: Quantity;
}

/** Where a path starts: a year and its level, 100 unless given. */
export interface Base {
  readonly year: number;
  readonly level?: number;
}

/**
 * The level that growth rates lead to, year by year from the base (which comes first). Each rate is anywhere within its
 * rounding, independently, and the interval grows along the path. From the first year without a rate on the level
 * is missing, and from the first projection on it is projected. Rates of the base year and before are not used.
 */
export function levelPath(base: Base, points: readonly GrowthPoint[]): LevelPoint[] {
  const start = base.level ?? 100;
  const unit = `index, ${base.year} = ${start}`;
  const byYear = new Map(inOrder(points).map((point) => [point.year, point.rate]));
  const last = Math.max(base.year, ...byYear.keys());
  let level: Quantity = { value: start, low: start, high: start, unit };
  const path: LevelPoint[] = [{ year: base.year, level }];
  for (let year = base.year + 1; year <= last; year++) {
    const rate = byYear.get(year) ?? missing("percent");
    level = monotone(unit, (before, growth) => before * (1 + growth / 100), [level, 1], [rate, 1]);
    path.push({ year, level });
  }
  return path;
}

/** The level of a path that grows at one rate for so many years. The rate is one number throughout, not a new one each year. */
export function constantPath(base: Base, rate: Quantity, years: number): LevelPoint[] {
  const start = base.level ?? 100;
  return Array.from({ length: years + 1 }, (_, after) => ({
    year: base.year + after,
    level: monotone(`index, ${base.year} = ${start}`, (growth) => start * (1 + growth / 100) ** after, [
      rate,
      1,
    ]),
  }));
}

/**
 * How far the level of the last year lies from where a constant rate would have led, in percent of the latter; negative
 * is below. All years after the base are used. Bounds allow every rate, and the constant one, to be anywhere in
 * its rounding; projected where any rate is. Missing where a year lacks a rate.
 */
export function levelGap(base: Base, points: readonly GrowthPoint[], counterfactual: Quantity): Quantity {
  const later = inOrder(points).filter((point) => point.year > base.year);
  const years = later.length;
  const complete = later.every((point, at) => point.year === base.year + 1 + at);
  if (years === 0 || !complete) return missing("percent");
  return monotone(
    "percent",
    (constant, ...rates) =>
      100 * (rates.reduce((level, rate) => level * (1 + rate / 100), 1) / (1 + constant / 100) ** years - 1),
    [counterfactual, -1],
    ...later.map((point) => [point.rate, 1] as const),
  );
}

/** Real growth from nominal growth and inflation, all in percent: (1 + n)/(1 + p) − 1. */
export function deflate(nominal: Quantity, inflation: Quantity): Quantity {
  return monotone(
    "percent",
    (n, p) => 100 * ((1 + n / 100) / (1 + p / 100) - 1),
    [nominal, 1],
    [inflation, -1],
  );
}

/** The inflation that a nominal and a real growth rate imply, in percent. */
export function impliedInflation(nominal: Quantity, real: Quantity): Quantity {
  return deflate(nominal, real);
}

/**
 * Compound annual growth rate between two levels, in percent. Missing where a level can be 0 or below. Throws a
 * `RangeError` unless the number of years is positive.
 */
export function compoundGrowth(start: Quantity, end: Quantity, years: number): Quantity {
  if (!(years > 0)) throw new RangeError(`Compound growth needs a positive number of years, found ${years}.`);
  const positive = [start, end].every((level) => (level.low ?? level.value ?? 0) > 0);
  if (!positive) return missing("percent");
  return monotone("percent", (a, b) => 100 * ((b / a) ** (1 / years) - 1), [start, -1], [end, 1]);
}
