import { circleRadius, unitVector } from "../geo/index.js";
import type { CellSet } from "./types.js";

/** How far from a pole the corners that meet there are kept, as a part of a cell's side, so that each has its own longitude. */
const POLE = 0.01;

/** Corners of cells, each once, from south to north and west to east. */
export interface Corners {
  /** Degrees north and east. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Unit vectors, three numbers each. */
  readonly vector: Float64Array;
  /** Largest radius of a circle through three corners of one cell, in units of the sphere's radius, measured in space. */
  readonly cellRadius: number;
}

/** The corners of cells. Those at 180° east stand at −180°. */
export function cornersOf({ perDegree, row, column }: CellSet): Corners {
  const around = 360 * perDegree;
  const key = (north: number, east: number): number =>
    (north + 90 * perDegree) * around + ((east + 180 * perDegree) % around);
  const keys = new Float64Array(4 * row.length);
  for (let at = 0; at < row.length; at++) {
    const [north, east] = [row[at] ?? 0, column[at] ?? 0];
    keys[4 * at] = key(north, east);
    keys[4 * at + 1] = key(north, east + 1);
    keys[4 * at + 2] = key(north + 1, east);
    keys[4 * at + 3] = key(north + 1, east + 1);
  }
  keys.sort();
  const once = keys.filter((each, at) => each !== keys[at - 1]);
  const latitude = once.map((each) => degreesNorth(Math.floor(each / around) - 90 * perDegree, perDegree));
  const longitude = once.map((each) => ((each % around) - 180 * perDegree) / perDegree);
  const vector = new Float64Array(3 * once.length);
  for (let at = 0; at < once.length; at++)
    vector.set(unitVector(longitude[at] ?? 0, latitude[at] ?? 0), 3 * at);
  return { latitude, longitude, vector, cellRadius: cellRadius(perDegree, row) };
}

function degreesNorth(row: number, perDegree: number): number {
  return Math.max(-90 * perDegree + POLE, Math.min(90 * perDegree - POLE, row)) / perDegree;
}

/** All cells of a row are alike, so one of each row is measured. */
function cellRadius(perDegree: number, row: Int32Array): number {
  let largest = 0;
  for (let at = 0; at < row.length; at++) {
    const south = row[at] ?? 0;
    if (at > 0 && south === row[at - 1]) continue;
    const corners = [
      ...unitVector(0, degreesNorth(south, perDegree)),
      ...unitVector(1 / perDegree, degreesNorth(south, perDegree)),
      ...unitVector(0, degreesNorth(south + 1, perDegree)),
    ];
    largest = Math.max(largest, circleRadius(corners, 0, 1, 2));
  }
  return largest;
}
