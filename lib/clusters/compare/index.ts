export {
  clustersByEconomy,
  type EconomyCount,
  type EconomyShares,
  economyShares,
  type PublishedCount,
} from "./economies.js";
export { type Mover, movers, type RankHistory, type RankRow, rankHistory } from "./history.js";
export {
  type ByMetric,
  cosineSimilarity,
  locationQuotients,
  type Profile,
  perMillionProfiles,
  specialisation,
} from "./profile.js";
