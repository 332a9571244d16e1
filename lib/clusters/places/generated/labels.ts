import { type Cells, columnOf, type GeocodedRecord, rowOf, statusOf } from "../cells/index.js";

/**
 * For each record the position of its cell among cells that were made of it and others; −1 where it has no place on the map
 * or no document. Throws a `RangeError` for a record whose cell is not among them.
 */
export function recordCells(records: readonly GeocodedRecord[], cells: Cells): Int32Array {
  const { perDegree, row, column } = cells;
  const key = (r: number, c: number): number => (r + 90 * perDegree) * 360 * perDegree + c + 180 * perDegree;
  const positions = new Map<number, number>();
  row.forEach((r, at) => {
    positions.set(key(r, column[at] ?? 0), at);
  });
  return Int32Array.from(records, ({ document, latitude, longitude }) => {
    const lost = document === null || latitude === null || longitude === null;
    if (lost || statusOf(latitude, longitude) !== "located") return -1;
    const at = positions.get(key(rowOf(latitude, perDegree), columnOf(longitude, perDegree)));
    if (at === undefined) {
      throw new RangeError(
        `Found a record at ${latitude}, ${longitude} in no cell, expected the records that the cells were made of.`,
      );
    }
    return at;
  });
}

/** The label of each record by the labels of the cells; −2, as `agreement` takes it, for a record in no cell. */
export function recordLabels(cellOfRecord: Int32Array, labels: ArrayLike<number>): Int32Array {
  return cellOfRecord.map((at) => (at < 0 ? -2 : (labels[at] ?? -1)));
}
