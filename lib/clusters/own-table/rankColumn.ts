import { SLACK } from "../figures/index.js";
import {
  addends,
  type Joint,
  orderOf,
  quickDifference,
  reciprocals,
  scoreOfParts,
  type Weights,
} from "../solve/index.js";

/**
 * One sentence where the ranks that records bring along contradict the order of their scores; nothing where they do not.
 * Only pairs whose scores are certainly in the other order count, so that rounded shares contradict nothing. Clusters
 * without a rank or a score are not compared. Ranks may have gaps: the n-th by score should have the n-th rank that there is.
 */
export function rankColumnNote(joint: Joint, weights: Weights): string | undefined {
  const entries = joint.records.flatMap(({ id, name, rank }) => {
    const parts = addends(joint, id, "size", weights);
    const { value, low, high } = scoreOfParts(joint, { id, parts }, "size");
    return rank?.value == null || value === null
      ? []
      : [{ name, rank: rank.value, parts, score: value, low, high }];
  });
  type Entry = (typeof entries)[number];
  const ranks = entries.map(({ rank }) => rank).sort((a, b) => a - b);
  const scores = entries.map(({ score }) => score).sort((a, b) => b - a);
  const rankByScore = ({ score }: Entry): number | undefined =>
    ranks[scores.findIndex((other) => other - score <= SLACK * Math.abs(score))];
  const ranges = reciprocals(joint);
  const isBelow = (a: Entry, b: Entry): boolean =>
    a.score < b.score &&
    ((a.high ?? Infinity) < (b.low ?? -Infinity) ||
      orderOf(quickDifference(ranges, a.parts, b.parts)) === "below");
  const wrong = entries
    .filter((entry) => rankByScore(entry) !== entry.rank)
    .filter((entry) =>
      entries.some((other) =>
        entry.rank < other.rank ? isBelow(entry, other) : entry.rank > other.rank && isBelow(other, entry),
      ),
    )
    .sort((a, b) => a.rank - b.rank);
  const [first] = wrong;
  if (first === undefined) return undefined;
  const clusters = wrong.length === 1 ? "1 cluster" : `${wrong.length} clusters`;
  return `The column rank differs from the order of the scores for ${clusters}, first for ${first.name} (${first.rank}, by score ${rankByScore(first)}).`;
}
