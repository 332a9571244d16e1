export { cellsFromRows } from "./cells.js";
export { centreOf, columnOf, PER_DEGREE, rowOf, STATUSES, type Status, statusOf } from "./grid.js";
export type { CellRows } from "./rows.js";
export { CELL_COLUMNS, cellStatement, type StatementOptions } from "./statement.js";
export { toCells } from "./toCells.js";
export type { Cells, Fault, GeocodedRecord, MetricTotals } from "./types.js";
