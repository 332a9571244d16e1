export { cellPoints, metricsOf } from "./cellPoints.js";
export { countedRecords, documentTotals, type NamedCluster } from "./countedRecords.js";
export { type ClusterDocuments, clusterDocuments } from "./documents.js";
export { type IdentifiedClusters, type IdentifyOptions, identifyClusters } from "./identifyClusters.js";
