import * as fc from "fast-check";
import type { ClusterRecord } from "../../../../lib/clusters/data/record.js";
import { withShares } from "../../solve/records.js";

/** Shares of three metrics. */
export type Row = readonly [number, number, number];

/** Clusters c0, c1, … with exact shares. */
export const records = (rows: readonly Row[]): ClusterRecord[] =>
  withShares(Object.fromEntries(rows.map((row, at) => [`c${at}`, row])));

const whole = (max: number) => fc.integer({ min: 0, max });

/** Up to so many rows of whole numbers up to a size; small sizes make ties. */
export const rowsOf = (most: number, size: number): fc.Arbitrary<Row[]> =>
  fc.array(fc.tuple(whole(size), whole(size), whole(size)), { minLength: 1, maxLength: most });

export const EQUAL = { pct: 1, publications: 1, ventureDeals: 1 };

/** The score of a row under weights. */
export const score = (row: readonly number[], w: readonly number[]): number =>
  row.reduce((sum, value, at) => sum + value * (w[at] ?? 0), 0);
