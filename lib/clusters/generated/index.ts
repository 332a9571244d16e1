export { GENERATED_CENTRES, type GeneratedCentre } from "./centres.js";
export { type GeneratedPlaces, type GeneratedWorld, generatedWorld, type WorldOptions } from "./world.js";
