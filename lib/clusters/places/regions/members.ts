import type { Cells } from "../cells/index.js";
import type { CellSet } from "./types.js";

/** Cells of a grid, in any order. */
export type SomeCells = Pick<Cells, "perDegree" | "row" | "column">;

/** The cells by row and then column, each once. Throws a `RangeError` for a cell that is not on the globe. */
export function cellSet({ perDegree, row, column }: SomeCells): CellSet {
  if (!(Number.isInteger(perDegree) && perDegree >= 1)) {
    throw new RangeError(`Found ${perDegree} cells per degree, expected a whole number of 1 or more.`);
  }
  if (row.length !== column.length) {
    throw new RangeError(
      `Found ${row.length} rows and ${column.length} columns, expected as many of one as of the other.`,
    );
  }
  const around = 360 * perDegree;
  const keys = new Float64Array(row.length);
  for (let at = 0; at < keys.length; at++) {
    const [north, east] = [row[at] ?? Number.NaN, column[at] ?? Number.NaN];
    if (!(Math.abs(north + 0.5) < 90 * perDegree && Math.abs(east + 0.5) < 180 * perDegree)) {
      throw new RangeError(
        `Found the cell (${north}, ${east}) at position ${at}, expected a row from ${-90 * perDegree} to ${90 * perDegree - 1} and a column from ${-180 * perDegree} to ${180 * perDegree - 1}.`,
      );
    }
    keys[at] = (north + 90 * perDegree) * around + east + 180 * perDegree;
  }
  keys.sort();
  const once = keys.filter((key, at) => key !== keys[at - 1]);
  return {
    perDegree,
    row: Int32Array.from(once, (key) => Math.floor(key / around) - 90 * perDegree),
    column: Int32Array.from(once, (key) => (key % around) - 180 * perDegree),
  };
}

/** The cells of each label from 0 to `count` − 1. Throws a `RangeError` unless there is one label a cell. */
export function membersByLabel(
  cells: SomeCells,
  labels: ArrayLike<number>,
  count: number,
): readonly CellSet[] {
  const { perDegree, row, column } = cells;
  if (labels.length !== row.length) {
    throw new RangeError(`Found ${labels.length} labels for ${row.length} cells, expected one for each.`);
  }
  const sizes = new Uint32Array(count);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? -1;
    if (!(Number.isInteger(label) && label >= -1 && label < count)) {
      throw new RangeError(
        `Found the label ${label} at position ${at}, expected one from -1 to ${count - 1}.`,
      );
    }
    if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  }
  const members = Array.from(sizes, (size) => ({ row: new Int32Array(size), column: new Int32Array(size) }));
  const filled = new Uint32Array(count);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at] ?? -1;
    const own = members[label];
    if (!own) continue;
    const next = filled[label] ?? 0;
    own.row[next] = row[at] ?? 0;
    own.column[next] = column[at] ?? 0;
    filled[label] = next + 1;
  }
  return members.map((own) => cellSet({ perDegree, ...own }));
}
