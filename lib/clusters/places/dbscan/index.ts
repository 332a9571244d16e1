export { type ClusterConfidence, type Confidence, type ConfidenceOptions, confidence } from "./confidence.js";
export { identify } from "./identify.js";
export type { DensityCluster, DensityRule, Identified, Points } from "./types.js";
