import { CHORD_SLACK } from "../geo/index.js";
import type { Grid } from "./grid.js";

/** For each bucket of a grid a ball in space that holds its unit vectors, and the weight of its points. */
export interface Balls {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** With room for rounding. */
  readonly radius: Float64Array;
  readonly weight: Float64Array;
}

/** Balls around the middles of the boxes of the buckets' points. */
export function ballsOf(grid: Grid): Balls {
  const { start, buckets } = grid;
  const make = () => new Float64Array(buckets);
  const balls: Balls = { x: make(), y: make(), z: make(), radius: make(), weight: make() };
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = start[bucket] as number;
    const to = start[bucket + 1] as number;
    const x = middle(grid.x, from, to);
    const y = middle(grid.y, from, to);
    const z = middle(grid.z, from, to);
    let farthest = 0;
    let weight = 0;
    for (let at = from; at < to; at++) {
      const dx = (grid.x[at] as number) - x;
      const dy = (grid.y[at] as number) - y;
      const dz = (grid.z[at] as number) - z;
      farthest = Math.max(farthest, dx * dx + dy * dy + dz * dz);
      weight += grid.weight[at] as number;
    }
    balls.x[bucket] = x;
    balls.y[bucket] = y;
    balls.z[bucket] = z;
    balls.radius[bucket] = Math.sqrt(farthest) * (1 + 1e-14) + CHORD_SLACK;
    balls.weight[bucket] = weight;
  }
  return balls;
}

function middle(values: Float64Array, from: number, to: number): number {
  let least = values[from] as number;
  let most = least;
  for (let at = from + 1; at < to; at++) {
    const value = values[at] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return (least + most) / 2;
}
