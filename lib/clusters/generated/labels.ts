import { columnOf, rowOf, statusOf } from "../records/index.js";
import type { Cells, GeocodedRecord } from "../records/types.js";

/**
 * The label of each record's cell, in the order of the records; −2 where it has no place on the map or no document, as
 * `agreement` takes them. `labels` has one entry for each of the cells that the same records were put together to. Throws a
 * `RangeError` for a record whose cell is not among them.
 */
export function recordLabels(
  records: readonly GeocodedRecord[],
  cells: Cells,
  labels: ArrayLike<number>,
): Int32Array {
  const { perDegree, row, column } = cells;
  const key = (r: number, c: number): number => (r + 90 * perDegree) * 360 * perDegree + c + 180 * perDegree;
  const byCell = new Map<number, number>();
  row.forEach((r, at) => {
    byCell.set(key(r, column[at] ?? 0), labels[at] ?? -1);
  });
  return Int32Array.from(records, ({ document, latitude, longitude }) => {
    const lost = document === null || latitude === null || longitude === null;
    if (lost || statusOf(latitude, longitude) !== "located") return -2;
    const label = byCell.get(key(rowOf(latitude, perDegree), columnOf(longitude, perDegree)));
    if (label === undefined) {
      throw new RangeError(
        `Found a record at ${latitude}, ${longitude} in no cell, expected the records that the cells were made of.`,
      );
    }
    return label;
  });
}
