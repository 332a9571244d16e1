import type { Cells } from "../places/cells/index.js";
import { type Confidence, confidence } from "../places/dbscan/index.js";
import {
  type IdentifiedClusters,
  type IdentifyOptions,
  identifyClusters,
} from "../places/identification/index.js";

/** Clusters, and how sure they are where that was asked for. */
export interface Found extends IdentifiedClusters {
  readonly confidence?: Confidence;
}

/** How to find clusters; they are found again in samples of the records where `replicates` is above 0. */
export interface FindOptions extends IdentifyOptions {
  readonly replicates: number;
  readonly seed: number;
}

/** Cells → clusters, with their confidence where it is asked for. Throws a `RangeError` as these do. */
export function find(cells: Cells, { replicates, seed, ...options }: FindOptions): Found {
  const found = identifyClusters(cells, options);
  if (replicates === 0) return found;
  return {
    ...found,
    confidence: confidence(found.points, options.rule, found.identified, { replicates, seed }),
  };
}
