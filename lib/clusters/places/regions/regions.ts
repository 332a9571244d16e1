import type { Identified } from "../dbscan/index.js";
import { boundary } from "./boundary.js";
import { membersByLabel, type SomeCells } from "./members.js";
import { type NameOptions, names } from "./names.js";
import type { Places, Region } from "./types.js";

/** What may be chosen of regions. */
export interface RegionOptions extends NameOptions {
  /** Kilometres; the radius of the density rule. Gaps up to about this width are filled. */
  readonly radius: number;
  /** What clusters are named after; by position when absent. */
  readonly places?: Places;
}

/**
 * Clusters of cells as regions on the map, by label: their boundaries (see `boundary`), areas, and names (see `names`).
 * `identified` has one label for each cell. Throws a `RangeError` where labels and cells do not match, and for bad places.
 */
export function regions(cells: SomeCells, identified: Identified, options: RegionOptions): readonly Region[] {
  const members = membersByLabel(cells, identified.labels, identified.clusters.length);
  const bare = identified.clusters.map(({ label, latitude, longitude, weight }, at) => {
    const own = members[at] ?? {
      perDegree: cells.perDegree,
      row: new Int32Array(),
      column: new Int32Array(),
    };
    return { label, latitude, longitude, weight, cells: own, ...boundary(own, options.radius) };
  });
  const named = names(bare, options.places, options);
  return bare.map((region, at) => ({ ...region, ...(named[at] ?? { name: "", id: "", places: [] }) }));
}
