import type { Reach } from "../geo/index.js";
import type { Balls } from "./balls.js";
import type { Grid } from "./grid.js";
import { eachNeighbourhood, select } from "./neighbours.js";
import type { Sets } from "./sets.js";
import { distancesOf } from "./within.js";

/**
 * Unites the sets of buckets that have points within reach of each other. `counts` says how many of each bucket's first points take
 * part, `item` which set a bucket is of. Points are looked at only for buckets whose sets are still apart.
 */
export function connect(
  grid: Grid,
  balls: Balls,
  reach: Reach,
  counts: Int32Array,
  item: Int32Array,
  sets: Sets,
): void {
  const { start } = grid;
  const distances = distancesOf(grid, reach);
  const taking = select(grid, (bucket) => counts[bucket] !== 0);
  eachNeighbourhood(grid, reach, { of: taking, among: taking }, (bucket, near, count) => {
    const own = item[bucket] as number;
    for (let index = 0; index < count; index++) {
      const other = near[index] as number;
      if (other >= bucket) continue;
      const theirs = item[other] as number;
      if (sets.find(own) === sets.find(theirs)) continue;
      const far = distances.ofBalls(balls, bucket, other);
      if (far < 0 || (far === 0 && touch(bucket, other))) sets.unite(own, theirs);
    }
  });

  function touch(bucket: number, other: number): boolean {
    const from = start[bucket] as number;
    const to = from + (counts[bucket] as number);
    const otherFrom = start[other] as number;
    const otherTo = otherFrom + (counts[other] as number);
    for (let point = from; point < to; point++) {
      const far = distances.toBall(balls, point, other);
      if (far < 0) return true;
      if (far > 0) continue;
      if (distances.anyNear(point, otherFrom, otherTo)) return true;
    }
    return false;
  }
}
