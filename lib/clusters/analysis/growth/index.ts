export { estimates, latestEstimates, type PrintedGrowth } from "./estimates.js";
export {
  type Base,
  compoundGrowth,
  constantPath,
  deflate,
  impliedInflation,
  type LevelPoint,
  levelGap,
  levelPath,
} from "./levels.js";
export { type Estimate, type Revision, type RevisionRecord, revisionRecord, revisions } from "./revisions.js";
export { type GrowthPoint, type GrowthStep, steps } from "./steps.js";
