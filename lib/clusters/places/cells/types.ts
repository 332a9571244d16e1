import type { Metric } from "../../data/index.js";

/** One place of one document: an inventor's address in an application, an author's in a publication, the seat of a funded company. */
export interface GeocodedRecord {
  /** Which document it is of. A document with three places is three records, and counts a third at each. */
  readonly document: string | number | null;
  readonly metric: Metric;
  /** Degrees north and east. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Why a record has no place on the map. */
export type Fault = "missing" | "null island" | "swapped" | "out of range" | "no document";

/** What cells hold of one metric, and what was left without a place. Fractional counts add up to the number of documents. */
export interface MetricTotals {
  /** Records of the metric, and documents, those without a place included. */
  readonly records: number;
  readonly documents: number;
  /** Records, and what they count fractionally, that have no place on the map, by reason; only reasons that occur. */
  readonly faults: { readonly [F in Fault]?: { readonly records: number; readonly documents: number } };
}

/**
 * Records put together by the cells of a grid, as columns of one length, in the order of row and column. Cell (row, column)
 * reaches from row / perDegree to (row + 1) / perDegree degrees north, and likewise east.
 */
export interface Cells {
  /** Cells in one degree: 100 for a grid of 0.01°. */
  readonly perDegree: number;
  readonly row: Int32Array;
  readonly column: Int32Array;
  /** For each metric of the records: how many records, and how many documents counted fractionally, lie in each cell. */
  readonly metrics: {
    readonly [M in Metric]?: { readonly records: Float64Array; readonly documents: Float64Array };
  };
  readonly totals: { readonly [M in Metric]?: MetricTotals };
}
