/** A point of a Lorenz curve: the smallest part of the units holds so much of the whole; both from 0 to 1. */
export interface LorenzPoint {
  readonly units: number;
  readonly share: number;
}

type Values = readonly (number | null | undefined)[];

/**
 * The Lorenz curve (Lorenz 1905) of amounts, from the smallest: from (0, 0) to (1, 1), with a corner for each unit. Equal
 * amounts make it the diagonal. Missing and NaN are left out; empty where nothing is left or all are 0. Throws
 * a `RangeError` for a negative or infinite amount.
 */
export function lorenzCurve(values: Values): LorenzPoint[] {
  const sorted = known(values);
  const total = sum(sorted);
  if (!(total > 0)) return [];
  let held = 0;
  return [
    { units: 0, share: 0 },
    ...sorted.map((value, at) => {
      held += value;
      const last = at === sorted.length - 1;
      return { units: (at + 1) / sorted.length, share: last ? 1 : held / total };
    }),
  ];
}

/**
 * Gini coefficient of amounts: twice the area between the Lorenz curve and the diagonal; 0 where all are equal, 1 − 1/n
 * where one of n has everything (Gini 1912). Missing as for `lorenzCurve`; null where that is empty.
 */
export function gini(values: Values): number | null {
  const sorted = known(values);
  const total = sum(sorted);
  if (!(total > 0)) return null;
  const n = sorted.length;
  return sorted.reduce((area, value, at) => area + (2 * at + 1 - n) * value, 0) / (n * total);
}

/**
 * Herfindahl–Hirschman index: the sum of squared parts of the whole, from 1/n where all n are equal to 1 where one has
 * everything (Hirschman 1945, Herfindahl 1950). Its reciprocal is the number of equal units that would be as
 * concentrated. The whole is the sum of the amounts, unless a larger one is given, such as 100 for shares of the world in
 * percent: then the rest counts as spread among countless units. Missing as for `lorenzCurve`; null where the whole is 0.
 */
export function herfindahl(values: Values, whole?: number): number | null {
  const amounts = known(values);
  const total = whole ?? sum(amounts);
  if (whole !== undefined && sum(amounts) > whole * (1 + 1e-9))
    throw new RangeError(`Found a whole of ${whole} for amounts that add up to ${sum(amounts)}.`);
  return total > 0 ? amounts.reduce((squares, value) => squares + (value / total) ** 2, 0) : null;
}

/** Part of the whole, 0 to 1, that the `k` largest amounts hold; all of them where there are fewer. Rules as for `herfindahl`. */
export function topShare(values: Values, k: number, whole?: number): number | null {
  if (!Number.isInteger(k) || k < 0)
    throw new RangeError(`Found the top ${k}, expected a whole number from 0.`);
  const amounts = known(values);
  const total = whole ?? sum(amounts);
  return total > 0 ? sum(amounts.slice(Math.max(0, amounts.length - k))) / total : null;
}

/** The amounts that are there, smallest first. */
function known(values: Values): number[] {
  const found = values.filter((value): value is number => typeof value === "number" && !Number.isNaN(value));
  const wrong = found.find((value) => value < 0 || !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`Found the amount ${wrong}, expected one of 0 or more.`);
  return found.sort((a, b) => a - b);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
