import { types } from "node:util";
import { shortened } from "./html.js";
import { inspectedInline, messageOf } from "./text.js";

/** Stands in a cell for what a record does not have, as opposed to `undefined`, which it may. */
export const MISSING: unique symbol = Symbol("missing");

/** Characters of one cell. */
export const LONGEST_CELL = 200;

/**
 * A value as a cell of a table, on one line of at most `LONGEST_CELL` characters. Numbers as JavaScript prints them, −0 among them; Dates in
 * ISO form, as a day where they are midnight in UTC; nested values as `util.inspect` has them.
 */
export function cellText(value: unknown): string {
  return shortened(wholeText(value), LONGEST_CELL);
}

function wholeText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
    case "boolean":
    case "undefined":
      return String(value);
    case "symbol":
      return value === MISSING ? "" : String(value);
    default:
      if (value === null) return "null";
      if (types.isDate(value) && !types.isProxy(value)) return dateText(value);
      return types.isNativeError(value) ? messageOf(value) : inspectedInline(value);
  }
}

function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  if (Number.isNaN(time)) return "Invalid Date";
  return new Date(time)
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$/, "Z");
}

/** Whether a cell is aligned as a number. */
export function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** Whether a cell holds nothing that could be aligned: it goes with the column. */
export function isBlank(value: unknown): boolean {
  return value === MISSING || value === undefined || value === null;
}
