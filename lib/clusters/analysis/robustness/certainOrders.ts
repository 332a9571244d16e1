import { intensity, type Ranked, type RankOptions, rank } from "../../rank/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import {
  addends,
  type CertainOrder,
  type Clusters,
  differenceOfParts,
  type Measure,
  orderOf,
  quickDifference,
  reciprocals,
  solved,
} from "../../solve/index.js";

/** One cluster above another, by id. */
export interface Above {
  readonly above: string;
  readonly below: string;
}

/** What is certain of an order: a partial order of the clusters that have a score. */
export interface CertainOrders {
  /** The clusters compared, with rank and interval, in the order of the rank. */
  readonly clusters: readonly Ranked[];
  /** Every pair whose order holds in all worlds that the figures allow. */
  readonly certain: readonly Above[];
  /** Those pairs from which all others follow (Hasse diagram): nobody is certainly between the two. */
  readonly covers: readonly Above[];
  /** Pairs whose order the figures leave open; by rank, the one ranked better as `above`. */
  readonly open: readonly Above[];
  /** How many clusters stand above each in the longest certain chain, by id; 0 where nobody is certainly above. */
  readonly levels: ReadonlyMap<string, number>;
  /** Clusters without a score. */
  readonly leftOut: readonly Ranked[];
}

/** How to compare. */
export interface CertainOrderOptions extends RankOptions {
  /** "size" (the default) or "intensity". */
  readonly measure?: Measure;
}

/**
 * The order that printed digits leave certain: whether a score is above another's whatever the figures were before
 * rounding, from the joint solution, closed under "a above b above c", with the pairs that follow from others taken out.
 * A pair that may be equal is open. With more than `options.programmes` pairs to solve by linear programming the rest
 * counts as open, which loses pairs but makes none up. Takes time with the cube of the number of clusters: fine for
 * hundreds.
 */
export function certainOrders(clusters: Clusters, options: CertainOrderOptions): CertainOrders {
  const joint = solved(clusters, options.totals);
  const { measure = "size", missing } = options;
  const all = (measure === "size" ? rank : intensity)(joint, options);
  const ranked = all.filter((entry) => entry.rank.value !== null);
  const n = ranked.length;
  const weights = weightsOf(options.weights);
  const parts = ranked.map(({ id }) =>
    addends(joint, id, measure, weights).filter((part) => missing !== "zero" || part.value !== null),
  );
  const ranges = reciprocals(joint);
  let programmes = options.programmes ?? 2_000;
  const decide = (a: number, b: number): CertainOrder => {
    const [better, worse] = [ranked[a], ranked[b]];
    if (!better || !worse) return "undecided";
    if (isApart(better, worse)) return "above";
    const [x, y] = [parts[a] ?? [], parts[b] ?? []];
    const quick = orderOf(quickDifference(ranges, x, y));
    if (quick !== "undecided" || programmes <= 0) return quick;
    programmes -= 1;
    return orderOf(
      differenceOfParts(joint, { id: better.id, parts: x }, { id: worse.id, parts: y }, measure),
    );
  };
  const isAbove = new Uint8Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const order = decide(a, b);
      if (order === "above") isAbove[a * n + b] = 1;
      else if (order === "below") isAbove[b * n + a] = 1;
    }
  }
  close(isAbove, n);
  const pairs = (of: (a: number, b: number) => boolean): Above[] =>
    ranked.flatMap(({ id: above }, a) =>
      ranked.flatMap(({ id: below }, b) => (a !== b && of(a, b) ? [{ above, below }] : [])),
    );
  const certain = (a: number, b: number): boolean => isAbove[a * n + b] === 1;
  const between = (a: number, b: number): boolean =>
    ranked.some((_, middle) => certain(a, middle) && certain(middle, b));
  return {
    clusters: ranked,
    certain: pairs(certain),
    covers: pairs((a, b) => certain(a, b) && !between(a, b)),
    open: pairs((a, b) => a < b && !certain(a, b) && !certain(b, a)),
    levels: levelsOf(ranked, certain),
    leftOut: all.filter((entry) => entry.rank.value === null),
  };
}

/** Whether the bounds of two scores, each by itself, already prove the order of the ranks. */
function isApart(better: Ranked, worse: Ranked): boolean {
  const low = (better.score.low ?? -Infinity) - (worse.score.high ?? Infinity);
  return orderOf({ value: better.score.value, low }) === "above";
}

/** Adds every pair that follows from two others (Warshall 1962). */
function close(isAbove: Uint8Array, n: number): void {
  for (let middle = 0; middle < n; middle++)
    for (let a = 0; a < n; a++) {
      if (isAbove[a * n + middle] !== 1) continue;
      for (let b = 0; b < n; b++) if (isAbove[middle * n + b] === 1) isAbove[a * n + b] = 1;
    }
}

function levelsOf(
  ranked: readonly Ranked[],
  certain: (a: number, b: number) => boolean,
): Map<string, number> {
  const levels = new Map<number, number>();
  // Who has fewer above comes first, so that all above a cluster have their level when it is reached.
  const byAbove = ranked
    .map((_, at) => ({ at, above: ranked.flatMap((__, other) => (certain(other, at) ? [other] : [])) }))
    .sort((x, y) => x.above.length - y.above.length);
  for (const { at, above } of byAbove)
    levels.set(
      at,
      above.reduce((deepest, other) => Math.max(deepest, 1 + (levels.get(other) ?? 0)), 0),
    );
  return new Map(ranked.map(({ id }, at) => [id, levels.get(at) ?? 0]));
}
