import { borderOf, within } from "./border.js";
import { nearestCellKm } from "./nearest.js";
import type { Boundary, CellSet } from "./types.js";

/** What is looked up: boundaries, and the cells that they were drawn around. */
export interface Bounded {
  readonly boundary: Boundary;
  readonly cells: CellSet;
}

/** The last latitude that lies in a polygon which reaches up to the pole: its upper edge does not belong to it. */
const NORTHERNMOST = 90 - 1e-9;

/**
 * A function that says in which of the areas a place (degrees) lies: its position in the list, or −1 for none. Areas are read as
 * GIS tools read GeoJSON, with straight edges; an edge shared by two belongs to one of them. Where areas overlap it is the one
 * with the nearest member cell, of equally near ones the first. Throws a `RangeError` for a place that is not on the globe.
 */
export function locator(areas: readonly Bounded[]): (latitude: number, longitude: number) => number {
  const borders = areas.map(({ boundary }) => borderOf(boundary));
  const squares = new Map<number, number[]>();
  borders.forEach((border, at) => {
    if (!border) return;
    for (let north = Math.floor(border.south); north <= border.north; north++) {
      for (let east = Math.floor(border.west); east <= border.east; east++) {
        const square = squareOf(north, east);
        const held = squares.get(square);
        if (held) held.push(at);
        else squares.set(square, [at]);
      }
    }
  });
  return (latitude, longitude) => {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new RangeError(
        `Found the coordinates ${latitude}, ${longitude}, expected a latitude from -90 to 90 and a longitude from -180 to 180.`,
      );
    }
    const east = longitude === 180 ? -180 : longitude;
    const north = Math.min(latitude, NORTHERNMOST);
    const near = squares.get(squareOf(Math.floor(north), Math.floor(east)));
    if (near === undefined) return -1;
    const holding = near.filter((at) => {
      const border = borders[at];
      return border !== undefined && within(border, east, north);
    });
    if (holding.length <= 1) return holding[0] ?? -1;
    const distances = holding.map((at) => nearestOf(areas[at], latitude, east));
    return holding[distances.indexOf(Math.min(...distances))] ?? -1;
  };
}

const squareOf = (north: number, east: number): number => (north + 90) * 361 + east + 180;

function nearestOf(area: Bounded | undefined, latitude: number, longitude: number): number {
  return area ? nearestCellKm(area.cells, latitude, longitude) : Number.POSITIVE_INFINITY;
}
