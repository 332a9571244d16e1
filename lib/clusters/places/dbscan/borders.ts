import { EARTH_RADIUS_KM, type Reach } from "../geo/index.js";
import type { Balls } from "./balls.js";
import type { Grid } from "./grid.js";
import { eachNeighbourhood, select } from "./neighbours.js";
import { distancesOf } from "./within.js";

/** A millimetre as a chord of the unit sphere: more than rounding, and less than anyone means. */
const MILLIMETRE = 1e-6 / EARTH_RADIUS_KM;

/**
 * Gives each point that is not a core point the cluster of the nearest core point within reach. Core points at most a millimetre
 * farther than the nearest (straight through the sphere) are as near; the southernmost of them counts, then the westernmost from
 * 180° west on. `cluster` holds the cluster of each bucket's core points, which come first; `labels` is written.
 */
export function joinBorders(
  grid: Grid,
  balls: Balls,
  reach: Reach,
  counts: Int32Array,
  cluster: Int32Array,
  labels: Int32Array,
): void {
  const { start } = grid;
  const distances = distancesOf(grid, reach);
  let close = new Int32Array(256);

  const size = (bucket: number) => (start[bucket + 1] as number) - (start[bucket] as number);
  const of = select(grid, (bucket) => (counts[bucket] as number) < size(bucket));
  const among = select(grid, (bucket) => counts[bucket] !== 0);
  eachNeighbourhood(grid, reach, { of, among }, (bucket, near, count) => {
    const from = (start[bucket] as number) + (counts[bucket] as number);
    const to = start[bucket + 1] as number;
    if (near.length > close.length) close = new Int32Array(near.length);
    for (let point = from; point < to; point++) {
      let candidates = 0;
      let several = false;
      let certain = false;
      for (let index = 0; index < count; index++) {
        const other = near[index] as number;
        const far = distances.toBall(balls, point, other);
        if (far > 0) continue;
        if (far < 0) certain = true;
        if (candidates > 0 && cluster[other] !== cluster[close[0] as number]) several = true;
        close[candidates++] = other;
      }
      if (candidates === 0) continue;
      if (several) labels[point] = nearest(point, candidates);
      else if (certain || any(point, candidates)) labels[point] = cluster[close[0] as number] as number;
    }
  });

  function any(point: number, candidates: number): boolean {
    for (let index = 0; index < candidates; index++) {
      const other = close[index] as number;
      const end = (start[other] as number) + (counts[other] as number);
      if (distances.anyNear(point, start[other] as number, end)) return true;
    }
    return false;
  }

  function nearest(point: number, candidates: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < candidates; index++) {
      const other = close[index] as number;
      const end = (start[other] as number) + (counts[other] as number);
      for (let at = start[other] as number; at < end; at++) {
        const chord = distances.chord(point, at);
        if (chord < least && distances.within(point, at)) least = chord;
      }
    }
    if (least === Number.POSITIVE_INFINITY) return -1;
    const limit = (Math.sqrt(least) + MILLIMETRE) ** 2;
    let [first, label] = [-1, -1];
    for (let index = 0; index < candidates; index++) {
      const other = close[index] as number;
      const end = (start[other] as number) + (counts[other] as number);
      for (let at = start[other] as number; at < end; at++) {
        if (distances.chord(point, at) > limit || !distances.within(point, at)) continue;
        if (first >= 0 && !before(grid, at, first)) continue;
        [first, label] = [at, cluster[other] as number];
      }
    }
    return label;
  }
}

/** Does one point of a grid lie south of another, or on its latitude to the west? */
export function before({ places: { north, east }, rows }: Grid, a: number, b: number): boolean {
  const one = rows[a] as number;
  const two = rows[b] as number;
  const up = (north[one] as number) - (north[two] as number);
  return up < 0 || (up === 0 && (east[one] as number) < (east[two] as number));
}
