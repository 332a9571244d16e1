import type { Metric } from "../../data/index.js";
import type { DensityRule } from "../dbscan/index.js";
import type { Boundary } from "../geo/index.js";

/** One metric of a cluster, as it was counted. */
export interface CountedMetric {
  /** Documents, counted fractionally. */
  readonly count: number | null;
  /** Percent of all documents of the records. */
  readonly share: number | null;
  /** Documents per million inhabitants. */
  readonly perMillion: number | null;
}

/** A cluster that was identified, with everything a report tells of it. What is not known is null. */
export interface IdentifiedCluster {
  readonly id: string;
  readonly name: string;
  /** Degrees of its middle. */
  readonly latitude: number;
  readonly longitude: number;
  /** Records that count towards density. */
  readonly records: number;
  /** Cells, and those of them that are dense themselves. */
  readonly cells: number;
  readonly cores: number;
  /** How many clusters were merged into it; 1 where none was. */
  readonly merged: number;
  readonly areaKm2: number;
  readonly population: number | null;
  /** Part of the draws in which it was found again, and mean part of them in which its records were in it, 0 to 1. */
  readonly reappears: number | null;
  readonly membership: number | null;
  readonly rank: number | null;
  /** Percentage points; the sum of weighted shares. */
  readonly score: number | null;
  readonly intensityRank: number | null;
  readonly metrics: { readonly [M in Metric]?: CountedMetric };
  readonly boundary: Boundary;
}

/** What could not be placed, by reason. */
export interface Unplaced {
  readonly reason: string;
  readonly records: number;
  readonly documents: number;
}

/** Where the rule of an identification is from. */
export interface RuleOrigin {
  /** The edition that parts of the rule are taken from; null where all is the user's own. */
  readonly edition: number | null;
  /** Id of data/sources.csv. */
  readonly source: string | null;
  /** Parts that the user chose: "radius", "threshold", "merge", "density". */
  readonly own: readonly string[];
}

/** Clusters that were identified, and from what: the input of a report. */
export interface IdentifiedSet {
  /** By rank, those without one last, then by name. */
  readonly clusters: readonly IdentifiedCluster[];
  readonly rule: DensityRule;
  /** Metrics whose records count towards density. */
  readonly density: readonly string[];
  readonly origin: RuleOrigin;
  /** What each share counts in the score. */
  readonly weights: { readonly [M in Metric]?: number };
  /** Cells of the grid in one degree, and how many of them hold records. */
  readonly perDegree: number;
  readonly cells: number;
  /** The metrics of which there are records, and what was found of each. */
  readonly metrics: {
    readonly [M in Metric]?: {
      readonly records: number;
      readonly documents: number;
      readonly unplaced: readonly Unplaced[];
    };
  };
  /** How often the clusters were looked for again in samples; null where they were not. */
  readonly replicates: number | null;
  /** What a reader must know beside. */
  readonly notes: readonly string[];
}
