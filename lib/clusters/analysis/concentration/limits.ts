import { inherit, missing, type Quantity, SLACK } from "../../figures/index.js";
import { herfindahl, type LorenzPoint } from "./measures.js";

/** Units of which only the sum is known; a unit that is known by itself is a group of one. */
export interface Group {
  readonly units: number;
  /** What they hold together, in any unit, such as percent of the world; the value of a quantity is taken. */
  readonly total: number | Quantity;
  /** The most that one of them can hold, where that is known; used where groups are not ordered. */
  readonly most?: number;
}

/** How the groups stand to each other. */
export interface LimitOptions {
  /**
   * True (the default): groups come largest first, and no unit of a group is smaller than any of the next. False: nothing is known of
   * units of different groups, as where groups are by rank and the amounts are those of one metric.
   */
  readonly ordered?: boolean;
}

/** Limits of concentration where only sums of groups are known; values are null where the limits differ. */
export interface ConcentrationLimits {
  readonly units: number;
  readonly gini: Quantity;
  readonly herfindahl: Quantity;
  /** Percent of the whole that the `k` largest hold. */
  readonly top: (k: number) => Quantity;
  /** Limits between which the Lorenz curve lies. The lower one need not be a Lorenz curve itself: it may bend back between groups. */
  readonly mostEqual: readonly LorenzPoint[];
  readonly mostUnequal: readonly LorenzPoint[];
}

/**
 * Limits of Gini, Herfindahl and top shares from the sums of groups in descending order: no unit of a group is smaller than
 * any of the next (the ten largest, then the next ninety). Where groups meet, the Lorenz curve is known; within a group it
 * is highest where all units are equal, and lowest where they are as unequal as the neighbours allow: none above the mean
 * of the group before, none below that of the next, which the largest and smallest unit of a neighbour cannot
 * pass (Gastwirth 1972). Gini and top shares follow from the curve, the Herfindahl index from the most unequal units
 * of each group. Lower limits are exact, upper ones outer where groups of more than one unit meet. The whole is the sum of
 * all groups; add a group for the rest of the world to have the world's.
 *
 * Without an order (`ordered: false`) units of a group are as unequal as `most` allows: all limits are then exact, as
 * each is reached where every group is as equal, or as unequal, as it can be (majorisation, Marshall and Olkin 1979).
 * Throws a `RangeError` for groups that should be in descending order and are not, sizes or sums that are none, and a
 * group that holds more than `most` allows.
 */
export function concentrationLimits(
  groups: readonly Group[],
  { ordered = true }: LimitOptions = {},
): ConcentrationLimits {
  const sizes = groups.map(({ units, total }) => {
    const sum = typeof total === "number" ? total : total.value;
    if (!Number.isInteger(units) || units < 1 || sum === null || !(sum >= 0 && Number.isFinite(sum)))
      throw new RangeError(
        `Found a group of ${units} units with ${sum} together, expected 1 or more with 0 or more.`,
      );
    return { units, sum, mean: sum / units };
  });
  for (const [at, { units, sum, mean }] of sizes.entries()) {
    const most = groups[at]?.most ?? Infinity;
    if (!ordered && sum > units * most * (1 + SLACK))
      throw new RangeError(`Group ${at + 1} has ${sum} in ${units} units, expected at most ${most} in each.`);
    const before = sizes[at - 1]?.mean ?? Infinity;
    if (ordered && mean > before * (1 + SLACK))
      throw new RangeError(
        `Group ${at + 1} has ${mean} a unit and the one before ${before}, expected largest first.`,
      );
  }
  const sorted = (values: number[]): number[] => (ordered ? values : values.sort((a, b) => b - a));
  const equal = sorted(sizes.flatMap(({ units, mean }) => new Array<number>(units).fill(mean)));
  const unequal = sorted(
    sizes.flatMap(({ units, sum, mean }, at) =>
      ordered
        ? apart(units, sum, sizes[at + 1]?.mean ?? 0, sizes[at - 1]?.mean ?? Infinity)
        : apart(units, sum, 0, Math.max(mean, groups[at]?.most ?? sum)),
    ),
  );
  const evidence = inherit(groups.flatMap(({ total }) => (typeof total === "number" ? [] : [total])));
  const between = (of: (largestFirst: readonly number[]) => number | null, unit: string): Quantity => {
    const [low, high] = [of(equal), of(unequal)];
    if (low === null || high === null) return missing(unit);
    const most = Math.max(low, high);
    return { value: most - low <= SLACK ? low : null, low, high: most, unit, ...evidence };
  };
  return {
    units: equal.length,
    gini: between(giniInOrder, "1"),
    herfindahl: between((values) => herfindahl(values), "1"),
    top: (k) => between((values) => topInOrder(values, k), "percent"),
    mostEqual: curveInOrder(equal),
    mostUnequal: curveInOrder(unequal),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The first of the units in percent of all: groups stay in their order, so that what is known where they meet is kept. */
function topInOrder(largestFirst: readonly number[], k: number): number | null {
  if (!Number.isInteger(k) || k < 0)
    throw new RangeError(`Found the top ${k}, expected a whole number from 0.`);
  const whole = sum(largestFirst);
  return whole > 0 ? (100 * sum(largestFirst.slice(0, k))) / whole : null;
}

function curveInOrder(largestFirst: readonly number[]): LorenzPoint[] {
  const whole = sum(largestFirst);
  if (!(whole > 0)) return [];
  const n = largestFirst.length;
  let above = whole;
  const points = largestFirst.map((value, at) => {
    const point = { units: (n - at) / n, share: at === 0 ? 1 : above / whole };
    above -= value;
    return point;
  });
  return [...points, { units: 0, share: 0 }].reverse();
}

/** Twice the area between the diagonal and the curve. */
function giniInOrder(largestFirst: readonly number[]): number | null {
  const curve = curveInOrder(largestFirst);
  if (curve.length === 0) return null;
  const area = curve.reduce((total, { share }, at) => total + share + (curve[at - 1]?.share ?? 0), 0);
  return 1 - area / largestFirst.length;
}

/** The most unequal amounts with a sum, each from `least` to `most`: as many as can be at the top, one between, the others at the bottom. */
function apart(units: number, sum: number, least: number, most: number): number[] {
  let left = sum - units * least;
  return Array.from({ length: units }, () => {
    const more = Math.max(0, Math.min(left, most - least));
    left -= more;
    return least + more;
  });
}
