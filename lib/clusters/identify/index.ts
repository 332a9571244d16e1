export { type ClusterConfidence, type Confidence, type ConfidenceOptions, confidence } from "./confidence.js";
export { identify } from "./identify.js";
export { distanceKm, EARTH_RADIUS_KM } from "./sphere.js";
export type { DensityCluster, DensityRule, Identified, Points } from "./types.js";
