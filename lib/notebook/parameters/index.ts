export { applyParameters } from "./apply.js";
export { type Parameter, parametersOf } from "./declared.js";
