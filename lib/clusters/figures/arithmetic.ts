import { finite, type Interval } from "./interval.js";
import { inherit, mergeSources } from "./merge.js";
import { monotone } from "./monotone.js";
import type { Quantity } from "./quantity.js";

// All of these keep a missing value missing, leave an end open where one that it depends on is open, unite the sources, and
// mark as projected what rests on a projection. Bounds are exact where the quantities are independent, outer bounds where not.

/** A number without doubt, such as a count of what lies at hand; `unit` as in `Quantity`. Throws a `RangeError` unless it is finite. */
export function exact(value: number, unit: string, sources: readonly string[] = []): Quantity {
  if (!Number.isFinite(value)) throw new RangeError(`An exact figure must be finite; got ${value}.`);
  const evidence = sources.length === 0 ? {} : { sources: mergeSources(sources) };
  return { value, low: value, high: value, unit, ...evidence };
}

/** A quantity times a finite number of either sign, in its own unit unless another is given. Throws a `RangeError` for a factor that is not finite. */
export function scaled(quantity: Quantity, factor: number, unit = quantity.unit): Quantity {
  if (!Number.isFinite(factor)) throw new RangeError(`A factor must be finite; got ${factor}.`);
  return monotone(unit, (value) => factor * value, [quantity, factor < 0 ? -1 : 1]);
}

/** A quantity with the other sign. */
export function negated(quantity: Quantity): Quantity {
  return scaled(quantity, -1);
}

/** A fraction (0.25) in percent (25). */
export function inPercent(fraction: Quantity): Quantity {
  return scaled(fraction, 100, "percent");
}

/**
 * Quantities of one unit added; missing where one is. Throws a `RangeError` where there is none to tell the unit by, and where
 * units differ.
 */
export function sum(quantities: readonly Quantity[]): Quantity {
  const [first] = quantities;
  if (first === undefined) throw new RangeError("A sum needs at least one quantity; got none.");
  for (const quantity of quantities) sameUnit("A sum", first, quantity);
  const add = (...values: number[]) => values.reduce((total, value) => total + value, 0);
  return monotone(first.unit, add, ...quantities.map((each) => [each, 1] as const));
}

/** One quantity less another of the same unit. Throws a `RangeError` where units differ. */
export function difference(a: Quantity, b: Quantity, unit = a.unit): Quantity {
  sameUnit("A difference", a, b);
  return monotone(unit, (from, less) => from - less, [a, 1], [b, -1]);
}

/**
 * One quantity over another, a plain number (unit "1") unless a unit is given. Missing where the divisor is 0; without bounds
 * where the divisor can be 0 or an end of either is open.
 */
export function ratio(a: Quantity, b: Quantity, unit = "1"): Quantity {
  const value = finite((a.value ?? Number.NaN) / (b.value ?? Number.NaN));
  const [above, below] = [closed(a), closed(b)];
  const bounded = above !== undefined && below !== undefined && (below.low > 0 || below.high < 0);
  const ends = bounded
    ? [above.low, above.high].flatMap((end) => [end / below.low, end / below.high]).filter(Number.isFinite)
    : [];
  return {
    value: value ?? null,
    ...(ends.length === 4 ? { low: Math.min(...ends), high: Math.max(...ends) } : {}),
    unit,
    ...inherit([a, b]),
  };
}

function closed({ low, high }: Quantity): Interval | undefined {
  const [from, to] = [finite(low), finite(high)];
  return from === undefined || to === undefined ? undefined : { low: from, high: to };
}

function sameUnit(what: string, a: Quantity, b: Quantity): void {
  if (a.unit !== b.unit)
    throw new RangeError(`${what} needs quantities of one unit; got "${a.unit}" and "${b.unit}".`);
}
