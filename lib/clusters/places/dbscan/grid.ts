import { CHORD_SLACK, haversine } from "../geo/index.js";
import type { Places } from "./places.js";
import { sortBy } from "./sort.js";

/**
 * Points in buckets. The sphere is cut into bands of latitude of one height, and each band into sectors of one width,
 * so that any two points of a bucket are within `side` of one another. Only buckets that hold points are kept, in the order of
 * band and sector; nothing in them is special at the poles or at the antimeridian.
 */
export interface Grid {
  readonly places: Places;
  /** Points bucket by bucket: their numbers in `places`, unit vectors and weights. */
  readonly rows: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly weight: Float64Array;
  /** Bucket b holds the points from `start[b]` to before `start[b + 1]`. */
  readonly buckets: number;
  readonly start: Int32Array;
  /** Band i is the `band[i]`-th from the south pole, and holds the buckets from `bandStart[i]` to before `bandStart[i + 1]`. */
  readonly height: number;
  readonly bands: number;
  readonly band: Uint32Array;
  readonly bandStart: Int32Array;
  /** The westernmost and easternmost point of each bucket, radians. */
  readonly west: Float64Array;
  readonly east: Float64Array;
}

/** Puts points into buckets; `side` is in radians, `rows` says which of the points, and is overwritten. */
export function gridOf(places: Places, side: number, rows: Int32Array): Grid {
  const cells = layout(side);
  const band = new Uint32Array(places.count);
  const sector = new Uint32Array(places.count);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const inBand = cells.bandOf(places.north[row] as number);
    band[row] = inBand;
    sector[row] = cells.sectorOf(inBand, places.east[row] as number);
  }
  const sorted = sortBy(sortBy(rows, sector), band);
  return { places, height: cells.height, ...columns(places, sorted), ...runs(places, sorted, band, sector) };
}

function layout(side: number) {
  const sure = Math.max(0, side * (1 - 1e-12) - CHORD_SLACK);
  // Everything is within half the circumference of everything.
  const height = side >= Math.PI ? 2 * Math.PI : sure / Math.SQRT2;
  const left = haversine(sure) - haversine(height);
  let known = -1;
  let sectors = 1;
  return {
    height,
    bandOf: (north: number): number => Math.max(0, Math.floor((north + Math.PI / 2) / height)),
    sectorOf(band: number, east: number): number {
      if (band !== known) {
        known = band;
        const south = band * height - Math.PI / 2;
        const widest =
          south < 0 && south + height > 0 ? 0 : Math.min(Math.abs(south), Math.abs(south + height));
        // For two points of a band hav(distance) is at most hav(height) + cos²(widest) · hav(width).
        const width = left / Math.cos(widest) ** 2;
        sectors =
          width >= 1 || side >= Math.PI ? 1 : Math.ceil((2 * Math.PI) / (2 * Math.asin(Math.sqrt(width))));
      }
      return Math.min(sectors - 1, Math.max(0, Math.floor(((east + Math.PI) / (2 * Math.PI)) * sectors)));
    },
  };
}

function columns({ north, east, weight }: Places, rows: Int32Array) {
  const [x, y, z] = [0, 0, 0].map(() => new Float64Array(rows.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const weights = new Float64Array(rows.length);
  let known = 0;
  let sine = 0;
  let cosine = 1;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const latitude = north[row] as number;
    const longitude = east[row] as number;
    // Cells of one row of a grid have one latitude.
    if (latitude !== known) {
      known = latitude;
      sine = Math.sin(latitude);
      cosine = Math.cos(latitude);
    }
    x[at] = cosine * Math.cos(longitude);
    y[at] = cosine * Math.sin(longitude);
    z[at] = sine;
    weights[at] = weight[row] as number;
  }
  return { rows, x, y, z, weight: weights };
}

function runs(places: Places, rows: Int32Array, band: Uint32Array, sector: Uint32Array) {
  let [buckets, bands] = [0, 0];
  const opens = (at: number): 0 | 1 | 2 => {
    if (at === 0) return 2;
    const row = rows[at] as number;
    const before = rows[at - 1] as number;
    return band[row] !== band[before] ? 2 : sector[row] !== sector[before] ? 1 : 0;
  };
  for (let at = 0; at < rows.length; at++) {
    const opened = opens(at);
    if (opened > 0) buckets++;
    if (opened > 1) bands++;
  }
  const start = new Int32Array(buckets + 1);
  const west = new Float64Array(buckets);
  const east = new Float64Array(buckets);
  const bandIndex = new Uint32Array(bands);
  const bandStart = new Int32Array(bands + 1);
  let [bucket, lane] = [-1, -1];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const longitude = places.east[row] as number;
    const opened = opens(at);
    if (opened > 0) {
      start[++bucket] = at;
      west[bucket] = longitude;
      east[bucket] = longitude;
    }
    if (opened > 1) {
      bandStart[++lane] = bucket;
      bandIndex[lane] = band[row] as number;
    }
    if (longitude < (west[bucket] as number)) west[bucket] = longitude;
    if (longitude > (east[bucket] as number)) east[bucket] = longitude;
  }
  start[buckets] = rows.length;
  bandStart[bands] = buckets;
  return { buckets, start, bands, band: bandIndex, bandStart, west, east };
}
