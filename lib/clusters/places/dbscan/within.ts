import { haversineBetween, type Reach } from "../geo/index.js";
import type { Balls } from "./balls.js";
import type { Grid } from "./grid.js";

/** Comparisons with one distance among the points and balls of one grid, by their positions in it. */
export interface Distances {
  /** Is one point within reach of another? */
  within(a: number, b: number): boolean;
  /** Below 0: every point of the ball is within reach; above 0: none is; 0: some may be. */
  toBall(balls: Balls, point: number, ball: number): -1 | 0 | 1;
  /** The same of every point of one ball and every point of the other. */
  ofBalls(balls: Balls, a: number, b: number): -1 | 0 | 1;
  /** What the points from one position to before another weigh that are within reach of a point. */
  weightNear(point: number, from: number, to: number): number;
  /** Is one of them within reach? */
  anyNear(point: number, from: number, to: number): boolean;
  /** The square of the chord between two points. */
  chord(a: number, b: number): number;
}

/** Compares by chords, and by haversines where rounding leaves that open; see `Reach`. */
export function distancesOf({ x, y, z, weight, rows, places }: Grid, reach: Reach): Distances {
  const { inside, outside, sure, most } = reach;

  function chord(a: number, b: number): number {
    const dx = (x[a] as number) - (x[b] as number);
    const dy = (y[a] as number) - (y[b] as number);
    const dz = (z[a] as number) - (z[b] as number);
    return dx * dx + dy * dy + dz * dz;
  }

  function byHaversine(a: number, b: number): boolean {
    const [one, two] = [rows[a] as number, rows[b] as number];
    const { north, east } = places;
    const [latitude, longitude] = [north[one] as number, east[one] as number];
    return (
      haversineBetween(latitude, longitude, north[two] as number, east[two] as number) <= reach.haversine
    );
  }

  function compared(square: number, radius: number): -1 | 0 | 1 {
    const longest = most + radius;
    if (square > longest * longest) return 1;
    const shortest = sure - radius;
    return shortest > 0 && square < shortest * shortest ? -1 : 0;
  }

  return {
    chord,
    within(a, b) {
      const square = chord(a, b);
      return square < inside || (square <= outside && byHaversine(a, b));
    },
    // The loops stand here, beside what they read: as calls from elsewhere they take twice as long.
    weightNear(point, from, to) {
      const xs = x;
      const ys = y;
      const zs = z;
      const least = inside;
      const most = outside;
      const px = x[point] as number;
      const py = y[point] as number;
      const pz = z[point] as number;
      let sum = 0;
      for (let at = from; at < to; at++) {
        const dx = (xs[at] as number) - px;
        const dy = (ys[at] as number) - py;
        const dz = (zs[at] as number) - pz;
        const square = dx * dx + dy * dy + dz * dz;
        if (square < least || (square <= most && byHaversine(point, at))) sum += weight[at] as number;
      }
      return sum;
    },
    anyNear(point, from, to) {
      const xs = x;
      const ys = y;
      const zs = z;
      const least = inside;
      const most = outside;
      const px = x[point] as number;
      const py = y[point] as number;
      const pz = z[point] as number;
      for (let at = from; at < to; at++) {
        const dx = (xs[at] as number) - px;
        const dy = (ys[at] as number) - py;
        const dz = (zs[at] as number) - pz;
        const square = dx * dx + dy * dy + dz * dz;
        if (square < least || (square <= most && byHaversine(point, at))) return true;
      }
      return false;
    },
    toBall(balls, point, ball) {
      const dx = (x[point] as number) - (balls.x[ball] as number);
      const dy = (y[point] as number) - (balls.y[ball] as number);
      const dz = (z[point] as number) - (balls.z[ball] as number);
      return compared(dx * dx + dy * dy + dz * dz, balls.radius[ball] as number);
    },
    ofBalls(balls, a, b) {
      const dx = (balls.x[a] as number) - (balls.x[b] as number);
      const dy = (balls.y[a] as number) - (balls.y[b] as number);
      const dz = (balls.z[a] as number) - (balls.z[b] as number);
      return compared(dx * dx + dy * dy + dz * dz, (balls.radius[a] as number) + (balls.radius[b] as number));
    },
  };
}
