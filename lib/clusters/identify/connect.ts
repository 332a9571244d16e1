import type { Balls } from "./balls.js";
import type { Grid } from "./grid.js";
import { eachNeighbourhood } from "./neighbours.js";
import type { Sets } from "./sets.js";
import type { Reach } from "./sphere.js";
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
  eachNeighbourhood(grid, reach, (bucket, near, count) => {
    if (counts[bucket] === 0) return;
    const own = item[bucket] as number;
    for (let index = 0; index < count; index++) {
      const other = near[index] as number;
      if (other >= bucket || counts[other] === 0) continue;
      const theirs = item[other] as number;
      if (sets.find(own) === sets.find(theirs)) continue;
      const far = distances.ofBalls(balls, bucket, other);
      if (far < 0 || (far === 0 && touch(bucket, other))) sets.unite(own, theirs);
    }
  });

  function touch(bucket: number, other: number): boolean {
    const [from, otherFrom] = [start[bucket] as number, start[other] as number];
    const [to, otherTo] = [from + (counts[bucket] as number), otherFrom + (counts[other] as number)];
    for (let point = from; point < to; point++) {
      const far = distances.toBall(balls, point, other);
      if (far < 0) return true;
      if (far > 0) continue;
      for (let at = otherFrom; at < otherTo; at++) if (distances.within(point, at)) return true;
    }
    return false;
  }
}
