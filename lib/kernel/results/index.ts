export type { Bundle, ResultOptions } from "./bundle.js";
export { tableOf } from "./console-table.js";
export { bundleOf } from "./result.js";
