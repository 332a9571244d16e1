import type { Boundary, Position, Ring } from "../regions/types.js";
import { COLOURS, GREY } from "./figure.js";
import type { Spot } from "./panels.js";
import { cell } from "./words.js";

/** All rings of a boundary, holes included. */
export function ringsOf(boundary: Boundary): readonly Ring[] {
  return boundary.type === "Polygon" ? boundary.coordinates : boundary.coordinates.flat();
}

/** The longitudes and latitudes of all rings, a null behind each, as Plotly parts lines; to 0.0001°. */
export function lineOf(boundary: Boundary): {
  readonly longitude: (number | null)[];
  readonly latitude: (number | null)[];
} {
  const spots = ringsOf(boundary).flatMap((ring) => [...ring, undefined]);
  return {
    longitude: spots.map((spot) => cell(spot?.[0], 4)),
    latitude: spots.map((spot) => cell(spot?.[1], 4)),
  };
}

const KM_PER_DEGREE = 111.195;

/** Kilometres east and north of a point, near enough for drawing within some hundred kilometres of it. */
export function plane(
  { latitude, longitude }: { readonly latitude: number; readonly longitude: number },
  [east, north]: Position,
): Spot {
  const turn = ((((east - longitude + 180) % 360) + 360) % 360) - 180;
  const width = KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  return [turn * width, (north - latitude) * KM_PER_DEGREE];
}

/** A boundary on the plane around a point, nothing behind each ring. */
export function spotsOf(
  origin: { readonly latitude: number; readonly longitude: number },
  boundary: Boundary,
): readonly (Spot | undefined)[] {
  return ringsOf(boundary).flatMap((ring) => [...ring.map((spot) => plane(origin, spot)), undefined]);
}

/** A trace of an area with a line around it, in the colour of its number. */
export function filled(
  name: string,
  spots: readonly (Spot | undefined)[],
  index: number,
  axes: object,
): object {
  const color = COLOURS[index % COLOURS.length] ?? GREY;
  return {
    type: "scatter",
    mode: "lines",
    name,
    showlegend: false,
    x: spots.map((spot) => (spot ? cell(spot[0]) : null)),
    y: spots.map((spot) => (spot ? cell(spot[1]) : null)),
    ...axes,
    fill: "toself",
    fillcolor: `${color}40`,
    line: { width: 1.5, color },
    hoveron: "fills",
    hoverinfo: "name",
  };
}
