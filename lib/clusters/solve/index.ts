export { count, perMillion, population, share, UNITS, worldTotal } from "./bounds.js";
export {
  type CertainOrder,
  certainOrder,
  differenceOfParts,
  type Entrant,
  knownDifference,
  orderOf,
  score,
  scoreDifference,
  scoreOfParts,
} from "./contest.js";
export { Contradiction } from "./contradiction.js";
export { type Joint, position, solveJoint, type WorldTotals } from "./joint.js";
export type { Figure as PublishedFigure } from "./path.js";
export { quickDifference, reciprocals } from "./quick.js";
export { type Addend, addends, type Measure, usedMetrics, type Weights } from "./score.js";
export {
  type ClusterShares,
  type Clusters,
  type MetricShares,
  type Shares,
  shares,
  solved,
} from "./shares.js";
