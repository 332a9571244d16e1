import { columnOf, rowOf } from "../cells/index.js";
import { DEGREE, distanceKm, EARTH_RADIUS_KM } from "../geo/index.js";
import type { CellSet } from "./types.js";

/** Kilometres from a place (degrees) to the centre of the nearest of the cells; infinite where there is none. */
export function nearestCellKm(cells: CellSet, latitude: number, longitude: number): number {
  const { perDegree, row } = cells;
  const column = columnOf(longitude, perDegree);
  const middle = firstAtLeast(row, rowOf(latitude, perDegree), 0, row.length);
  let nearest = Number.POSITIVE_INFINITY;
  /** Whether the row at a position may still hold a nearer cell; looks at it, if so. */
  const look = (at: number): boolean => {
    const north = ((row[at] ?? 0) + 0.5) / perDegree;
    if (Math.abs(north - latitude) * DEGREE * EARTH_RADIUS_KM > nearest) return false;
    for (const east of nextTo(cells, at, column)) {
      nearest = Math.min(nearest, distanceKm(latitude, longitude, north, (east + 0.5) / perDegree));
    }
    return true;
  };
  for (let at = middle; at < row.length && look(at); )
    at = firstAtLeast(row, (row[at] ?? 0) + 1, at, row.length);
  for (let at = middle - 1; at >= 0 && look(at); ) at = firstAtLeast(row, row[at] ?? 0, 0, at) - 1;
  return nearest;
}

/** The columns of the row at a position that may be the nearest to a column: its neighbours, and those at both ends. */
function nextTo({ row, column }: CellSet, at: number, wanted: number): readonly number[] {
  const own = row[at] ?? 0;
  const start = firstAtLeast(row, own, 0, at + 1);
  const end = firstAtLeast(row, own + 1, at, row.length);
  const next = firstAtLeast(column, wanted, start, end);
  return [start, next - 1, next, next + 1, end - 1].flatMap((each) =>
    each >= start && each < end ? [column[each] ?? 0] : [],
  );
}

/** The first position from `low` on, below `high`, that holds `value` or more; `high` if none does. Ascending values. */
function firstAtLeast(values: Int32Array, value: number, low: number, high: number): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
