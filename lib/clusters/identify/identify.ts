import { ballsOf } from "./balls.js";
import { joinBorders } from "./borders.js";
import { describe } from "./clusters.js";
import { connect } from "./connect.js";
import { coresFirst, coresOf } from "./cores.js";
import { gridOf } from "./grid.js";
import { mergedWith } from "./merge.js";
import { checkRule, placesOf } from "./places.js";
import { setsOf } from "./sets.js";
import { upTo } from "./sort.js";
import { reachOf } from "./sphere.js";
import type { DensityRule, Identified, Points } from "./types.js";

/** How many times the sides of the buckets go into the radius. */
const FINENESS = 2;

export function identify(points: Points, rule: DensityRule): Identified {
  checkRule(rule);
  const places = placesOf(points);
  const reach = reachOf(rule.radius);
  const grid = gridOf(places, reach.angle / FINENESS, upTo(places.count));
  const balls = ballsOf(grid);
  const cores = coresOf(grid, balls, reach, rule.threshold);
  const counts = coresFirst(grid, cores);
  const { cluster, found } = clustersOfBuckets();
  const labels = new Int32Array(places.count).fill(-1);
  for (let bucket = 0; bucket < grid.buckets; bucket++) {
    const from = grid.start[bucket] as number;
    labels.fill(cluster[bucket] as number, from, from + (counts[bucket] as number));
  }
  if (found > 0) joinBorders(grid, balls, reach, counts, cluster, labels);
  return describe(grid, cores, labels, mergedWith(grid, labels, found, rule.merge ?? 0));

  /** Numbers the clusters; the core points of a bucket are within the radius of each other, and so of one. */
  function clustersOfBuckets() {
    const sets = setsOf(grid.buckets);
    const own = upTo(grid.buckets);
    connect(grid, balls, reach, counts, own, sets);
    const cluster = new Int32Array(grid.buckets).fill(-1);
    let found = 0;
    for (let bucket = 0; bucket < grid.buckets; bucket++) {
      if (counts[bucket] === 0) continue;
      // The smallest bucket of a set stands for it, and has been numbered by now.
      const first = sets.find(bucket);
      cluster[bucket] = first === bucket ? found++ : (cluster[first] as number);
    }
    return { cluster, found };
  }
}
