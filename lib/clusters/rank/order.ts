import { type Quantity, SLACK } from "../figures/index.js";
import type { CertainOrder } from "../solve/index.js";

/** Something that has a score. */
export interface Scored {
  readonly id: string;
  readonly score: Quantity;
}

/**
 * Ranks by score, highest first, from 1. Equal scores share the better rank and the next rank is skipped
 * (1, 2, 2, 4). Scores are compared unrounded, as equal where they differ by floating-point noise alone. Null and
 * NaN have no rank (null) and take no place. Given in the order of the input.
 */
export function competitionRanks(scores: readonly (number | null)[]): (number | null)[] {
  const order = scores
    .map((score, at) => ({ score, at }))
    .filter(
      (entry): entry is { score: number; at: number } => entry.score !== null && !Number.isNaN(entry.score),
    )
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const ranks: (number | null)[] = scores.map(() => null);
  let rank = 0;
  let leader = Number.NaN;
  for (const [place, { score, at }] of order.entries()) {
    const size = Math.max(Math.abs(leader), Math.abs(score));
    const equal = score === leader || (Number.isFinite(size) && leader - score <= SLACK * size);
    if (!equal || place === 0) {
      rank = place + 1;
      leader = score;
    }
    ranks[at] = rank;
  }
  return ranks;
}

/**
 * Best and worst rank of each scored thing that the evidence allows: one more than the number of those certainly above,
 * and the number of all less those certainly below. Pairs whose intervals do not overlap are decided by them; for the
 * others `decide` is asked, for at most `limit` pairs, from the highest scores down, and pairs beyond that count as undecided,
 * which keeps the intervals valid but wider. Unscored things are left out; a score without bounds can be anywhere.
 */
export function rankIntervals(
  scored: readonly Scored[],
  decide: (above: string, below: string) => CertainOrder,
  limit: number,
): Map<string, { readonly best: number; readonly worst: number }> {
  const entries = scored
    .filter(({ score }) => score.value !== null && !Number.isNaN(score.value))
    .map(({ id, score }) => ({
      id,
      floor: floorOf(score.low ?? -Infinity),
      high: score.high ?? Infinity,
      above: 0,
      below: 0,
    }));
  const byHigh = entries.slice().sort((a, b) => b.high - a.high);
  const floors = entries.map((entry) => entry.floor).sort((a, b) => a - b);
  const highs = entries.map((entry) => entry.high).sort((a, b) => a - b);
  for (const entry of entries) {
    entry.below = countBelow(highs, entry.floor);
    entry.above = entries.length - countBelow(floors, entry.high, true);
  }
  let asked = 0;
  for (const [at, upper] of byHigh.entries()) {
    for (let next = at + 1; next < byHigh.length && asked < limit; next++) {
      const lower = byHigh[next];
      if (!lower || lower.high < upper.floor) break;
      asked += 1;
      const order = decide(upper.id, lower.id);
      if (order === "above") {
        upper.below += 1;
        lower.above += 1;
      } else if (order === "below") {
        upper.above += 1;
        lower.below += 1;
      }
    }
  }
  return new Map(
    entries.map(({ id, above, below }) => [id, { best: above + 1, worst: entries.length - below }]),
  );
}

/** The lower end, less the rounding noise that must not decide an order. */
function floorOf(low: number): number {
  return Number.isFinite(low) ? low - SLACK * Math.abs(low) : low;
}

/** How many of the ascending values are below the limit, or up to it. */
function countBelow(ascending: readonly number[], limit: number, including = false): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = ascending[middle] ?? 0;
    if (value < limit || (including && value === limit)) from = middle + 1;
    else to = middle;
  }
  return from;
}
