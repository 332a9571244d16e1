import { monotone, type Quantity } from "../../figures/index.js";

/** Growth of a year as one edition printed it. */
export interface Estimate {
  readonly year: number;
  /** Edition of the index, i.e. the year in which the estimate was printed. */
  readonly edition: number;
  readonly rate: Quantity;
}

/** The first and the last estimate of one year's growth. */
export interface Revision {
  readonly year: number;
  readonly first: Estimate;
  readonly last: Estimate;
  /**
   * Last less first, in percentage points. The value is the difference of the numbers as printed. Where one of them
   * was printed as "under 3" or "over 11", an end is open, and only the other end is known: `bound` says which.
   */
  readonly points: Quantity;
  readonly bound: "two-sided" | "at least" | "at most" | "none";
}

/**
 * How far growth rates were revised: the earliest against the latest edition, for every year that two or more editions printed
 * with different estimates or the same. Sorted by year. Years printed once are left out; estimates without a value
 * and without bounds are missing and not used. Throws a `RangeError` where one edition prints a year twice.
 */
export function revisions(estimates: readonly Estimate[]): Revision[] {
  const usable = estimates.filter(
    ({ rate }) => rate.value !== null || rate.low !== undefined || rate.high !== undefined,
  );
  const years = [...new Set(usable.map((estimate) => estimate.year))].sort((a, b) => a - b);
  return years.flatMap((year) => {
    const printed = usable.filter((estimate) => estimate.year === year).sort((a, b) => a.edition - b.edition);
    for (const [at, { edition }] of printed.entries()) {
      if (printed[at + 1]?.edition === edition) {
        throw new RangeError(`The edition ${edition} has two estimates of growth in ${year}; choose one.`);
      }
    }
    const first = printed[0];
    const last = printed.at(-1);
    if (!first || !last || first === last) return [];
    const points = monotone(
      "percentage points",
      (b, a) => b - a,
      [valued(last.rate), 1],
      [valued(first.rate), -1],
    );
    return [{ year, first, last, points, bound: boundOf(points) }];
  });
}

/** A rate known only as "under 3" counts as 3 for the value, which the bound then marks as a limit. */
function valued(rate: Quantity): Quantity {
  return { ...rate, value: rate.value ?? rate.high ?? rate.low ?? null };
}

function boundOf({ low, high }: Quantity): Revision["bound"] {
  if (low !== undefined && high !== undefined) return "two-sided";
  if (low !== undefined) return "at least";
  return high === undefined ? "none" : "at most";
}

/** How large revisions have been: numbers to judge a first estimate by. */
export interface RevisionRecord {
  /** Revisions that the means rest on, and limits ("at least", "at most"), which they leave out. */
  readonly count: number;
  readonly limits: number;
  /** Means of the revisions and of their sizes, in points; missing where there is none. */
  readonly mean: Quantity;
  readonly meanAbsolute: Quantity;
  /** Smallest and largest value, limits included; null where there is none. */
  readonly smallest: number | null;
  readonly largest: number | null;
}

/** Sums up revisions. A few revisions of different series are a record, not a forecast. */
export function revisionRecord(found: readonly Revision[]): RevisionRecord {
  const known = found.filter((revision) => revision.points.value !== null);
  const full = known.filter((revision) => revision.bound === "two-sided" || revision.bound === "none");
  const mean = (of: (value: number) => number): Quantity =>
    monotone(
      "percentage points",
      (...values) => values.reduce((sum, value) => sum + of(value), 0) / values.length,
      ...full.map(({ points: { low: _low, high: _high, ...rest } }) => [rest, 1] as const),
    );
  const values = known.map((revision) => revision.points.value ?? 0);
  return {
    count: full.length,
    limits: known.length - full.length,
    mean: unbounded(mean((value) => value)),
    meanAbsolute: unbounded(mean(Math.abs)),
    smallest: values.length > 0 ? Math.min(...values) : null,
    largest: values.length > 0 ? Math.max(...values) : null,
  };
}

function unbounded({ low: _low, high: _high, ...rest }: Quantity): Quantity {
  return rest;
}
