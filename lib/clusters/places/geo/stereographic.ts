type Direction = readonly [number, number, number];

/** Directions to fall back on where corners lie all around the globe. */
const AROUND: readonly Direction[] = [-1, 0, 1].flatMap((x) =>
  [-1, 0, 1].flatMap((y) =>
    [-1, 0, 1].flatMap((z): Direction[] => (x || y || z ? [scaled([x, y, z], 1 / Math.hypot(x, y, z))] : [])),
  ),
);

/** Nearness (1 plus a cosine) to the point projected to infinity below which another centre is tried: some 37°. */
const NEAR = 0.2;

/**
 * Unit vectors in stereographic projection from their mean direction, as x and y by turns; mirrored, as they look from inside of
 * the sphere, because Delaunator's triangles run clockwise where y is up. The point opposite to the centre goes to infinity; where vectors lie near it, the centre is of 26 directions the one
 * whose opposite is the farthest from all of them.
 */
export function stereographic(vector: Float64Array): Float64Array {
  const [cx, cy, cz] = centreOf(vector);
  const [ex, ey, ez] = Math.abs(cz) < 0.9 ? unit([-cy, cx, 0]) : unit([0, -cz, cy]);
  const [nx, ny, nz] = [cy * ez - cz * ey, cz * ex - cx * ez, cx * ey - cy * ex];
  const flat = new Float64Array((vector.length / 3) * 2);
  for (let at = 0; at < vector.length / 3; at++) {
    const [x, y, z] = [vector[3 * at] ?? 0, vector[3 * at + 1] ?? 0, vector[3 * at + 2] ?? 0];
    const height = 1 + cx * x + cy * y + cz * z;
    flat[2 * at] = (nx * x + ny * y + nz * z) / height;
    flat[2 * at + 1] = (ex * x + ey * y + ez * z) / height;
  }
  return flat;
}

function centreOf(vector: Float64Array): Direction {
  const sum: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < vector.length; at++) sum[at % 3] = (sum[at % 3] ?? 0) + (vector[at] ?? 0);
  const mean = Math.hypot(...sum) > 0 ? unit(sum) : ([1, 0, 0] as const);
  let [best, clear] = [mean, clearance(vector, mean)];
  if (clear >= NEAR) return best;
  for (const direction of AROUND) {
    const other = clearance(vector, direction);
    if (other > clear) [best, clear] = [direction, other];
  }
  return best;
}

/** How far the nearest of the vectors is from the opposite of a centre: 1 plus the cosine of its angle to the centre. */
function clearance(vector: Float64Array, [x, y, z]: Direction): number {
  let least = 2;
  for (let at = 0; at < vector.length; at += 3) {
    least = Math.min(
      least,
      1 + x * (vector[at] ?? 0) + y * (vector[at + 1] ?? 0) + z * (vector[at + 2] ?? 0),
    );
  }
  return least;
}

function scaled([x, y, z]: Direction, by: number): Direction {
  return [x * by, y * by, z * by];
}

function unit(direction: Direction): Direction {
  return scaled(direction, 1 / Math.hypot(...direction));
}
