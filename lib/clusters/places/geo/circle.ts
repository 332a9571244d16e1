/** Radius of the circle in space through three of the unit vectors; infinite where they lie on one line. */
export function circleRadius(vector: ArrayLike<number>, a: number, b: number, c: number): number {
  const [x, y, z] = [vector[3 * a] ?? 0, vector[3 * a + 1] ?? 0, vector[3 * a + 2] ?? 0];
  const bx = (vector[3 * b] ?? 0) - x;
  const by = (vector[3 * b + 1] ?? 0) - y;
  const bz = (vector[3 * b + 2] ?? 0) - z;
  const cx = (vector[3 * c] ?? 0) - x;
  const cy = (vector[3 * c + 1] ?? 0) - y;
  const cz = (vector[3 * c + 2] ?? 0) - z;
  const across = square(by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx);
  const sides = square(bx, by, bz) * square(cx, cy, cz) * square(cx - bx, cy - by, cz - bz);
  return across > 0 ? Math.sqrt(sides / across) / 2 : Number.POSITIVE_INFINITY;
}

const square = (x: number, y: number, z: number): number => x * x + y * y + z * z;
