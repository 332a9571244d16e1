import type { Boundary, Position, Ring } from "../regions/types.js";

/** All rings of a boundary, holes included. */
export function ringsOf(boundary: Boundary): readonly Ring[] {
  return boundary.type === "Polygon" ? boundary.coordinates : boundary.coordinates.flat();
}

/** The longitudes and latitudes of all rings, a null behind each, as Plotly parts lines; every ring in the order given. */
export function lineOf(boundary: Boundary): {
  readonly longitude: (number | null)[];
  readonly latitude: (number | null)[];
} {
  const spots = ringsOf(boundary).flatMap((ring) => [...ring, undefined]);
  return {
    longitude: spots.map((spot) => spot?.[0] ?? null),
    latitude: spots.map((spot) => spot?.[1] ?? null),
  };
}

const KM_PER_DEGREE = 111.195;

/** Kilometres east and north of a point, near enough for drawing within some hundred kilometres of it. */
export function plane(
  { latitude, longitude }: { readonly latitude: number; readonly longitude: number },
  [east, north]: Position,
): readonly [number, number] {
  const turn = ((((east - longitude + 180) % 360) + 360) % 360) - 180;
  const width = KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  return [turn * width, (north - latitude) * KM_PER_DEGREE];
}
