import type { Quantity } from "./quantity.js";

/** How a source qualifies a figure; "exact" where it does not. */
export type Qualifier = "exact" | "about" | "over" | "under" | "almost";

/** What is printed beside a figure and decides its interval. */
export interface Print {
  readonly unit: string;
  /** "exact" when absent. */
  readonly qualifier?: Qualifier;
  /** Half of the interval that the print stands for, where it is not half of the last digit printed. */
  readonly halfWidth?: number;
  readonly source?: string;
  readonly projected?: boolean;
}

const WHOLE = new Set([
  "rank",
  "places",
  "1",
  "clusters",
  "economies",
  "years",
  "year",
  "metrics",
  "records",
  "inventors and authors",
]);

const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * Number of decimals of a figure as printed: `"9.0"` has one, `"117542"` none.
 * Throws on anything but plain decimal notation.
 */
export function decimals(text: string): number {
  if (!PLAIN_NUMBER.test(text)) {
    throw new Error(`Found "${text}", expected a number in plain decimal notation, such as 9.0.`);
  }
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/** The decimal number nearest to `value ± halfWidth`, without the noise of binary addition. */
function shifted(value: number, halfWidth: number, places: number): number {
  return Number((value + halfWidth).toFixed(Math.min(places, 100)));
}

/**
 * A figure as printed → a `Quantity` with the interval that its print allows: 9.0 percent is [8.95, 9.05].
 *
 * - Ranks and counts of whole things (unit "rank", "places", "clusters", "economies", "years", "1" …) are exact.
 *   Counts of applications, publications and deals are fractional counts rounded to an integer: ± 0.5.
 * - "about" has bounds only where `halfWidth` gives them: how far "about 70" reaches is not known.
 * - "over" bounds below, "under" and "almost" bound above; `halfWidth` closes the other side of "almost".
 *
 * Throws where `text` is not a number in plain decimal notation.
 */
export function published(text: string, print: Print): Quantity {
  const places = decimals(text);
  const value = Number(text);
  const half = print.halfWidth ?? (WHOLE.has(print.unit) ? 0 : 0.5 * 10 ** -places);
  const digits = Math.max(places + 1, print.halfWidth === undefined ? 0 : decimals(String(print.halfWidth)));
  const below = shifted(value, -half, digits);
  const above = shifted(value, half, digits);
  return {
    value,
    ...boundsOf(print, value, below, above),
    unit: print.unit,
    ...(print.source === undefined ? {} : { sources: [print.source] }),
    ...(print.projected ? { projected: true } : {}),
  };
}

function boundsOf(
  print: Print,
  value: number,
  below: number,
  above: number,
): { low?: number; high?: number } {
  switch (print.qualifier ?? "exact") {
    case "over":
      return { low: value };
    case "under":
      return { high: value };
    case "almost":
      return print.halfWidth === undefined ? { high: value } : { low: below, high: value };
    case "about":
      return print.halfWidth === undefined ? {} : { low: below, high: above };
    case "exact":
      return { low: below, high: above };
  }
}

/** A figure that is missing: its value stays `null` through every computation. */
export function missing(unit: string): Quantity {
  return { value: null, unit };
}
