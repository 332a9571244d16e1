export { type Concentration, type ConcentrationOptions, concentration } from "./concentration.js";
export { type ConcentrationLimits, concentrationLimits, type Group, type LimitOptions } from "./limits.js";
export { gini, herfindahl, type LorenzPoint, lorenzCurve, topShare } from "./measures.js";
