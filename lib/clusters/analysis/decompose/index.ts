export {
  type Decomposed,
  type DecomposeOptions,
  type Decomposition,
  decompose,
  type MissingCombination,
} from "./decompose.js";
export { type RankPath, type RankSteps, rankSteps } from "./rankSteps.js";
export type { ByCombination, Combination, Split, Splits } from "./split.js";
