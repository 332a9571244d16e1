export { type Above, type CertainOrderOptions, type CertainOrders, certainOrders } from "./certainOrders.js";
export type { AllChoices, ChoiceName, Choices, RobustnessOptions } from "./choices.js";
export { type LeftOutRanks, leaveOneOut } from "./leaveOneOut.js";
export { type RankSensitivity, rankSensitivity, type SensitivityOptions } from "./rankSensitivity.js";
export { type RankUncertainty, rankUncertainty, type SimulatedRank } from "./rankUncertainty.js";
export { AGGREGATIONS, type Aggregation, NORMALISATIONS, type Normalisation } from "./scenario.js";
export {
  type Factor,
  type SobolIndex,
  type SobolIndices,
  type SobolOptions,
  sobolIndices,
} from "./sobol.js";
