export { type Method, method, weightsOf } from "./editions.js";
export {
  type Parameter,
  type ParameterChange,
  type ParameterRow,
  parameterChanges,
  parameters,
} from "./parameters.js";
