import type { Fault } from "./types.js";

/** Cells in one degree where nothing else is said: 0.01°, to which WIPO rounds places. */
export const PER_DEGREE = 100;

/** The finest grid: at 0.0001° (11 m), the rounding of doubles is still far below `EDGE`. */
const FINEST = 10_000;

/** Number beyond which a coordinate is not a number of degrees at all; the statement compares with it, too. */
const FINITE = 1e300;

/**
 * The part of a cell below an edge that counts as on it: 0.29 × 100 is 28.999999999999996 in doubles, and belongs to
 * cell 29.
 */
export const EDGE = 1e-9;

/** What can be said of a record's place; the code of a status is its position here. */
export const STATUSES = [
  "located",
  "missing",
  "null island",
  "swapped",
  "out of range",
  "no document",
] as const satisfies readonly ("located" | Fault)[];

/** "located", or why a record is not. */
export type Status = (typeof STATUSES)[number];

/** Throws a `RangeError` unless the number of cells in a degree is a whole number from 1 to 10,000. */
export function checkPerDegree(perDegree: number): void {
  if (Number.isInteger(perDegree) && perDegree >= 1 && perDegree <= FINEST) return;
  throw new RangeError(
    `Found ${perDegree} cells per degree, expected a whole number from 1 to 10,000, such as 100 for cells of 0.01°.`,
  );
}

/**
 * Whether coordinates (degrees north and east) are a place: "missing" for null, NaN and infinite ones, "null island" for
 * (0, 0), "swapped" where only the exchange of the two is on the globe, else "out of range".
 */
export function statusOf(latitude: number | null, longitude: number | null): Exclude<Status, "no document"> {
  if (latitude === null || longitude === null) return "missing";
  const [north, east] = [Math.abs(latitude), Math.abs(longitude)];
  if (north === 0 && east === 0) return "null island";
  if (north <= 90 && east <= 180) return "located";
  if (north <= 180 && east <= 90) return "swapped";
  return north <= FINITE && east <= FINITE ? "out of range" : "missing";
}

/** Row of a latitude from −90 to 90; 90 itself belongs to the northernmost row. */
export function rowOf(latitude: number, perDegree: number): number {
  return Math.min(Math.floor(latitude * perDegree + EDGE), 90 * perDegree - 1);
}

/** Column of a longitude from −180 to 180; 180 is −180. */
export function columnOf(longitude: number, perDegree: number): number {
  const column = Math.floor(longitude * perDegree + EDGE);
  return column >= 180 * perDegree ? -180 * perDegree : column;
}

/** Degrees at the centre of a row (north) or column (east). */
export function centreOf(index: number, perDegree: number): number {
  return (index + 0.5) / perDegree;
}
