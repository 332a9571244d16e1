import type { Quantity } from "./quantity.js";

/** Ids of several lists of sources in one list: sorted by code point, without repetition. */
export function mergeSources(...lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list ?? []))].sort();
}

/** The evidence that a figure computed from `inputs` inherits: all sources, and the mark of a projection. */
export function inherit(inputs: readonly Quantity[]): { sources?: readonly string[]; projected?: true } {
  const sources = mergeSources(...inputs.map((input) => input.sources));
  return {
    ...(sources.length === 0 ? {} : { sources }),
    ...(inputs.some((input) => input.projected) ? { projected: true as const } : {}),
  };
}

const width = (quantity: Quantity): number => (quantity.high ?? Infinity) - (quantity.low ?? -Infinity);

/**
 * The same figure from several sources → one `Quantity`: the intersection of the intervals, the value of the
 * most precise print (the first of equally precise ones; the middle where that lies outside the intersection),
 * the union of the sources. Missing figures say nothing and are left out; all missing, the result is missing.
 *
 * Throws where the list is empty, where units differ, and where the prints exclude each other; two prints that
 * only touch ([8.95, 9.05] and [9.05, 9.15]) exclude each other, for they stand for different roundings.
 */
export function agree(quantities: readonly Quantity[]): Quantity {
  const [first] = quantities;
  if (first === undefined) throw new Error("Found no figure, expected at least one.");
  const other = quantities.find((quantity) => quantity.unit !== first.unit);
  if (other !== undefined) throw new Error(`Found units "${first.unit}" and "${other.unit}", expected one.`);
  const known = quantities.filter((quantity) => quantity.value !== null);
  if (known.length === 0) return { ...first, ...inherit(quantities) };

  const low = Math.max(...known.map((quantity) => quantity.low ?? -Infinity));
  const high = Math.min(...known.map((quantity) => quantity.high ?? Infinity));
  const sharpest = known.reduce((best, next) => (width(next) < width(best) ? next : best));
  const touching = low === high && width(sharpest) > 0;
  if (low > high || touching)
    throw new Error(`Figures contradict each other: ${known.map(print).join("; ")}.`);
  const value = sharpest.value ?? 0;
  return {
    value: value < low || value > high ? (low + high) / 2 : value,
    ...(low === -Infinity ? {} : { low }),
    ...(high === Infinity ? {} : { high }),
    unit: first.unit,
    ...inherit(known),
  };
}

function print(quantity: Quantity): string {
  const sources = quantity.sources === undefined ? "" : ` (${quantity.sources.join(", ")})`;
  return `${quantity.value} ${quantity.unit}${sources}`;
}
