export { agree, inherit, mergeSources } from "./merge.js";
export { decimals, missing, type Print, published, type Qualifier } from "./published.js";
export type { Quantity } from "./quantity.js";
