import { Adder } from "d3-array";
import type { Reach } from "../geo/index.js";
import type { Balls } from "./balls.js";
import type { Grid } from "./grid.js";
import { eachNeighbourhood, select } from "./neighbours.js";
import { type Distances, distancesOf } from "./within.js";

/**
 * Marks the core points of a grid with 1, in the grid's order. Buckets that are within reach as a whole count by their
 * weight; points are looked at one by one only where that leaves a doubt. Where sums of weights are rounded and one is within
 * what rounding can do of the threshold, the correctly rounded sum decides, so that no order of the points plays a part.
 */
export function coresOf(grid: Grid, balls: Balls, reach: Reach, threshold: number): Uint8Array {
  const { start } = grid;
  const cores = new Uint8Array(grid.rows.length);
  const distances = distancesOf(grid, reach);
  const enough = threshold * (1 + grid.places.slack);
  const little = threshold * (1 - grid.places.slack);
  let partly = new Int32Array(256);
  let rest = new Int32Array(256);

  const heavy = (bucket: number) => (balls.weight[bucket] as number) >= enough;
  // All points of a bucket are within reach of each other, so that a heavy one has only core points.
  for (let bucket = 0; bucket < grid.buckets; bucket++)
    if (heavy(bucket)) cores.fill(1, start[bucket], start[bucket + 1]);
  const of = select(grid, (bucket) => !heavy(bucket));
  const among = select(grid, (bucket) => (balls.weight[bucket] as number) > 0);
  eachNeighbourhood(grid, reach, { of, among }, (bucket, near, count) => {
    const from = start[bucket] as number;
    const to = start[bucket + 1] as number;
    if (near.length > partly.length)
      [partly, rest] = [new Int32Array(near.length), new Int32Array(near.length)];
    let sure = 0;
    let most = 0;
    let some = 0;
    for (let index = 0; index < count; index++) {
      const other = near[index] as number;
      const far = distances.ofBalls(balls, bucket, other);
      if (far > 0) continue;
      most += balls.weight[other] as number;
      if (far < 0 || other === bucket) sure += balls.weight[other] as number;
      else partly[some++] = other;
    }
    if (sure >= enough) cores.fill(1, from, to);
    else if (most >= little)
      for (let point = from; point < to; point++)
        if (isCore(point, near, count, sure, some)) cores[point] = 1;
  });
  return cores;

  function isCore(point: number, near: Int32Array, count: number, sure: number, some: number): boolean {
    let sum = sure;
    let left = 0;
    let doubtful = 0;
    for (let index = 0; index < some; index++) {
      const other = partly[index] as number;
      const far = distances.toBall(balls, point, other);
      if (far > 0) continue;
      if (far < 0) sum += balls.weight[other] as number;
      else {
        left += balls.weight[other] as number;
        rest[doubtful++] = other;
      }
    }
    if (sum >= enough) return true;
    if (sum + left < little) return false;
    for (let index = 0; index < doubtful; index++) {
      const other = rest[index] as number;
      sum += distances.weightNear(point, start[other] as number, start[other + 1] as number);
      if (sum >= enough) return true;
    }
    return sum >= little && (enough === little || exactSum(grid, distances, point, near, count) >= threshold);
  }
}

/** The weight within reach of a point, correctly rounded. */
function exactSum(grid: Grid, distances: Distances, point: number, near: Int32Array, count: number): number {
  const sum = new Adder();
  for (let index = 0; index < count; index++) {
    const other = near[index] as number;
    for (let at = grid.start[other] as number; at < (grid.start[other + 1] as number); at++)
      if (distances.within(point, at)) sum.add(grid.weight[at] as number);
  }
  return sum.valueOf();
}

/** Puts the core points of each bucket before its others; returns how many each has. */
export function coresFirst(grid: Grid, cores: Uint8Array): Int32Array {
  const counts = new Int32Array(grid.buckets);
  const columns = [grid.rows, grid.x, grid.y, grid.z, grid.weight, cores];
  for (let bucket = 0; bucket < grid.buckets; bucket++) {
    let low = grid.start[bucket] as number;
    let high = (grid.start[bucket + 1] as number) - 1;
    for (;;) {
      while (low <= high && cores[low] === 1) low++;
      while (low <= high && cores[high] === 0) high--;
      if (low > high) break;
      for (const column of columns) {
        const kept = column[low] as number;
        column[low] = column[high] as number;
        column[high] = kept;
      }
    }
    counts[bucket] = low - (grid.start[bucket] as number);
  }
  return counts;
}
