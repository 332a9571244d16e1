export { applyParameters, listOfParameters } from "./apply.js";
export { type Parameter, parametersOf } from "./declared.js";
export { type GivenValue, givenValues } from "./paths.js";
