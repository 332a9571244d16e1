export { LATEST_EDITION, type Method, method, weightsOf } from "./editions.js";
export { type IdentificationRule, identificationRule } from "./identification.js";
export {
  type ParameterChange,
  type ParameterRow,
  parameterChanges,
  parameters,
  type StatedParameter,
} from "./parameters.js";
