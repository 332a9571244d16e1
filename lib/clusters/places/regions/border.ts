import type { Boundary } from "../geo/index.js";

/** Edges of a boundary by bands of latitude, so that a position is compared with a few of them. */
export interface Border {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  /** Where the edges of each band start in `edges`, from the south; one more for the end of the last. */
  readonly start: Uint32Array;
  /** Longitude and latitude of one end and of the other: four numbers an edge. An edge is in each band that it touches. */
  readonly edges: Float64Array;
}

/** Gets a boundary ready for `within`; `undefined` for one without polygons. */
export function borderOf(boundary: Boundary): Border | undefined {
  const rings = boundary.type === "Polygon" ? boundary.coordinates : boundary.coordinates.flat();
  const all = rings.flatMap((ring) => ring.slice(1).map((to, at) => [...(ring[at] ?? to), ...to] as const));
  if (all.length === 0) return undefined;
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [longitude, latitude] of all) {
    box.west = Math.min(box.west, longitude);
    box.east = Math.max(box.east, longitude);
    box.south = Math.min(box.south, latitude);
    box.north = Math.max(box.north, latitude);
  }
  const count = all.length;
  const bands = Array.from({ length: count }, (): number[] => []);
  for (const edge of all) {
    const last = bandOf(box, count, Math.max(edge[1], edge[3]));
    for (let band = bandOf(box, count, Math.min(edge[1], edge[3])); band <= last; band++)
      bands[band]?.push(...edge);
  }
  const start = new Uint32Array(count + 1);
  bands.forEach((band, at) => {
    start[at + 1] = (start[at] ?? 0) + band.length;
  });
  return { ...box, start, edges: Float64Array.from(bands.flat()) };
}

function bandOf({ south, north }: { south: number; north: number }, count: number, latitude: number): number {
  return Math.min(count - 1, Math.floor(((latitude - south) / (north - south)) * count));
}

/**
 * Whether a position (degrees) lies inside, as GIS tools decide: by the even-odd rule, with straight edges in longitude and
 * latitude. The southern and western edges belong to a polygon, the northern and eastern ones do not.
 */
export function within(border: Border, longitude: number, latitude: number): boolean {
  const { west, south, east, north, start, edges } = border;
  if (longitude < west || longitude > east || latitude < south || latitude > north) return false;
  const band = bandOf(border, start.length - 1, latitude);
  const end = start[band + 1] ?? 0;
  let inside = false;
  for (let at = start[band] ?? 0; at < end; at += 4) {
    const from = edges[at + 1] ?? 0;
    const to = edges[at + 3] ?? 0;
    if (from > latitude === to > latitude) continue;
    const x = edges[at] ?? 0;
    if (longitude < x + ((latitude - from) / (to - from)) * ((edges[at + 2] ?? 0) - x)) inside = !inside;
  }
  return inside;
}
