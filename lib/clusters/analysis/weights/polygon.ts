/** A point of the simplex of weights: one weight per metric, none below 0, together 1 (barycentric coordinates). */
export type Corner = readonly number[];

/** A convex part of the simplex by its corners in order: a polygon for three metrics, a segment for two; empty for none. */
export type Polygon = readonly Corner[];

/** Corners closer than this are one. */
const SAME_POINT = 1e-13;

/** The whole simplex: a corner for each metric, where it has all the weight. */
export function simplex(metrics: number): Polygon {
  return Array.from({ length: metrics }, (_, at) =>
    Array.from({ length: metrics }, (__, k) => (k === at ? 1 : 0)),
  );
}

/** Sum of products. */
export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The point that lies the fraction `t` of the way from `a` to `b`. */
export function towards(a: Corner, b: Corner, t: number): Corner {
  return a.map((value, at) => value + t * ((b[at] ?? 0) - value));
}

/**
 * The part of a convex polygon where `normal · w` is not negative (Sutherland and Hodgman 1974). As weights add to 1, any
 * linear limit has this form. Values within `noise` of 0 count as 0, so corners on the line stay. What is left may be a
 * single edge or point.
 */
export function clip(polygon: Polygon, normal: readonly number[], noise: number): Polygon {
  const kept: Corner[] = [];
  for (let at = 0; at < polygon.length; at++) {
    const from = polygon[at] ?? [];
    const to = polygon[(at + 1) % polygon.length] ?? [];
    const [a, b] = [dot(normal, from), dot(normal, to)];
    if (a >= -noise) kept.push(from);
    if ((a > noise && b < -noise) || (a < -noise && b > noise)) kept.push(towards(from, to, a / (a - b)));
  }
  return kept.filter((point, at) => at === 0 || !same(point, kept[at - 1])).filter(unlikeFirst);
}

function unlikeFirst(point: Corner, at: number, all: readonly Corner[]): boolean {
  return at === 0 || at < all.length - 1 || !same(point, all[0]);
}

function same(a: Corner, b: Corner | undefined): boolean {
  return b !== undefined && a.every((value, at) => Math.abs(value - (b[at] ?? 0)) <= SAME_POINT);
}

/**
 * Size of a convex part of the simplex as a fraction of all of it: area for three metrics, length for two. It is a sum of
 * determinants of barycentric coordinates. 0 for an edge, a point and nothing; one metric has the single point 1.
 */
export function extent(polygon: Polygon): number {
  const [first, second] = polygon;
  if (first === undefined) return 0;
  if (first.length === 1) return 1;
  if (first.length === 2) return second ? Math.abs(determinant(first, second)) : 0;
  let sum = 0;
  for (let at = 1; at + 1 < polygon.length; at++)
    sum += determinant(first, polygon[at] ?? [], polygon[at + 1] ?? []);
  return Math.abs(sum);
}

function determinant(a: Corner, b: Corner, c?: Corner): number {
  const [a0 = 0, a1 = 0, a2 = 0] = a;
  const [b0 = 0, b1 = 0, b2 = 0] = b;
  if (!c) return a0 * b1 - a1 * b0;
  const [c0 = 0, c1 = 0, c2 = 0] = c;
  return a0 * (b1 * c2 - b2 * c1) - a1 * (b0 * c2 - b2 * c0) + a2 * (b0 * c1 - b1 * c0);
}

/** Mean of the corners, a point inside. Throws a `RangeError` for nothing. */
export function middleOf(polygon: Polygon): Corner {
  const [first] = polygon;
  if (!first) throw new RangeError("There are no weights in this region, so it has no middle.");
  return first.map((_, at) => polygon.reduce((sum, point) => sum + (point[at] ?? 0), 0) / polygon.length);
}
