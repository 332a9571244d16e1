import type { Clusters } from "../solve/index.js";
import { type Ranked, type RankOptions, rankBy } from "./rank.js";

/**
 * Intensity rank: the shares of an edition's metrics added, per million inhabitants ("percentage points per million
 * inhabitants"), highest first. Needs no population: a count per million over the world total is the share per million,
 * as the population cancels. Ranks are among the clusters whose intensity can be computed, not WIPO's places among
 * all; ties, missing metrics and rank intervals as for `rank`.
 */
export function intensity(clusters: Clusters, options: RankOptions): Ranked[] {
  return rankBy("intensity", clusters, options);
}
