import { type Bounds, difference, missing, type Quantity, SLACK } from "../figures/index.js";
import type { Joint } from "./joint.js";
import { type Addend, addends, type Measure, sumOf, type Weights } from "./score.js";
import { sumBounds } from "./sums.js";

/** Whether one cluster's score is above another's in every world that the figures allow. */
export type CertainOrder = "above" | "below" | "undecided";

const SCORE_UNIT: { readonly [M in Measure]: string } = {
  size: "percentage points",
  intensity: "percentage points per million inhabitants",
};

/**
 * Score of a cluster under the weights: the sum of its shares (size), or of its shares per million inhabitants
 * (intensity). The value is computed from unrounded parts; null where a used metric is missing. Bounds are valid for every
 * world that the figures allow; see `scoreDifference` for when they are exact.
 */
export function score(joint: Joint, id: string, measure: Measure, weights: Weights): Quantity {
  return scoreOfParts(joint, { id, parts: addends(joint, id, measure, weights) }, measure);
}

/** A cluster with the parts of its score, computed once for many comparisons. */
export interface Entrant {
  readonly id: string;
  readonly parts: readonly Addend[];
}

/** `score` from parts; no parts at all are the score 0. */
export function scoreOfParts(joint: Joint, { id, parts }: Entrant, measure: Measure): Quantity {
  const plain = sumOf(parts, SCORE_UNIT[measure]);
  if (plain.value === null || measure === "size") return plain;
  return tighten(plain, sumBounds(joint, [{ id, sign: 1, parts }]));
}

/**
 * Score of `a` minus score of `b`. World totals and populations are the same for both, so this is a linear programme in
 * their reciprocals u and q: a share is within (count)·u, intensity within (per million)·u and (share)·q, and the joint
 * bounds link every u and q. Exact where a cluster has either counts or per-million figures; where it has both, or
 * shares that are tied through its population, the products u·q are relaxed (McCormick) and the bounds are outer ones.
 */
export function scoreDifference(
  joint: Joint,
  a: string,
  b: string,
  measure: Measure,
  weights: Weights,
): Quantity {
  const first = { id: a, parts: addends(joint, a, measure, weights) };
  const second = { id: b, parts: addends(joint, b, measure, weights) };
  return differenceOfParts(joint, first, second, measure);
}

/** `scoreDifference` from parts. */
export function differenceOfParts(joint: Joint, a: Entrant, b: Entrant, measure: Measure): Quantity {
  const plain = knownDifference(sumOf(a.parts, SCORE_UNIT[measure]), sumOf(b.parts, SCORE_UNIT[measure]));
  if (plain.value === null) return plain;
  return tighten(
    plain,
    sumBounds(joint, [
      { ...a, sign: 1 },
      { ...b, sign: -1 },
    ]),
  );
}

/** The order of two scores, where it is certain; "undecided" also where one of them is missing. */
export function certainOrder(
  joint: Joint,
  a: string,
  b: string,
  measure: Measure,
  weights: Weights,
): CertainOrder {
  return orderOf(scoreDifference(joint, a, b, measure, weights));
}

/** The order that a difference proves; a difference that can be 0, up to rounding noise, proves nothing. */
export function orderOf(difference: Bounds & { readonly value?: number | null }): CertainOrder {
  const noise = SLACK * Math.max(1, Math.abs(difference.value ?? 0));
  if ((difference.low ?? -1) > noise) return "above";
  if ((difference.high ?? 1) < -noise) return "below";
  return "undecided";
}

/** Difference of two quantities that are bounded each alone; without a value it has no bounds either. */
export function knownDifference(a: Quantity, b: Quantity): Quantity {
  const found = difference(a, b);
  return found.value === null ? missing(a.unit) : found;
}

/** The quantity within bounds that are valid as well; none where there are none. */
function tighten(plain: Quantity, bounds: Bounds | undefined): Quantity {
  if (!bounds) return plain;
  const low = Math.max(plain.low ?? -Infinity, bounds.low ?? -Infinity);
  const high = Math.min(plain.high ?? Infinity, bounds.high ?? Infinity);
  if (low > high || plain.value === null) return plain;
  const { low: _low, high: _high, ...rest } = plain;
  return {
    ...rest,
    value: Math.min(Math.max(plain.value, low), high),
    ...(Number.isFinite(low) ? { low } : {}),
    ...(Number.isFinite(high) ? { high } : {}),
  };
}
