export { cellPoints, metricsOf } from "./cellPoints.js";
export { type ClusterDocuments, clusterDocuments } from "./documents.js";
export { type IdentifiedClusters, type IdentifyOptions, identifyClusters } from "./identifyClusters.js";
export { countedRecords, documentTotals, type NamedCluster } from "./records.js";
