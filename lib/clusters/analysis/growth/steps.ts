import { missing, monotone, type Quantity } from "../../figures/index.js";

/** Growth of one year over the year before, in percent. */
export interface GrowthPoint {
  readonly year: number;
  readonly rate: Quantity;
}

/** How far growth itself changed from one year to the next. */
export interface GrowthStep {
  readonly from: number;
  readonly to: number;
  /** Change of the rate in percentage points. */
  readonly points: Quantity;
  /** The same in percent of the earlier rate; missing where that can be 0 or below. */
  readonly percent: Quantity;
}

/** The points in order of their years. Throws a `RangeError` for a year that occurs twice: choose one estimate first. */
export function inOrder(points: readonly GrowthPoint[]): GrowthPoint[] {
  const sorted = [...points].sort((a, b) => a.year - b.year);
  for (const [at, point] of sorted.entries()) {
    if (sorted[at + 1]?.year === point.year) {
      throw new RangeError(`The year ${point.year} has two growth rates; choose one estimate for each year.`);
    }
  }
  return sorted;
}

/**
 * Steps between growth rates, in points and in percent of the earlier rate. Only neighbouring years make a step: a
 * year that is missing leaves a gap, never a longer step. A step that touches a projection is projected.
 */
export function steps(points: readonly GrowthPoint[]): GrowthStep[] {
  const sorted = inOrder(points);
  return sorted.flatMap((to, at) => {
    const from = sorted[at - 1];
    if (!from || from.year + 1 !== to.year) return [];
    const positive = (from.rate.low ?? from.rate.value ?? 0) > 0;
    return [
      {
        from: from.year,
        to: to.year,
        points: monotone(
          "percentage points",
          (later, earlier) => later - earlier,
          [to.rate, 1],
          [from.rate, -1],
        ),
        percent: positive ? relative(to.rate, from.rate) : missing("percent"),
      },
    ];
  });
}

/** Falls with the earlier rate where the later one is positive, rises with it where it is negative. */
function relative(later: Quantity, earlier: Quantity): Quantity {
  const change = (a: number, b: number): number => 100 * (a / b - 1);
  const rising = (later.low ?? later.value ?? 0) >= 0;
  const falling = (later.high ?? later.value ?? 0) <= 0;
  const found = monotone("percent", change, [later, 1], [earlier, falling && !rising ? 1 : -1]);
  if (rising || falling) return found;
  const { low: _low, ...rest } = found;
  const low =
    later.low === undefined || earlier.low === undefined ? undefined : change(later.low, earlier.low);
  return low === undefined ? rest : { ...rest, low };
}
