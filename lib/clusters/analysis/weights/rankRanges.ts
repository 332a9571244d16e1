import type { Metric } from "../../data/index.js";
import type { Quantity } from "../../figures/index.js";
import { competitionRanks } from "../../rank/index.js";
import type { Clusters } from "../../solve/index.js";
import { type Corner, dot, type Polygon } from "./polygon.js";
import { ALL_WEIGHTS, polygonOf } from "./region.js";
import { type ShareTable, shareTable } from "./shareTable.js";
import { crosses, extremes } from "./sweep.js";
import { minus, noiseOf, type WeightOptions } from "./winRegions.js";

/** The ranks that a cluster takes over a region of weights. */
export interface RankRange {
  readonly id: string;
  readonly name: string;
  /** `value` is the rank at the weights of the options, `low` the best and `high` the worst over the region, which need not hold those weights. */
  readonly rank: Quantity;
  /** Weights, in the order of the metrics, at which it has its best and its worst rank; absent where not `exact`. */
  readonly bestAt?: Corner;
  readonly worstAt?: Corner;
  /** False for a range that is only an outer one, as too many others change places with the cluster. */
  readonly exact: boolean;
}

/** Rank ranges, in the order of the rank, then of the input. */
export interface RankRanges {
  readonly metrics: readonly Metric[];
  readonly weights: Polygon;
  readonly ranges: readonly RankRange[];
  readonly leftOut: ShareTable["leftOut"];
}

/** How to find the ranges. */
export interface RankRangeOptions extends WeightOptions {
  /**
   * For how many others that change places with a cluster its range is searched exactly (default 250, some milliseconds each). With more, the range is the outer one: those above at all weights, and below at all.
   */
  readonly most?: number;
}

/**
 * The best and worst rank of every cluster over all weights, or those within limits: exact, from the lines at which pairs
 * are level, not sampled. Ranks are competition ranks: a tie gives the better one, so a best rank may be reached at a
 * tie alone, on an edge of the region or where several lines meet. By the unrounded middles of the shares; what
 * rounding leaves open is the interval of `rank`. Clusters that miss a share are left out, see `leftOut`.
 */
export function rankRanges(clusters: Clusters, options: RankRangeOptions = {}): RankRanges {
  const table = shareTable(clusters, options);
  const weights = polygonOf(options.within ?? ALL_WEIGHTS, table.metrics);
  const noise = noiseOf(table);
  const ranks = competitionRanks(table.rows.map(({ shares }) => dot(shares, table.weights)));
  const ranges = table.rows.map(({ id, name, shares, evidence }, at): RankRange => {
    const others = table.rows.flatMap((other, k) => (k === at ? [] : [minus(other.shares, shares)]));
    const open = others.filter((normal) => crosses(weights, normal, noise));
    const quantity = (low: number, high: number): Quantity => ({
      value: ranks[at] ?? null,
      low,
      high,
      unit: "rank",
      ...evidence,
    });
    if (open.length > (options.most ?? 250)) {
      const ahead = others.filter((normal) => weights.every((corner) => dot(normal, corner) > noise)).length;
      const behind = others.filter((normal) =>
        weights.every((corner) => dot(normal, corner) <= noise),
      ).length;
      return { id, name, rank: quantity(1 + ahead, 1 + others.length - behind), exact: false };
    }
    const { fewest, most } = extremes(weights, others, noise);
    return {
      id,
      name,
      rank: quantity(1 + fewest.above, 1 + most.above),
      bestAt: fewest.at,
      worstAt: most.at,
      exact: true,
    };
  });
  return {
    metrics: table.metrics,
    weights,
    ranges: ranges
      .map((range, at) => ({ range, at }))
      .sort((a, b) => (a.range.rank.value ?? 0) - (b.range.rank.value ?? 0) || a.at - b.at)
      .map(({ range }) => range),
    leftOut: table.leftOut,
  };
}
