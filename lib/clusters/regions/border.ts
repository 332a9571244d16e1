import { crosses } from "./inside.js";
import type { Boundary, Position } from "./types.js";

/** Edges of a boundary by bands of latitude, so that a position is compared with a few of them. */
export interface Border {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  /** Edges (from, to) by band, from the south. */
  readonly bands: readonly (readonly (readonly [Position, Position])[])[];
}

/** Edges of a band, on average. */
const EACH = 2;

/** Gets a boundary ready for `within`; `undefined` for one without polygons. */
export function borderOf(boundary: Boundary): Border | undefined {
  const rings = boundary.type === "Polygon" ? boundary.coordinates : boundary.coordinates.flat();
  const edges = rings.flatMap((ring) =>
    ring.slice(1).map((to, at): readonly [Position, Position] => [ring[at] ?? to, to]),
  );
  if (edges.length === 0) return undefined;
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [[longitude, latitude]] of edges) {
    box.west = Math.min(box.west, longitude);
    box.east = Math.max(box.east, longitude);
    box.south = Math.min(box.south, latitude);
    box.north = Math.max(box.north, latitude);
  }
  const count = Math.ceil(edges.length / EACH);
  const bands = Array.from({ length: count }, (): (readonly [Position, Position])[] => []);
  for (const edge of edges) {
    const [[, a], [, b]] = edge;
    const last = bandOf({ ...box, bands }, Math.max(a, b));
    for (let band = bandOf({ ...box, bands }, Math.min(a, b)); band <= last; band++) bands[band]?.push(edge);
  }
  return { ...box, bands };
}

function bandOf({ south, north, bands }: Border, latitude: number): number {
  return Math.min(bands.length - 1, Math.floor(((latitude - south) / (north - south)) * bands.length));
}

/** Whether a position (degrees) lies inside, as GIS tools decide: even-odd, with straight edges in longitude and latitude. */
export function within(border: Border, longitude: number, latitude: number): boolean {
  const { west, south, east, north, bands } = border;
  if (longitude < west || longitude > east || latitude < south || latitude > north) return false;
  let inside = false;
  for (const [from, to] of bands[bandOf(border, latitude)] ?? []) {
    if (crosses(from, to, longitude, latitude)) inside = !inside;
  }
  return inside;
}
