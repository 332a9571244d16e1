import { finite } from "./interval.js";
import { inherit } from "./merge.js";
import type { Quantity } from "./quantity.js";

/** A quantity that a function rises (+1) or falls (−1) with, over everything that the quantity can be. */
export type Argument = readonly [quantity: Quantity, direction: 1 | -1];

/**
 * A function of quantities that is monotone in each: its bounds are its values at their ends, exactly where the
 * quantities are independent, outer bounds where not. A missing value makes the value missing; an open end opens the
 * end that depends on it. Sources are united; one projected argument makes the result projected. Results that are
 * not finite are missing.
 */
export function monotone(
  unit: string,
  of: (...values: number[]) => number,
  ...args: readonly Argument[]
): Quantity {
  const at = (end: (argument: Argument) => number | null | undefined): number | undefined => {
    const values = args.map((argument) => finite(end(argument)));
    const known = values.filter((value): value is number => value !== undefined);
    return known.length === values.length ? finite(of(...known)) : undefined;
  };
  const value = at(([quantity]) => quantity.value);
  const low = at(([quantity, direction]) => (direction === 1 ? quantity.low : quantity.high));
  const high = at(([quantity, direction]) => (direction === 1 ? quantity.high : quantity.low));
  return {
    value: value ?? null,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    unit,
    ...inherit(args.map(([quantity]) => quantity)),
  };
}
