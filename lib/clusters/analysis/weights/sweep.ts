import { type Corner, dot, middleOf, type Polygon, towards } from "./polygon.js";

/** How many others are strictly above one cluster, and weights at which that is so. */
export interface Extreme {
  readonly above: number;
  readonly at: Corner;
  /** True where it is so around these weights as well, false where only at a tie. */
  readonly around: boolean;
}

/** Fewest and most others above at any weights of a region. */
export interface Extremes {
  readonly fewest: Extreme;
  readonly most: Extreme;
}

/** The lines where others are equal, the polygon they cut, and what has been found of it. */
interface Search {
  readonly polygon: Polygon;
  readonly normals: readonly (readonly number[])[];
  readonly noise: number;
  fewest: Extreme;
  most: Extreme;
}

/** Where another cluster is level along a swept segment, and whether it is above before and after. */
interface Event {
  readonly t: number;
  readonly before: boolean;
  readonly after: boolean;
}

/** Points closer than this along a segment are one. */
const SAME_POINT = 1e-11;

/**
 * Fewest and most others above, over a convex polygon (or a segment). Each normal is the shares of another cluster less
 * those of this one: the other is above where `normal · w` > 0. The lines where it is 0 cut the polygon into cells
 * with a constant number above. Every cell borders on a line or is the whole polygon, so walking along each line visits
 * all cells; ties only lower the number, so the fewest is at a crossing or corner and the most inside of a cell.
 * Takes O(m² log m) for m lines that cross the polygon.
 */
export function extremes(polygon: Polygon, others: readonly (readonly number[])[], noise: number): Extremes {
  // Clusters with the same shares are never above.
  const normals = others.filter((normal) => normal.some((value) => Math.abs(value) > noise));
  const middle = middleOf(polygon);
  const start = { above: countAbove(normals, middle, noise), at: middle, around: false };
  const search: Search = { polygon, normals, noise, fewest: start, most: start };
  for (const corner of polygon) offer(search, countAbove(normals, corner, noise), () => corner, false);
  const [from = [], to = []] = polygon;
  const lines = normals.filter((normal) => crosses(polygon, normal, noise));
  if (lines.length === 0) offer(search, start.above, () => middle, true);
  else if (polygon.length === 2) walk(search, from, to);
  else {
    for (const line of lines) {
      const [enters, leaves] = cut(polygon, line, noise);
      if (enters && leaves) walk(search, enters, leaves, line);
    }
  }
  return { fewest: search.fewest, most: search.most };
}

/** Whether a line cuts the polygon in two, not only touches it. */
export function crosses(polygon: Polygon, normal: readonly number[], noise: number): boolean {
  let [above, below] = [false, false];
  for (const corner of polygon) {
    const side = dot(normal, corner);
    if (side > noise) above = true;
    else if (side < -noise) below = true;
  }
  return above && below;
}

/** Where a line enters and leaves a polygon that it crosses; the single point for a segment. */
export function cut(polygon: Polygon, line: readonly number[], noise: number): Corner[] {
  const points: Corner[] = [];
  const edges = polygon.length === 2 ? 1 : polygon.length;
  for (let at = 0; at < edges; at++) {
    const from = polygon[at] ?? [];
    const to = polygon[(at + 1) % polygon.length] ?? [];
    const [a, b] = [dot(line, from), dot(line, to)];
    if (Math.abs(a) <= noise) points.push(from);
    else if (Math.abs(b) > noise && a > 0 !== b > 0) points.push(towards(from, to, a / (a - b)));
  }
  return points;
}

/** Counts along a segment: the whole region of two metrics, or the piece of a line within a polygon. */
function walk(search: Search, from: Corner, to: Corner, line?: readonly number[]): void {
  const { normals, noise } = search;
  const events: Event[] = [];
  let above = 0;
  // Clusters level all along: with the line's own, on its side or on the other.
  const level = { same: 0, other: 0 };
  const side = line && farthest(search, line);
  for (const normal of normals) {
    const [a, b] = [dot(normal, from), dot(normal, to)];
    if (Math.abs(a) <= noise && Math.abs(b) <= noise) {
      const turned = side === undefined || dot(normal, side) > 0;
      level[turned ? "same" : "other"] += 1;
      continue;
    }
    const before = Math.abs(a) <= noise ? b > 0 : a > 0;
    const after = Math.abs(b) <= noise ? a > 0 : b > 0;
    if (before) above += 1;
    if (Math.abs(a) <= noise) events.push({ t: 0, before, after });
    else if (Math.abs(b) <= noise) events.push({ t: 1, before, after });
    else if (before !== after) events.push({ t: a / (a - b), before, after });
  }
  events.sort((x, y) => x.t - y.t);
  let previous = 0;
  let next = 0;
  const gap = (end: number): void => {
    if (end - previous <= SAME_POINT) return;
    const middle = towards(from, to, (previous + end) / 2);
    for (const extra of line ? [level.same, level.other] : [0])
      offer(search, above + extra, () => inside(search, middle, above + extra), true);
  };
  while (next < events.length) {
    const t = events[next]?.t ?? 1;
    gap(t);
    let level = above;
    const first = next;
    for (; next < events.length && (events[next]?.t ?? 1) - t <= SAME_POINT; next++)
      if (events[next]?.before) level -= 1;
    offer(search, level, () => towards(from, to, t), false);
    for (let at = first; at < next; at++) above += (events[at]?.after ? 1 : 0) - (events[at]?.before ? 1 : 0);
    previous = events[next - 1]?.t ?? t;
  }
  gap(1);
}

/** Keeps a count where it is a new extreme; a tie alone never makes the most. */
function offer(search: Search, above: number, at: () => Corner, around: boolean): void {
  const { fewest, most } = search;
  if (above < fewest.above || (above === fewest.above && around && !fewest.around))
    search.fewest = { above, at: at(), around };
  if (above > most.above || (above === most.above && around && !most.around))
    search.most = { above, at: at(), around };
}

/** A point near one on a line, off the line, where as many are above as the cell has. */
function inside({ polygon, normals, noise }: Search, point: Corner, above: number): Corner {
  for (let step = 0.5; step > 1e-12; step /= 2) {
    for (const corner of polygon) {
      const near = towards(point, corner, step);
      if (countAbove(normals, near, noise) === above && isClear(normals, near, noise)) return near;
    }
  }
  return point;
}

function isClear(normals: readonly (readonly number[])[], at: Corner, noise: number): boolean {
  return normals.every((normal) => Math.abs(dot(normal, at)) > noise);
}

function countAbove(normals: readonly (readonly number[])[], at: Corner, noise: number): number {
  let above = 0;
  for (const normal of normals) if (dot(normal, at) > noise) above += 1;
  return above;
}

/** The corner farthest from a line, on the side where its cluster is above. */
function farthest({ polygon }: Search, line: readonly number[]): Corner | undefined {
  let best: Corner | undefined;
  for (const corner of polygon) if (!best || dot(line, corner) > dot(line, best)) best = corner;
  return best;
}
