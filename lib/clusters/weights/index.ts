export {
  type BreakEven,
  type BreakEvenOptions,
  breakEven,
  differenceByWeight,
  type WeightPoint,
} from "./breakEven.js";
