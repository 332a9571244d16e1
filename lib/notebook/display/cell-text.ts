import { inspect, types } from "node:util";
import { isQuantity } from "./publish.js";

/** Characters of a list or a record in a cell of a table. */
const LONGEST = 300;

/**
 * The text of a cell that is no figure: Dates in ISO form, as a day where they are midnight in UTC; lists and records by what they
 * hold, cut where they are long; anything else as it prints itself.
 * @param show the text of the figures that a list or a record holds
 */
export function otherText(value: unknown, show: (value: unknown) => string): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object" || value === null) return String(value);
  if (types.isDate(value)) return dateText(value);
  if (printsItself(value)) return String(value);
  const text = contents(value, (inner) => innerText(inner, show));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function innerText(value: unknown, show: (value: unknown) => string): string {
  const isFigure = typeof value !== "object" || value === null || isQuantity(value) || types.isDate(value);
  try {
    return isFigure ? show(value) : onOneLine(value);
  } catch {
    // An infinity is no figure to print, and still there.
    return onOneLine(value);
  }
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "Invalid Date";
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$/, "Z");
}

/** Whether the text that an object gives of itself says what it is: that of plain objects is the same for all. */
function printsItself(value: object): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item !== "object" || item === null);
  return typeof Reflect.get(value, "toString") === "function" && !/^\[object .*\]$/s.test(String(value));
}

function contents(value: object, show: (value: unknown) => string): string {
  if (Array.isArray(value)) return value.map(show).join(", ");
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return onOneLine(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${show(inner)}`)
    .join(", ");
}

function onOneLine(value: unknown): string {
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 2 }).replace(
    /\s*\n\s*/g,
    " ",
  );
}
