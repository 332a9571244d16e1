export {
  type Implied,
  impliedPopulations,
  impliedTotals,
  overlap,
  type SumCheck,
  sumCheck,
} from "./implied.js";
export { type Objection, objections } from "./objections.js";
export { type RankGap, type RankLedger, rankLedger, type SharedRank, sharedRanks } from "./ranks.js";
export { distinctStatements, type Statement, wrongStatements } from "./statements.js";
export { asCounts, withFigure } from "./variants.js";
