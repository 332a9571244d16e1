export { type Agreement, agreement, type Recovered } from "./agreement.js";
export { GENERATED_CENTRES, type GeneratedCentre } from "./centres.js";
export { recordCells, recordLabels } from "./labels.js";
export { type GeneratedPlaces, type GeneratedWorld, generatedWorld, type WorldOptions } from "./world.js";
