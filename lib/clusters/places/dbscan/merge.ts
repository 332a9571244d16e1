import { reachOf } from "../geo/index.js";
import { ballsOf } from "./balls.js";
import { connect } from "./connect.js";
import { type Grid, gridOf } from "./grid.js";
import { setsOf } from "./sets.js";

/**
 * For each of `count` clusters the first of those that are one with it: clusters whose nearest members, core or not, are at most
 * `km` apart, and theirs in turn. `labels` are in the order of the grid. The members are put into buckets of the merging
 * distance, whatever the radius was, so that no pair of clusters is compared member by member.
 */
export function mergedWith(grid: Grid, labels: Int32Array, count: number, km: number): Int32Array {
  const sets = setsOf(count);
  if (km > 0 && count > 1) {
    const reach = reachOf(km);
    const label = new Int32Array(grid.places.count);
    const members = grid.rows.filter((row, at) => {
      label[row] = labels[at] as number;
      return (labels[at] as number) >= 0;
    });
    const near = gridOf(grid.places, reach.angle, members);
    const sizes = new Int32Array(near.buckets);
    const item = new Int32Array(near.buckets);
    for (let bucket = 0; bucket < near.buckets; bucket++) {
      const [from, to] = [near.start[bucket] as number, near.start[bucket + 1] as number];
      sizes[bucket] = to - from;
      item[bucket] = label[near.rows[from] as number] as number;
      // All points of a bucket are within its size of each other.
      for (let at = from + 1; at < to; at++)
        sets.unite(item[bucket] as number, label[near.rows[at] as number] as number);
    }
    connect(near, ballsOf(near), reach, sizes, item, sets);
  }
  return Int32Array.from({ length: count }, (_, cluster) => sets.find(cluster));
}
