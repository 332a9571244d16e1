export {
  clustersByEconomy,
  type EconomyCount,
  type EconomyShares,
  economyShares,
  type PublishedAggregate,
  type PublishedCount,
  publishedCounts,
} from "./economies.js";
export {
  type Mover,
  movers,
  type PublishedFigure as RankedFigure,
  type RankHistory,
  type RankRow,
  rankHistory,
  rankRows,
} from "./history.js";
export {
  type ByMetric,
  cosineSimilarity,
  locationQuotients,
  type Profile,
  perMillionProfiles,
  specialisation,
} from "./profile.js";
