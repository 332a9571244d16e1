import { geoArea } from "d3-geo";
import { alphaShape, cutRings, EARTH_RADIUS_KM, type Position } from "../geo/index.js";
import { cornersOf } from "./corners.js";
import { planarRing } from "./edges.js";
import { cellSet, type SomeCells } from "./members.js";
import { polygons } from "./polygons.js";
import type { BoundedArea } from "./types.js";

/** How far a straight edge may lie from the great circle, as a part of a cell's side. */
const TOLERANCE = 0.05;

/**
 * The boundary of a cluster of cells: the α-shape of their corners with α half of the cluster's radius (kilometres), so that
 * gaps, bays and holes narrower than about the radius are filled, and wider ones are not. Every cell lies inside, whatever the
 * radius; what lies farther apart makes several polygons. Edges are great circles on the sphere; read with straight edges in
 * longitude and latitude, as GIS tools do, they are off by at most a twentieth of a cell's side. Coordinates have six decimals.
 * Cells may come in any order and more than once; none at all make a `MultiPolygon` without polygons.
 *
 * Limits: corners at a pole are kept a hundredth of a cell's side away from it, and within a few cells of a pole slivers
 * thinner than that may cross themselves. Of cells that leave no empty place of 37° around any of 26 directions, triangles
 * around the emptiest of them may be missing. Throws a `RangeError` for a radius below 0 and for a cell that is not on the globe.
 */
export function boundary(cells: SomeCells, radius: number): BoundedArea {
  if (!(radius >= 0)) throw new RangeError(`Found a radius of ${radius} km, expected 0 or more.`);
  const members = cellSet(cells);
  if (members.row.length === 0) return { boundary: { type: "MultiPolygon", coordinates: [] }, areaKm2: 0 };
  const { perDegree } = members;
  const corners = cornersOf(members);
  const reach = radius / 2 / EARTH_RADIUS_KM;
  const alpha =
    reach < Math.PI / 2
      ? Math.max(Math.sin(reach), corners.cellRadius * (1 + 1e-6))
      : Number.POSITIVE_INFINITY;
  const pieces = alphaShape(corners, alpha).map((piece) =>
    piece.map((ring) =>
      fromLeast(ring).map((at): Position => [corners.longitude[at] ?? 0, corners.latitude[at] ?? 0]),
    ),
  );
  const found = pieces.flatMap((piece) =>
    polygons(cutRings(piece.map((ring) => planarRing(ring, TOLERANCE / perDegree)))),
  );
  const [only, ...others] = found.sort(byPosition);
  return {
    boundary:
      only && others.length === 0
        ? { type: "Polygon", coordinates: only }
        : { type: "MultiPolygon", coordinates: found },
    areaKm2: pieces.reduce((sum, piece) => sum + area(piece), 0) * EARTH_RADIUS_KM ** 2,
  };
}

/** The ring from its southernmost corner on, which is never amid a straight run. */
function fromLeast(ring: readonly number[]): readonly number[] {
  const first = ring.reduce((least, corner, at) => (corner < (ring[least] ?? corner) ? at : least), 0);
  return [...ring.slice(first), ...ring.slice(0, first)];
}

/** Steradians. d3-geo has the inside of a ring on its right. */
function area(piece: readonly (readonly Position[])[]): number {
  const coordinates = piece.map((ring) =>
    [...ring, ...ring.slice(0, 1)].reverse().map(([longitude, latitude]) => [longitude, latitude]),
  );
  return geoArea({ type: "Polygon", coordinates });
}

function byPosition([a]: readonly (readonly Position[])[], [b]: readonly (readonly Position[])[]): number {
  const [from, to] = [a?.[0] ?? [0, 0], b?.[0] ?? [0, 0]];
  return from[1] - to[1] || from[0] - to[0] || (a?.length ?? 0) - (b?.length ?? 0);
}
