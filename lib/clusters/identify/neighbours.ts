import type { Grid } from "./grid.js";
import { haversine, type Reach, SLACK } from "./sphere.js";

/** The buckets that may hold points within reach of one bucket's: the first `count` of `near`, each once, itself among them. */
export type Neighbourhood = (bucket: number, near: Int32Array, count: number) => void;

/**
 * Visits all buckets in their order, each with those that may hold points within reach. Along two bands the buckets near each
 * other are a run that moves east with the bucket, so that two cursors for each band find them; they begin a turn west of the
 * band and may go a turn past it, which is all that the antimeridian takes.
 */
export function eachNeighbourhood(grid: Grid, reach: Reach, visit: Neighbourhood): void {
  const { bands, band, bandStart, west, east, height } = grid;
  const farthest = Math.floor(Math.min(reach.angle / height, 0xffffffff)) + 1;
  let near = new Int32Array(256);
  let [first, end] = [0, 0];
  for (let lane = 0; lane < bands; lane++) {
    const at = band[lane] as number;
    while ((band[first] as number) < at - farthest) first++;
    while (end < bands && (band[end] as number) <= at + farthest) end++;
    const cursors = Array.from({ length: end - first }, (_, index) => {
      const other = first + index;
      const [from, to] = [bandStart[other] as number, bandStart[other + 1] as number];
      return {
        from,
        size: to - from,
        low: from - to,
        high: from - to,
        apart: span(grid, reach, lane, other),
      };
    });
    for (let bucket = bandStart[lane] as number; bucket < (bandStart[lane + 1] as number); bucket++) {
      let count = 0;
      for (const cursor of cursors) {
        const { from, size, apart } = cursor;
        const [least, most] = [(west[bucket] as number) - apart, (east[bucket] as number) + apart];
        while (cursor.low < 2 * size && turned(east, from, size, cursor.low) < least) cursor.low++;
        cursor.high = Math.max(cursor.high, cursor.low);
        const last = Math.min(2 * size, cursor.low + size);
        while (cursor.high < last && turned(west, from, size, cursor.high) <= most) cursor.high++;
        const needed = count + cursor.high - cursor.low;
        if (needed > near.length) {
          const larger = new Int32Array(2 * needed);
          larger.set(near);
          near = larger;
        }
        for (let place = cursor.low; place < cursor.high; place++)
          near[count++] = from + (place < 0 ? place + size : place >= size ? place - size : place);
      }
      visit(bucket, near, count);
    }
  }
}

/** A longitude of a band's bucket, counted on over the antimeridian: −1 is the last one, a turn to the west. */
function turned(longitudes: Float64Array, from: number, size: number, place: number): number {
  if (place < 0) return (longitudes[from + place + size] as number) - 2 * Math.PI;
  if (place >= size) return (longitudes[from + place - size] as number) + 2 * Math.PI;
  return longitudes[from + place] as number;
}

/** How far apart in longitude two points of two bands can be that are within reach of each other. */
function span({ band, height }: Grid, reach: Reach, lane: number, other: number): number {
  const [a, b] = [band[lane] as number, band[other] as number];
  const gap = Math.max(0, (Math.abs(a - b) - 1) * height - SLACK);
  const left = haversine(Math.min(Math.PI, reach.angle * (1 + 1e-12) + SLACK)) - haversine(gap);
  const most = (left * (1 + 1e-12)) / (narrowest(a, height) * narrowest(b, height));
  return most >= 1 || !(left < 1) ? Math.PI : 2 * Math.asin(Math.sqrt(Math.max(0, most))) + SLACK;
}

/** The least cosine of latitude in a band. */
function narrowest(band: number, height: number): number {
  const south = band * height - Math.PI / 2;
  return Math.max(
    0,
    Math.cos(Math.min(Math.PI / 2, Math.max(Math.abs(south), Math.abs(south + height)) + SLACK)),
  );
}
