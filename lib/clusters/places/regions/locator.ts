import type { Boundary } from "../geo/index.js";
import { borderOf, within } from "./border.js";
import { nearestCellKm } from "./nearest.js";
import type { CellSet } from "./types.js";

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
  const nearest = (near: readonly number[], north: number, east: number, latitude: number): number => {
    let [found, distance] = [-1, Number.POSITIVE_INFINITY];
    for (const at of near) {
      const [area, border] = [areas[at], borders[at]];
      if (!area || !border || !within(border, east, north)) continue;
      const own = nearestCellKm(area.cells, latitude, east);
      if (found < 0 || own < distance) [found, distance] = [at, own];
    }
    return found;
  };
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
    let [found, others] = [-1, 0];
    for (const at of near) {
      const border = borders[at];
      if (border === undefined || !within(border, east, north)) continue;
      if (found < 0) found = at;
      else others++;
    }
    return others === 0 ? found : nearest(near, north, east, latitude);
  };
}

const squareOf = (north: number, east: number): number => (north + 90) * 361 + east + 180;
