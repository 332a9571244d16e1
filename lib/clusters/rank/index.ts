export { intensity } from "./intensity.js";
export { competitionRanks } from "./order.js";
export { type Ranked, type RankOptions, rank } from "./rank.js";
