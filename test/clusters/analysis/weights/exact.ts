/** Whole numbers stand for shares, and points are ratios of whole numbers: every comparison here is exact. */
type Whole = readonly [number, number, number];

const cross = (a: Whole, b: Whole): Whole => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const dot = (a: Whole, b: Whole): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: Whole, b: Whole): Whole => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/**
 * Best and worst competition rank over the weights where every limit · w is not negative, by trying every point where
 * two lines meet, and the middle of every three such points, of which every cell holds one.
 */
export function ranksByTrying(
  rows: readonly Whole[],
  limits: readonly Whole[],
): { readonly best: number; readonly worst: number }[] {
  return rows.map((row) => {
    const others = rows.filter((other) => other !== row).map((other) => minus(other, row));
    const lines = [...others, ...limits];
    const corners = new Map<string, Whole>();
    for (const [at, a] of lines.entries())
      for (const b of lines.slice(at + 1)) {
        const point = cross(a, b);
        const sum = point[0] + point[1] + point[2];
        if (sum === 0) continue;
        const turned: Whole = sum > 0 ? point : [-point[0], -point[1], -point[2]];
        if (limits.every((limit) => dot(limit, turned) >= 0))
          corners.set(reduced(turned).join(), reduced(turned));
      }
    const points = [...corners.values()];
    const counts = points.map((point) => above(others, point));
    let worst = Math.max(...counts);
    for (const [i, a] of points.entries())
      for (const [j, b] of points.slice(i + 1).entries())
        for (const c of points.slice(i + j + 2)) worst = Math.max(worst, above(others, middle(a, b, c)));
    return { best: 1 + Math.min(...counts), worst: 1 + worst };
  });
}

function above(others: readonly Whole[], point: Whole): number {
  return others.filter((other) => dot(other, point) > 0).length;
}

function middle(a: Whole, b: Whole, c: Whole): Whole {
  const [x, y, z] = [a, b, c].map((point) => point[0] + point[1] + point[2]) as [number, number, number];
  const at = (k: 0 | 1 | 2): number => a[k] * y * z + b[k] * x * z + c[k] * x * y;
  return [at(0), at(1), at(2)];
}

function reduced(point: Whole): Whole {
  const divisor = point.reduce(gcd, 0) || 1;
  return [point[0] / divisor, point[1] / divisor, point[2] / divisor];
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}
