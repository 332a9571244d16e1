import type { PublishedRecord, Quantity } from "../../lib/notebook/display/index.js";

/** The figure of a published row; an error where it is none. */
export function figureOf(row: PublishedRecord | undefined, key: string): Quantity {
  const value = row?.[key];
  if (typeof value !== "object" || value === null) throw new Error(`${key} is ${value}, expected a figure`);
  return value;
}

/** The published row with such a value. */
export function rowOf(
  rows: readonly PublishedRecord[] | undefined,
  key: string,
  value: string,
): PublishedRecord | undefined {
  return rows?.find((entry) => entry[key] === value);
}
