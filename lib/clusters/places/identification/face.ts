export { readIdentified } from "./folder.js";
export { type FoundBy, identifiedSet } from "./fromFound.js";
export type {
  CountedMetric,
  IdentifiedCluster,
  IdentifiedSet,
  RuleOrigin,
  Unplaced,
} from "./types.js";
