export * from "./analysis/compare/index.js";
export * from "./analysis/concentration/index.js";
export * from "./analysis/consistency/index.js";
export * from "./analysis/decompose/index.js";
export * from "./analysis/growth/index.js";
export * from "./analysis/robustness/index.js";
export * from "./analysis/weights/index.js";
export * from "./analysis/whatif/index.js";
export * from "./charts/index.js";
export * from "./data/index.js";
export * from "./figures/index.js";
export * from "./intensity/index.js";
export * from "./own-table/index.js";
export {
  CELL_COLUMNS,
  type CellRows,
  type Cells as GridCells,
  cellStatement,
  cellsFromRows,
  type Fault,
  type GeocodedRecord,
  type MetricTotals,
  toCells,
} from "./places/cells/index.js";
export * from "./places/dbscan/index.js";
export * from "./places/generated/index.js";
export * from "./places/identification/face.js";
export * from "./places/identification/index.js";
export {
  type Boundary,
  boundary,
  type Places,
  type Population,
  type PopulationGrid,
  type PopulationRow,
  populationByName,
  populationOf,
  type Region,
  type RegionCollection,
  type RegionFacts,
  type RegionFeature,
  type RegionOptions,
  regions,
  regionsGeoJson,
} from "./places/regions/index.js";
export * from "./rank/index.js";
export * from "./rank/methods/index.js";
export * from "./solve/index.js";
