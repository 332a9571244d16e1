export * from "./charts/index.js";
export * from "./compare/index.js";
export * from "./concentration/index.js";
export * from "./consistency/index.js";
export * from "./data/index.js";
export * from "./decompose/index.js";
export * from "./evidence/index.js";
export * from "./growth/index.js";
export * from "./identified/index.js";
export * from "./identify/index.js";
export * from "./intensity/index.js";
export * from "./interval/index.js";
export * from "./methodology/index.js";
export * from "./rank/index.js";
export * from "./ranking/index.js";
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
} from "./records/index.js";
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
} from "./regions/index.js";
export * from "./robustness/index.js";
export * from "./shares/index.js";
export * from "./weights/index.js";
export * from "./whatif/index.js";
export * from "./world/index.js";
