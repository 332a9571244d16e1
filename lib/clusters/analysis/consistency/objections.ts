import type { ClusterRecord } from "../../data/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import {
  addends,
  Contradiction,
  differenceOfParts,
  type Joint,
  type Measure,
  orderOf,
  type PublishedFigure,
  score,
  solveJoint,
  type Weights,
} from "../../solve/index.js";
import { publishedRank, sharedRanks } from "./ranks.js";

/** Something that cannot be true of a table of published figures, whatever they were before rounding. */
export type Objection =
  | {
      /** Counts, shares and per-million figures that no world totals and populations make true together. */
      readonly kind: "figures";
      readonly figures: readonly PublishedFigure[];
      /** The message of the `Contradiction`. */
      readonly message: string;
    }
  | {
      /** Several clusters at one rank. */
      readonly kind: "shared rank";
      readonly measure: Measure;
      readonly rank: number;
      readonly clusters: readonly ClusterRecord[];
    }
  | {
      /** A cluster ranked above another one whose score is certainly higher. */
      readonly kind: "order";
      readonly measure: Measure;
      readonly ranked: ClusterRecord;
      readonly above: ClusterRecord;
    };

/**
 * Everything that arithmetic has against the figures and ranks of one edition: figures that exclude each other
 * (`solveJoint`), a rank held by two clusters, and a published order that is certainly not that of the scores, by size and by
 * intensity. An empty list is no proof that the figures are right, only that nothing in them shows that they are wrong.
 *
 * Scores are compared where all metrics with a weight are known, and pairs only where the order is certain; ties and
 * undecided pairs are no objection. Where figures exclude each other, there are no scores to compare. At most one objection
 * of the first kind is found at a time. `edition` is one whose weights are known, or weights.
 */
export function objections(records: readonly ClusterRecord[], edition: number | Weights): Objection[] {
  const shared = (["size", "intensity"] as const).flatMap((measure) =>
    sharedRanks(records, measure).map((found): Objection => ({ kind: "shared rank", ...found })),
  );
  let joint: Joint;
  try {
    joint = solveJoint(records);
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    return [{ kind: "figures", figures: error.figures, message: error.message }, ...shared];
  }
  const weights = weightsOf(edition);
  return [...shared, ...outOfOrder(joint, "size", weights), ...outOfOrder(joint, "intensity", weights)];
}

function outOfOrder(joint: Joint, measure: Measure, weights: Weights): Objection[] {
  const entries = joint.records
    .flatMap((record) => {
      const rank = publishedRank(record, measure)?.value;
      const found = score(joint, record.id, measure, weights);
      if (typeof rank !== "number" || found.value === null) return [];
      return [{ record, rank, score: found, parts: addends(joint, record.id, measure, weights) }];
    })
    .sort((a, b) => a.rank - b.rank);
  return entries.flatMap((better, at) =>
    entries.slice(at + 1).flatMap((worse): Objection[] => {
      if (worse.rank === better.rank) return [];
      // Most pairs stand in the right order by far and need no linear programme.
      if ((better.score.low ?? -Infinity) >= (worse.score.high ?? Infinity)) return [];
      const difference = differenceOfParts(
        joint,
        { id: worse.record.id, parts: worse.parts },
        { id: better.record.id, parts: better.parts },
        measure,
      );
      if (orderOf(difference) !== "above") return [];
      return [{ kind: "order", measure, ranked: better.record, above: worse.record }];
    }),
  );
}
