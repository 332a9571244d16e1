import { DEGREE, type Position, turned, unitVector } from "../geo/index.js";

/** Halvings of an edge after which it is left as it is. */
const DEEPEST = 16;
/** The tolerance at a pole, as a part of the distance from it: there straight edges soon run across each other. */
const NEAR_POLE = 0.02;
/** Degrees of longitude beyond which no corners are left out of an edge along a parallel. */
const LONGEST = 90;

/**
 * A ring of places on the sphere, ready to be read with straight edges in longitude and latitude, as GeoJSON is. Corners amid a
 * straight run along a parallel or a meridian are left out, and places on the great circle are put into edges that would lie
 * farther than `tolerance` (degrees) from it. So both readings agree within the tolerance.
 */
export function planarRing(ring: readonly Position[], tolerance: number): readonly Position[] {
  const kept = straightened(ring, tolerance);
  return kept.flatMap((from, at) => {
    const to = kept[(at + 1) % kept.length] ?? from;
    return [from, ...between(from, to, tolerance, DEEPEST)];
  });
}

function straightened(ring: readonly Position[], tolerance: number): readonly Position[] {
  const kept: Position[] = [];
  let run = 0;
  ring.forEach((position, at) => {
    const last = kept.at(-1);
    const next = ring[(at + 1) % ring.length] ?? position;
    run = last ? run + turned(position[0] - (ring[at - 1] ?? last)[0]) : 0;
    if (last && at > 0 && passes(last, position, next, run, tolerance)) return;
    kept.push(position);
    run = 0;
  });
  return kept;
}

/** Whether a straight edge from `from` to `to` passes through `middle`, `run` degrees of longitude on. */
function passes(from: Position, middle: Position, to: Position, run: number, tolerance: number): boolean {
  const step = turned(to[0] - middle[0]);
  if (from[1] === middle[1] && middle[1] === to[1]) {
    return run * step > 0 && Math.abs(run + step) <= LONGEST && bulge(from[1], run + step) <= tolerance;
  }
  return run === 0 && step === 0 && (middle[1] - from[1]) * (to[1] - middle[1]) > 0;
}

/** How many degrees the great circle over so many degrees of longitude leaves a parallel. */
function bulge(latitude: number, across: number): number {
  const north = Math.abs(latitude) * DEGREE;
  return (Math.atan2(Math.sin(north), Math.cos(north) * Math.cos((across / 2) * DEGREE)) - north) / DEGREE;
}

/** Places of the great circle between two others, as many as a straight edge needs to follow it. */
function between(from: Position, to: Position, tolerance: number, deep: number): readonly Position[] {
  const [a, b] = [unitVector(...from), unitVector(...to)];
  const middle = onWay(a, b, 0.5);
  const fromPole = 90 - Math.max(Math.abs(from[1]), Math.abs(middle[1]), Math.abs(to[1]));
  const allowed = Math.min(tolerance, NEAR_POLE * fromPole);
  if (deep === 0 || [0.25, 0.5, 0.75].every((part) => aside(from, to, onWay(a, b, part)) <= allowed))
    return [];
  return [...between(from, middle, tolerance, deep - 1), middle, ...between(middle, to, tolerance, deep - 1)];
}

type Vector = readonly [number, number, number];

/** A place on the great circle, near enough to a part of the way: on its chord, raised to the sphere. */
function onWay(a: Vector, b: Vector, part: number): Position {
  const [x, y, z] = [0, 1, 2].map((axis) => (1 - part) * (a[axis] ?? 0) + part * (b[axis] ?? 0));
  return [Math.atan2(y ?? 0, x ?? 0) / DEGREE, Math.atan2(z ?? 0, Math.hypot(x ?? 0, y ?? 0)) / DEGREE];
}

/** Degrees between a position and the straight line through two others. */
function aside(from: Position, to: Position, position: Position): number {
  const [alongX, alongY] = [turned(to[0] - from[0]), to[1] - from[1]];
  const [x, y] = [turned(position[0] - from[0]), position[1] - from[1]];
  const length = Math.hypot(alongX, alongY);
  return length > 0 ? Math.abs(alongX * y - alongY * x) / length : 0;
}
