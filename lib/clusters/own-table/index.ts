export {
  type ClusterShares,
  type Clusters,
  type MetricShares,
  type Shares,
  shares,
  solved,
} from "../solve/shares.js";
export { type OpenedClusters, type OpenOptions, OWN_TABLE, openClusters } from "./open.js";
