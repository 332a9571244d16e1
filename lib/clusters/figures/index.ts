export { difference, exact, inPercent, negated, ratio, scaled, sum } from "./arithmetic.js";
export {
  add,
  type Bounds,
  certainlyGreater,
  divide,
  finite,
  hull,
  type Interval,
  intersect,
  interval,
  intervalOf,
  midpoint,
  multiply,
  rounded,
  SLACK,
  scale,
  subtract,
} from "./interval.js";
export { agree, inherit, mergeSources } from "./merge.js";
export { type Argument, monotone } from "./monotone.js";
export { decimals, missing, type Print, published, type Qualifier } from "./published.js";
export type { Quantity } from "./quantity.js";
