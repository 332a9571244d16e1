export { cellPoints, metricsOf } from "./cellPoints.js";
export { countedRecords, documentTotals, type NamedCluster } from "./countedRecords.js";
export { type ClusterDocuments, clusterDocuments } from "./documents.js";
export { readIdentified } from "./folder.js";
export { type FoundBy, identifiedSet } from "./fromFound.js";
export { type IdentifiedClusters, type IdentifyOptions, identifyClusters } from "./identifyClusters.js";
export type {
  CountedMetric,
  IdentifiedCluster,
  IdentifiedSet,
  RuleOrigin,
  Unplaced,
} from "./types.js";
