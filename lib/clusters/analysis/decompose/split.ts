import { inherit, missing, type Quantity } from "../../figures/index.js";

/** Methods and data put together: the old or the new method on the old or the new data. */
export type Combination = "before" | "newData" | "newMethod" | "after";

export const COMBINATIONS: readonly Combination[] = ["before", "newData", "newMethod", "after"];

/** What the combinations are called in messages. */
export const COMBINATION_WORDS: { readonly [C in Combination]: string } = {
  before: "the old method on the old data",
  newData: "the old method on the new data",
  newMethod: "the new method on the old data",
  after: "the new method on the new data",
};

/** A change and its two parts; missing where a combination it needs is. */
export interface Split {
  readonly total: Quantity;
  readonly data: Quantity;
  readonly method: Quantity;
}

/** The same change split in both orders, and the mean of the two. */
export interface Splits {
  /** First the data change, then the method: before → newData → after. */
  readonly dataFirst: Split;
  /** First the method changes, then the data: before → newMethod → after. */
  readonly methodFirst: Split;
  /**
   * Shapley's value of each part, the mean over both orders (Shapley 1953; for changes of an index Shorrocks 2013). Parts add up to
   * the total exactly.
   */
  readonly shapley: Split;
}

/** One quantity for each combination. */
export type ByCombination = { readonly [C in Combination]: Quantity };

/** A step from one combination to another. */
export type Step = (from: Combination, to: Combination) => Quantity;

/** Splits from steps between combinations. The method's value is what the data's leaves of the total, so that they add up. */
export function splits(step: Step): Splits {
  const total = step("before", "after");
  const dataFirst = { total, data: step("before", "newData"), method: step("newData", "after") };
  const methodFirst = { total, data: step("newMethod", "after"), method: step("before", "newMethod") };
  const shapley = {
    total,
    data: mean(dataFirst.data, methodFirst.data),
    method: mean(dataFirst.method, methodFirst.method),
  };
  return { dataFirst: exact(dataFirst), methodFirst: exact(methodFirst), shapley: exact(shapley) };
}

function exact({ total, data, method }: Split): Split {
  if (total.value === null || data.value === null || method.value === null) return { total, data, method };
  return { total, data, method: { ...method, value: total.value - data.value } };
}

/** Mean of two; its bounds are valid whether or not the two move together. */
function mean(a: Quantity, b: Quantity): Quantity {
  if (a.value === null || b.value === null) return missing(a.unit);
  const half = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined || y === undefined ? undefined : (x + y) / 2;
  const [low, high] = [half(a.low, b.low), half(a.high, b.high)];
  return {
    value: (a.value + b.value) / 2,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    unit: a.unit,
    ...inherit([a, b]),
  };
}

/** Places gained from one rank to the other: above 0 is better. Bounds are outer ones. */
export function gained(from: Quantity, to: Quantity): Quantity {
  if (from.value === null || to.value === null) return missing("places");
  const bounded =
    from.low !== undefined && from.high !== undefined && to.low !== undefined && to.high !== undefined;
  return {
    value: from.value - to.value,
    ...(bounded ? { low: (from.low ?? 0) - (to.high ?? 0), high: (from.high ?? 0) - (to.low ?? 0) } : {}),
    unit: "places",
    ...inherit([from, to]),
  };
}
