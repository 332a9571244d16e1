import type { Metric } from "../../data/index.js";
import { inherit, type Quantity } from "../../figures/index.js";
import type { Clusters } from "../../solve/index.js";
import { type ShareTable, type ShareTableOptions, shareTable } from "../weights/index.js";
import { gini, herfindahl, type LorenzPoint, lorenzCurve, topShare } from "./measures.js";

/** How unequally a metric, or the score, is spread among a set of clusters. */
export interface Concentration {
  /** Clusters compared. */
  readonly clusters: number;
  readonly lorenz: readonly LorenzPoint[];
  /** Unit "1", among the clusters compared; value only. */
  readonly gini: Quantity;
  readonly herfindahl: Quantity;
  /** Percent of what the clusters compared hold together, by how many of the largest. */
  readonly top: readonly { readonly clusters: number; readonly share: Quantity }[];
  /** Percent of the world that they hold together; for several metrics the weighted mean. */
  readonly together: Quantity;
  readonly leftOut: ShareTable["leftOut"];
}

/** What to look at. */
export interface ConcentrationOptions extends ShareTableOptions {
  /** One metric; the score under the weights when absent. */
  readonly metric?: Metric;
  /** Sizes of the top groups; 1, 5 and 10 when absent. */
  readonly top?: readonly number[];
}

/**
 * Concentration among clusters with known shares: Lorenz curve, Gini coefficient, Herfindahl index and top shares, by the
 * unrounded middles. The set is a part of the world, so a larger set gives other figures: with unknown members
 * use `concentrationLimits`. Clusters that miss a share are left out, see `leftOut`. Null for no clusters.
 */
export function concentration(clusters: Clusters, options: ConcentrationOptions = {}): Concentration {
  const { metric } = options;
  const table = shareTable(clusters, metric ? { ...options, weights: { [metric]: 1 } } : options);
  const whole = table.weights.reduce((sum, weight) => sum + weight, 0);
  const scores = table.rows.map(({ shares }) =>
    shares.reduce((sum, share, at) => sum + share * (table.weights[at] ?? 0), 0),
  );
  const evidence = inherit(table.rows.map((row) => ({ value: null, unit: "1", ...row.evidence })));
  const quantity = (value: number | null, unit: string): Quantity => ({ value, unit, ...evidence });
  const percent = (part: number | null): Quantity => quantity(part === null ? null : 100 * part, "percent");
  return {
    clusters: scores.length,
    lorenz: lorenzCurve(scores),
    gini: quantity(gini(scores), "1"),
    herfindahl: quantity(herfindahl(scores), "1"),
    top: (options.top ?? [1, 5, 10]).map((k) => ({ clusters: k, share: percent(topShare(scores, k)) })),
    together: quantity(
      scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / whole,
      "percent",
    ),
    leftOut: table.leftOut,
  };
}
