export { type OpenedClusters, type OpenOptions, OWN_TABLE, openClusters } from "./open.js";
export {
  CLUSTER_TABLE,
  type ClusterTable,
  type ClusterTableOptions,
  parseClusterTable,
  readClusterTable,
} from "./user.js";
