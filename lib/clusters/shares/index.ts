export {
  type ClusterShares,
  type Clusters,
  type MetricShares,
  type Shares,
  shares,
  solved,
} from "./shares.js";
