import { geoAzimuthalEquidistant } from "d3-geo";
import { type Boundary, EARTH_RADIUS_KM, type Position, type Ring } from "../places/geo/index.js";
import { COLOURS, GREY } from "./figure.js";
import type { Spot } from "./panels.js";
import { cell, plain } from "./words.js";

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

/** A boundary on a plane, nothing behind each ring. */
export interface Outline {
  /** All edges: what is filled. */
  readonly area: readonly (Spot | undefined)[];
  /** What is drawn, if that is less: without the edges along the antimeridian and at a pole, where GeoJSON parts a polygon and no border runs. */
  readonly line?: readonly (Spot | undefined)[];
}

/** Turns degrees to kilometres east and north of a point: directions from it and distances to it are true, at the poles too. */
export function planeAround({
  latitude,
  longitude,
}: {
  readonly latitude: number;
  readonly longitude: number;
}): (position: Position) => Spot {
  const projection = geoAzimuthalEquidistant()
    .rotate([-longitude, -latitude])
    .scale(EARTH_RADIUS_KM)
    .translate([0, 0]);
  return ([east, north]) => {
    const [x, y] = projection([east, north]) ?? [Number.NaN, Number.NaN];
    return [x, -y];
  };
}

/** A boundary on the plane around a point. */
export function outlineOf(
  origin: { readonly latitude: number; readonly longitude: number },
  boundary: Boundary,
): Outline {
  const plane = planeAround(origin);
  const rings = ringsOf(boundary);
  const area = rings.flatMap((ring) => [...ring.map(plane), undefined]);
  // One side alone is a border that happens to run there.
  if (![180, -180].every((side) => rings.some((ring) => ring.some(([east]) => east === side))))
    return { area };
  const line = rings.flatMap((ring) => [
    ...ring.flatMap((spot, at) => (parting(spot, ring[at + 1]) ? [plane(spot), undefined] : [plane(spot)])),
    undefined,
  ]);
  return { area, line };
}

/** The points of outlines, to find how far they reach. */
export function spotsOf(outlines: readonly Outline[]): readonly Spot[] {
  return outlines.flatMap(({ area }) => area.flatMap((spot) => (spot ? [spot] : [])));
}

/** Traces of an area with a line around it, in the colour of its number. */
export function filled(name: string, { area, line }: Outline, index: number, axes: object): object[] {
  const color = COLOURS[index % COLOURS.length] ?? GREY;
  const trace = (spots: Outline["area"]) => ({
    type: "scatter",
    mode: "lines",
    name: plain(name),
    showlegend: false,
    x: spots.map((spot) => (spot ? cell(spot[0]) : null)),
    y: spots.map((spot) => (spot ? cell(spot[1]) : null)),
    ...axes,
  });
  const inside = { fill: "toself", fillcolor: `${color}40`, hoveron: "fills", hoverinfo: "name" };
  return [
    { ...trace(area), ...inside, line: { width: line ? 0 : 1.5, color } },
    ...(line ? [{ ...trace(line), hoverinfo: "skip", line: { width: 1.5, color } }] : []),
  ];
}

function parting([east, north]: Position, next: Position | undefined): boolean {
  if (!next) return false;
  const along = (degrees: number, other: number, end: number): boolean =>
    Math.abs(degrees) === end && Math.abs(other) === end;
  return along(east, next[0], 180) || along(north, next[1], 90);
}
