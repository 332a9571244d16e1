export {
  type BreakEven,
  type BreakEvenOptions,
  breakEven,
  differenceByWeight,
  type WeightPoint,
} from "./breakEven.js";
export { type BreakEvenLine, breakEvenLines } from "./breakEvenLines.js";
export { type Corner, extent, type Polygon } from "./polygon.js";
export { type RankRange, type RankRangeOptions, type RankRanges, rankRanges } from "./rankRanges.js";
export {
  ALL_WEIGHTS,
  type WeightLimit,
  type WeightRegion,
  weightsBetween,
  weightsNear,
} from "./region.js";
export { type ShareRow, type ShareTable, type ShareTableOptions, shareTable } from "./shareTable.js";
export { type WeightOptions, type WinRegion, type WinRegions, winRegions } from "./winRegions.js";
