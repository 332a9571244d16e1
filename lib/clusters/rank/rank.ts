import type { Metric } from "../data/record.js";
import type { Quantity } from "../evidence/quantity.js";
import {
  addends,
  certainOrder,
  type Joint,
  type Measure,
  position,
  score,
  usedMetrics,
  type Weights,
  type WorldTotals,
} from "../interval/index.js";
import { weightsOf } from "../methodology/index.js";
import { type Clusters, solved } from "../shares/index.js";
import { competitionRanks, rankIntervals } from "./order.js";

/** How to rank. */
export interface RankOptions {
  /** An edition, whose weights are taken, or weights. */
  readonly weights: number | Weights;
  /** Ids of the clusters to rank among themselves; the others still bound world totals. All when absent. */
  readonly among?: readonly string[];
  /** World totals known from elsewhere. */
  readonly totals?: WorldTotals;
  /** What a metric that is not known counts as: "unranked" (the default) leaves the cluster out, "zero" adds nothing for it. */
  readonly missing?: "unranked" | "zero";
  /** How many pairs are decided by linear programming at most (default 5,000, about a second). */
  readonly pairs?: number;
}

/** A cluster with its score and rank. */
export interface Ranked {
  readonly id: string;
  readonly name: string;
  /** Unrounded; null where a used metric is missing. */
  readonly score: Quantity;
  /** Rank among those with a score; `low` is the best and `high` the worst rank that the figures allow. Null without a score. */
  readonly rank: Quantity;
  /** What each used metric adds to the score, and null where it is missing. */
  readonly parts: { readonly [M in Metric]?: number | null };
  /** Used metrics that are missing. */
  readonly missing: readonly Metric[];
}

/**
 * Size rank: the sum of a cluster's world shares under the weights, highest first. Given in the order of the rank,
 * then of the input; clusters without a score come last, in the order of the input. Equal scores share the better rank
 * (1, 2, 2, 4). The rank's interval counts the clusters that are above, or below, in every world that the
 * published figures allow. Throws a `RangeError` for an unknown id in `among`.
 */
export function rank(clusters: Clusters, options: RankOptions): Ranked[] {
  return rankBy("size", clusters, options);
}

/** Ranks by either measure; `rank` and `intensity` are what to call. */
export function rankBy(measure: Measure, clusters: Clusters, options: RankOptions): Ranked[] {
  const joint = solved(clusters, options.totals);
  const weights = weightsOf(options.weights);
  const records = options.among
    ? [...new Set(options.among)].map((id) => joint.records[position(joint, id)]).filter(isPresent)
    : joint.records;
  const scored = records.map((record) => scoreOf(joint, record.id, record.name, measure, weights, options));
  const ranks = competitionRanks(scored.map((entry) => entry.score.value));
  const weightsById = new Map(scored.map((entry) => [entry.id, entry.weights]));
  const intervals = rankIntervals(
    scored,
    (a, b) => {
      const [first, second] = [weightsById.get(a), weightsById.get(b)];
      return first === weights && second === weights
        ? certainOrder(joint, a, b, measure, weights)
        : "undecided";
    },
    options.pairs ?? 5_000,
  );
  return scored
    .map(({ weights: _weights, ...entry }, at) => {
      const value = ranks[at] ?? null;
      const interval = intervals.get(entry.id);
      const evidence = { unit: "rank", sources: entry.score.sources, projected: entry.score.projected };
      return {
        ...entry,
        rank:
          value === null || !interval
            ? { value: null, unit: "rank" }
            : tidy({ value, low: interval.best, high: interval.worst, ...evidence }),
      };
    })
    .sort((a, b) => (a.rank.value ?? Infinity) - (b.rank.value ?? Infinity) || 0);
}

type Scored = Omit<Ranked, "rank"> & { readonly weights: Weights };

function scoreOf(
  joint: Joint,
  id: string,
  name: string,
  measure: Measure,
  weights: Weights,
  { missing: rule = "unranked" }: RankOptions,
): Scored {
  const parts = addends(joint, id, measure, weights);
  const missing = parts.filter((part) => part.value === null).map((part) => part.metric);
  const known = rule === "zero" ? without(weights, missing) : weights;
  const nothing = rule === "zero" && missing.length === parts.length;
  const unit = score(joint, id, measure, weights).unit;
  return {
    id,
    name,
    score: nothing ? { value: 0, low: 0, high: 0, unit } : score(joint, id, measure, known),
    parts: Object.fromEntries(
      parts.map((part) => [part.metric, part.value === null ? null : part.weight * part.value]),
    ),
    missing,
    weights: known,
  };
}

/** The weights themselves where no metric is missing. */
function without(weights: Weights, missing: readonly Metric[]): Weights {
  if (missing.length === 0) return weights;
  return Object.fromEntries(
    usedMetrics(weights).flatMap((m) => (missing.includes(m) ? [] : [[m, weights[m]]])),
  );
}

function tidy({ sources, projected, ...rest }: Quantity): Quantity {
  return { ...rest, ...(sources ? { sources } : {}), ...(projected ? { projected } : {}) };
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
