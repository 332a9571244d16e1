import type { Quantity } from "../../figures/index.js";
import type { Estimate } from "./revisions.js";
import type { GrowthPoint } from "./steps.js";

/** A row of a growth table, as `growthSeries` gives it: a figure of a year, or of a longer period, as one edition printed it. */
export interface PrintedGrowth {
  /** The year, where the period is a single one. */
  readonly year?: number;
  readonly quantity: Quantity;
  /** Publication and its year, such as "GII 2025". */
  readonly edition: string;
}

/**
 * Yearly estimates from the rows of one series, in their order; rows of longer periods and rows that print no rate are
 * left out. The edition is the year at the end of its name; throws a `RangeError` where there is none.
 */
export function estimates(rows: readonly PrintedGrowth[]): Estimate[] {
  return rows.flatMap(({ year, quantity, edition }) => {
    if (year === undefined) return [];
    if (quantity.value === null && quantity.low === undefined && quantity.high === undefined) return [];
    const printed = /\b\d{4}$/u.exec(edition)?.[0];
    if (printed === undefined) {
      throw new RangeError(
        `Found the edition "${edition}", expected a name that ends in a year, such as "GII 2025".`,
      );
    }
    return [{ year, edition: Number(printed), rate: quantity }];
  });
}

/** The estimate of the latest edition for every year, in the order of the years: the series as it stands today. */
export function latestEstimates(found: readonly Estimate[]): GrowthPoint[] {
  const latest = new Map<number, Estimate>();
  for (const estimate of found) {
    const known = latest.get(estimate.year);
    if (!known || estimate.edition > known.edition) latest.set(estimate.year, estimate);
  }
  return [...latest.values()].sort((a, b) => a.year - b.year).map(({ year, rate }) => ({ year, rate }));
}
