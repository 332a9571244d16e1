export { boundary } from "./boundary.js";
export { type RegionCollection, type RegionFacts, type RegionFeature, regionsGeoJson } from "./geojson.js";
export { type Bounded, locator } from "./locator.js";
export type { SomeCells } from "./members.js";
export { type Nameable, type NameOptions, names, position, type RegionName } from "./names.js";
export { type Population, populationOf } from "./population.js";
export { type PopulationRow, populationByName } from "./populationByName.js";
export { type RegionOptions, regions } from "./regions.js";
export type {
  BoundedArea,
  CellSet,
  Places,
  PopulationGrid,
  Region,
} from "./types.js";
