export { type ClusterPart, mergeClusters, splitCluster } from "./boundaries.js";
export { type RankChange, rankChanges } from "./changes.js";
export {
  type DealValues,
  type FirmPart,
  regionShare,
  type Undercount,
  withDealValues,
  withoutFirm,
  withUndercount,
} from "./deals.js";
export { firmFlip, type LeadFlip, type UndercountFlips, undercountFlip, undercountFlips } from "./flips.js";
export { type PopulationRange, populationRanges, withPopulations } from "./population.js";
export { type CutCounts, type CutOptions, countsByCut, nearCut, type RankNearCut } from "./threshold.js";
