export { type Random, randomIndex, randomNormal, randomStream, randomWeights } from "./random.js";
