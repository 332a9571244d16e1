import type { Clusters } from "../../solve/index.js";
import { type Corner, dot } from "./polygon.js";
import { ALL_WEIGHTS, polygonOf } from "./region.js";
import { shareTable } from "./shareTable.js";
import { crosses, cut } from "./sweep.js";
import { minus, noiseOf, type WeightOptions } from "./winRegions.js";

/** How the order of two clusters depends on the weights. */
export interface BreakEvenLine {
  readonly first: string;
  readonly second: string;
  /** "flips" with the weights, "first" or "second" leads at all of them (or is level at some), or both are "level" throughout. */
  readonly outcome: "flips" | "first" | "second" | "level";
  /** Ends of the line at which both are level, as weights in the order of the metrics; one point for two metrics. */
  readonly line: readonly Corner[];
}

/**
 * For every pair of clusters the weights at which their scores are equal: a straight line across the triangle of weights
 * (a point for two metrics), or none. Exact, by the unrounded middles of the shares. Pairs come in the order of the
 * records; clusters that miss a share are left out.
 */
export function breakEvenLines(clusters: Clusters, options: WeightOptions = {}): BreakEvenLine[] {
  const table = shareTable(clusters, options);
  const weights = polygonOf(options.within ?? ALL_WEIGHTS, table.metrics);
  const noise = noiseOf(table);
  return table.rows.flatMap((first, at) =>
    table.rows.slice(at + 1).map((second): BreakEvenLine => {
      const normal = minus(first.shares, second.shares);
      const pair = { first: first.id, second: second.id };
      if (crosses(weights, normal, noise))
        return { ...pair, outcome: "flips", line: cut(weights, normal, noise) };
      const sides = weights.map((corner) => dot(normal, corner));
      const outcome = sides.some((side) => side > noise)
        ? "first"
        : sides.some((side) => side < -noise)
          ? "second"
          : "level";
      return { ...pair, outcome, line: [] };
    }),
  );
}
