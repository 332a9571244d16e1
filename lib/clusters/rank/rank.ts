import type { ClusterRecord, Metric } from "../data/index.js";
import { missing, type Quantity } from "../figures/index.js";
import {
  type Addend,
  addends,
  type Clusters,
  differenceOfParts,
  type Joint,
  type Measure,
  orderOf,
  position,
  quickDifference,
  reciprocals,
  scoreOfParts,
  solved,
  type Weights,
  type WorldTotals,
} from "../solve/index.js";
import { weightsOf } from "./methods/index.js";
import { competitionRanks, rankIntervals } from "./order.js";

/** Pairs with overlapping scores that are compared at all: enough for thousands of clusters, and seconds at most. */
const MOST_PAIRS = 1_000_000;

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
  /**
   * How many pairs that plain bounds leave open go to linear programming at most, highest scores first (default 2,000,
   * about a second); the rest count as undecided, which widens rank intervals but keeps them valid.
   */
  readonly programmes?: number;
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
  const scored = records.map((record) => scoreOf(joint, record, measure, weights, options));
  const ranks = competitionRanks(scored.map((entry) => entry.score.value));
  const entrants = new Map(scored.map((entry) => [entry.id, { id: entry.id, parts: entry.known }]));
  const ranges = reciprocals(joint);
  let programmes = options.programmes ?? 2_000;
  const intervals = rankIntervals(
    scored,
    (above, below) => {
      const [a, b] = [entrants.get(above), entrants.get(below)];
      if (!a || !b) return "undecided";
      const quick = orderOf(quickDifference(ranges, a.parts, b.parts));
      if (quick !== "undecided" || programmes <= 0) return quick;
      programmes -= 1;
      return orderOf(differenceOfParts(joint, a, b, measure));
    },
    MOST_PAIRS,
  );
  return scored
    .map(({ known: _known, ...entry }, at) => {
      const value = ranks[at] ?? null;
      const interval = intervals.get(entry.id);
      const evidence = { unit: "rank", sources: entry.score.sources, projected: entry.score.projected };
      return {
        ...entry,
        rank:
          value === null || !interval
            ? missing("rank")
            : tidy({ value, low: interval.best, high: interval.worst, ...evidence }),
      };
    })
    .sort((a, b) => (a.rank.value ?? Infinity) - (b.rank.value ?? Infinity) || 0);
}

type Scored = Omit<Ranked, "rank"> & { readonly known: readonly Addend[] };

function scoreOf(
  joint: Joint,
  { id, name }: ClusterRecord,
  measure: Measure,
  weights: Weights,
  { missing: rule = "unranked" }: RankOptions,
): Scored {
  const parts = addends(joint, id, measure, weights);
  const known = rule === "zero" ? parts.filter((part) => part.value !== null) : parts;
  return {
    id,
    name,
    score: scoreOfParts(joint, { id, parts: known }, measure),
    parts: Object.fromEntries(
      parts.map((part) => [part.metric, part.value === null ? null : part.weight * part.value]),
    ),
    missing: parts.filter((part) => part.value === null).map((part) => part.metric),
    known,
  };
}

function tidy({ sources, projected, ...rest }: Quantity): Quantity {
  return { ...rest, ...(sources ? { sources } : {}), ...(projected ? { projected } : {}) };
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
