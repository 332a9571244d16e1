import type { Boundary, Position, Ring } from "../../../../lib/clusters/places/geo/index.js";
import { inRing } from "../../../../lib/clusters/places/geo/inside.js";
import type { CellSet } from "../../../../lib/clusters/places/regions/types.js";

/** Cells (row, column) as a set. */
export function cellsOf(cells: readonly (readonly [number, number])[], perDegree = 100): CellSet {
  return {
    perDegree,
    row: Int32Array.from(cells, ([row]) => row),
    column: Int32Array.from(cells, ([, column]) => column),
  };
}

/** Cells of a block, from one corner to the other. */
export function block(south: number, west: number, north: number, east: number): [number, number][] {
  const cells: [number, number][] = [];
  for (let row = south; row <= north; row++) {
    for (let column = west; column <= east; column++) cells.push([row, column]);
  }
  return cells;
}

export function polygonsOf(boundary: Boundary): readonly (readonly Ring[])[] {
  return boundary.type === "Polygon" ? [boundary.coordinates] : boundary.coordinates;
}

/** How many polygons of a boundary hold a position, by the plain even-odd rule. */
export function holding(boundary: Boundary, position: Position): number {
  return polygonsOf(boundary).filter(
    (rings) => rings.filter((ring) => inRing(ring, position)).length % 2 === 1,
  ).length;
}

/** What RFC 7946 and OGC's simple features would object to, in words. */
export function objections(boundary: Boundary): readonly string[] {
  const found: string[] = [];
  const polygons = polygonsOf(boundary);
  for (const rings of polygons) {
    rings.forEach((ring, at) => {
      if (ring.length < 4) found.push("a ring of fewer than four positions");
      if (ring[0]?.join() !== ring.at(-1)?.join()) found.push("an open ring");
      if (area(ring) > 0 !== (at === 0)) found.push("a ring that runs the wrong way");
      if (new Set(ring.map((position) => position.join())).size !== ring.length - 1)
        found.push("a ring that touches itself");
      if (!ring.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90))
        found.push("a position off the globe");
      if (!ring.flat().every((degrees) => Number(degrees.toFixed(6)) === degrees))
        found.push("more than six decimals");
    });
  }
  const edges = polygons.flatMap((rings) =>
    rings.flatMap((ring) => ring.slice(1).map((to, at) => [ring[at] ?? to, to] as const)),
  );
  edges.forEach(([a, b], at) => {
    for (const [c, d] of edges.slice(at + 1)) {
      if (apart(a, b, c, d) && apart(c, d, a, b)) found.push(`edges that cross at ${a} and ${c}`);
    }
  });
  return found;
}

/** Whether c and d lie on different sides of the line from a to b. */
function apart(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = ([x, y]: Position) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
  const [one, other] = [side(c), side(d)];
  return Math.min(one, other) < -1e-13 && Math.max(one, other) > 1e-13;
}

function area(ring: Ring): number {
  const [[west, south] = [0, 0]] = ring;
  return ring.slice(1).reduce((sum, [x, y], at) => {
    const [fromX, fromY] = ring[at] ?? [x, y];
    return sum + (fromX - west) * (y - south) - (x - west) * (fromY - south);
  }, 0);
}
