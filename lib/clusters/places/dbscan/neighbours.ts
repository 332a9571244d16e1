import { CHORD_SLACK, haversine, type Reach } from "../geo/index.js";
import type { Grid } from "./grid.js";

/** Some of a grid's buckets in their order, and where those of each band begin among them. */
export interface Selection {
  readonly buckets: Int32Array;
  readonly bandStart: Int32Array;
}

/** The buckets of a grid for which `wanted` is true. */
export function select(grid: Grid, wanted: (bucket: number) => boolean): Selection {
  const buckets = new Int32Array(grid.buckets);
  const bandStart = new Int32Array(grid.bands + 1);
  let count = 0;
  for (let lane = 0; lane < grid.bands; lane++) {
    const end = grid.bandStart[lane + 1] as number;
    for (let bucket = grid.bandStart[lane] as number; bucket < end; bucket++)
      if (wanted(bucket)) buckets[count++] = bucket;
    bandStart[lane + 1] = count;
  }
  return { buckets: buckets.subarray(0, count), bandStart };
}

/** What is told of a bucket: the first `count` of `near` may hold points within reach of one of its own. Each is there once. */
export type Visit = (bucket: number, near: Int32Array, count: number) => void;

/**
 * Visits the buckets `of` a selection in their order, each with those `among` another that may hold points within reach.
 * In a band the buckets near another are a run that moves east with it, so that two cursors for each band find them; they begin
 * up to a turn west of the band and may go a turn past it, which is all that the antimeridian takes.
 */
export function eachNeighbourhood(
  grid: Grid,
  reach: Reach,
  { of, among }: { readonly of: Selection; readonly among: Selection },
  visit: Visit,
): void {
  const { bands, band, west, east } = grid;
  const farthest = Math.floor(Math.min(reach.angle / grid.height, 0xffffffff)) + 1;
  let near: Int32Array = new Int32Array(256);
  let [first, end] = [0, 0];
  for (let lane = 0; lane < bands; lane++) {
    const [begin, stop] = [of.bandStart[lane] as number, of.bandStart[lane + 1] as number];
    if (begin === stop) continue;
    const at = band[lane] as number;
    while ((band[first] as number) < at - farthest) first++;
    while (end < bands && (band[end] as number) <= at + farthest) end++;
    const start = west[of.buckets[begin] as number] as number;
    const cursors: Cursor[] = [];
    for (let other = first; other < end; other++) {
      const run = among.buckets.subarray(among.bandStart[other], among.bandStart[other + 1]);
      if (run.length > 0) cursors.push(cursor(grid, run, span(grid, reach, lane, other), start));
    }
    if (cursors.length === 0) continue;
    for (let index = begin; index < stop; index++) {
      const bucket = of.buckets[index] as number;
      let count = 0;
      for (const each of cursors) {
        const { run, apart } = each;
        const size = run.length;
        const least = (west[bucket] as number) - apart;
        const most = (east[bucket] as number) + apart;
        while (each.low < 2 * size && turned(east, run, each.low) < least) each.low++;
        each.high = Math.max(each.high, each.low);
        const last = Math.min(2 * size, each.low + size);
        while (each.high < last && turned(west, run, each.high) <= most) each.high++;
        const needed = count + each.high - each.low;
        if (needed > near.length) near = larger(near, needed);
        for (let place = each.low; place < each.high; place++)
          near[count++] = run[place < 0 ? place + size : place >= size ? place - size : place] as number;
      }
      visit(bucket, near, count);
    }
  }
}

/** Where a visit has come to in one band: the buckets from place `low` to before `high` of its run are near. */
interface Cursor {
  readonly run: Int32Array;
  /** How far apart in longitude points within reach can be. */
  readonly apart: number;
  low: number;
  high: number;
}

function cursor({ east }: Grid, run: Int32Array, apart: number, start: number): Cursor {
  // Most bands begin too far from the antimeridian to have neighbours beyond it.
  const low = turned(east, run, -1) < start - apart ? 0 : -run.length;
  return { run, apart, low, high: low };
}

/** A longitude of a band's buckets, counted on over the antimeridian: −1 is the last one, a turn to the west. */
function turned(longitudes: Float64Array, run: Int32Array, place: number): number {
  const size = run.length;
  if (place < 0) return (longitudes[run[place + size] as number] as number) - 2 * Math.PI;
  if (place >= size) return (longitudes[run[place - size] as number] as number) + 2 * Math.PI;
  return longitudes[run[place] as number] as number;
}

function larger(near: Int32Array, size: number): Int32Array {
  const result = new Int32Array(2 * size);
  result.set(near);
  return result;
}

/** How far apart in longitude two points of two bands can be that are within reach of each other. */
function span({ band, height }: Grid, reach: Reach, lane: number, other: number): number {
  const [a, b] = [band[lane] as number, band[other] as number];
  const gap = Math.max(0, (Math.abs(a - b) - 1) * height - CHORD_SLACK);
  const left = haversine(Math.min(Math.PI, reach.angle * (1 + 1e-12) + CHORD_SLACK)) - haversine(gap);
  // hav(distance) is at least hav(gap) + cos · cos · hav(apart), with the least cosines of the two bands.
  const most = (left * (1 + 1e-12)) / (narrowest(a, height) * narrowest(b, height));
  return most < 1 ? 2 * Math.asin(Math.sqrt(Math.max(0, most))) + CHORD_SLACK : Math.PI;
}

/** The least cosine of latitude in a band. */
function narrowest(band: number, height: number): number {
  const south = band * height - Math.PI / 2;
  const farthest = Math.max(Math.abs(south), Math.abs(south + height)) + CHORD_SLACK;
  return Math.max(0, Math.cos(Math.min(Math.PI / 2, farthest)));
}
