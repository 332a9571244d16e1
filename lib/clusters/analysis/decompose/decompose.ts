import { METRICS } from "../../data/index.js";
import { missing, type Quantity } from "../../figures/index.js";
import { rank } from "../../rank/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import {
  type Clusters,
  type Joint,
  knownDifference,
  score,
  solved,
  usedMetrics,
  type Weights,
} from "../../solve/index.js";
import {
  type ByCombination,
  COMBINATION_WORDS,
  COMBINATIONS,
  type Combination,
  gained,
  type Splits,
  type Step,
  splits,
} from "./split.js";

/** Two methods, as editions or weights, and which clusters. */
export interface DecomposeOptions {
  readonly from: number | Weights;
  readonly to: number | Weights;
  /** Ids of the clusters to rank among themselves; all that both tables have when absent. */
  readonly among?: readonly string[];
}

/** What of a cluster's move is method and what is data. */
export interface Decomposed {
  readonly id: string;
  readonly name: string;
  readonly scores: ByCombination;
  readonly ranks: ByCombination;
  /** Points gained; a method that adds a metric adds to every score. Unit "percentage points". */
  readonly score: Splits;
  /** Places gained, above 0 for a better rank. Unit "places". */
  readonly rank: Splits;
}

/** A combination that cannot be computed for any cluster, and why. */
export interface MissingCombination {
  readonly combination: Combination;
  readonly why: string;
}

/** The moves of all clusters that can be compared. */
export interface Decomposition {
  /** In the order of the rank after. */
  readonly clusters: readonly Decomposed[];
  readonly missing: readonly MissingCombination[];
  /** Clusters that are not compared, with the reason. */
  readonly leftOut: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

/**
 * Splits the change of every score and rank between two editions into what the method and what the data have done, in both
 * orders and as Shapley values. Needs both editions' shares under both methods; a combination that no cluster has is
 * named in `missing`, and the splits that need it are missing while the other order is still given. Ranks are among the clusters
 * that have a score in every combination that any has; the others are in `leftOut`. Competition ranks, by unrounded scores.
 *
 * Bounds of scores' parts are exact for each edition's figures; the two editions count as independent.
 */
export function decompose(before: Clusters, after: Clusters, options: DecomposeOptions): Decomposition {
  const data = { old: solved(before), new: solved(after) };
  const [from, to] = [weightsOf(options.from), weightsOf(options.to)];
  const sides: { readonly [C in Combination]: Side } = {
    before: { joint: data.old, weights: from },
    newData: { joint: data.new, weights: from },
    newMethod: { joint: data.old, weights: to },
    after: { joint: data.new, weights: to },
  };
  const names = new Map([...data.old.records, ...data.new.records].map(({ id, name }) => [id, name]));
  const ids = options.among ? [...new Set(options.among)] : [...names.keys()];
  const scoresOf = (id: string): ByCombination =>
    byCombination((combination) => scoreIn(sides[combination], id));
  const scores = new Map(ids.map((id) => [id, scoresOf(id)]));
  const lacked = COMBINATIONS.filter((combination) =>
    ids.every((id) => scores.get(id)?.[combination].value === null),
  );
  const needed = COMBINATIONS.filter((combination) => !lacked.includes(combination));
  const lacking = (id: string): Combination[] =>
    needed.filter((combination) => scores.get(id)?.[combination].value === null);
  const compared = ids.filter((id) => needed.length > 0 && lacking(id).length === 0);
  const ranks = byCombination((combination) => {
    const { joint, weights } = sides[combination];
    const found = needed.includes(combination) ? rank(joint, { weights, among: compared }) : [];
    return new Map(found.map((entry) => [entry.id, entry.rank]));
  });
  const clusters = compared.map((id): Decomposed => {
    const own = byCombination((combination) => ranks[combination].get(id) ?? missing("rank"));
    return {
      id,
      name: names.get(id) ?? id,
      scores: scores.get(id) ?? scoresOf(id),
      ranks: own,
      score: splits(scoreStep(sides, scores.get(id) ?? scoresOf(id), id)),
      rank: splits((a, b) => gained(own[a], own[b])),
    };
  });
  return {
    clusters: clusters.sort((a, b) => (a.ranks.after.value ?? 0) - (b.ranks.after.value ?? 0)),
    missing: lacked.map((combination) => ({
      combination,
      why: whyMissing(combination, sides[combination]),
    })),
    leftOut: ids
      .filter((id) => !compared.includes(id))
      .map((id) => ({ id, name: names.get(id) ?? id, why: whyLeftOut(id, data, lacking(id)) })),
  };
}

interface Side {
  readonly joint: Joint;
  readonly weights: Weights;
}

function byCombination<T>(of: (combination: Combination) => T): { readonly [C in Combination]: T } {
  return { before: of("before"), newData: of("newData"), newMethod: of("newMethod"), after: of("after") };
}

function scoreIn({ joint, weights }: Side, id: string): Quantity {
  if (!joint.index.has(id)) return missing("percentage points");
  return score(joint, id, "size", weights);
}

/** A change of the method alone is the score of the change of weights, so what both scores share cannot widen it. */
function scoreStep(sides: { readonly [C in Combination]: Side }, scores: ByCombination, id: string): Step {
  return (a, b) => {
    const plain = knownDifference(scores[b], scores[a]);
    const { joint, weights } = sides[a];
    if (plain.value === null || joint !== sides[b].joint) return plain;
    const change = weightChange(weights, sides[b].weights);
    return change ? score(joint, id, "size", change) : { ...plain, value: 0, low: 0, high: 0 };
  };
}

function weightChange(from: Weights, to: Weights): Weights | undefined {
  const change = Object.fromEntries(
    METRICS.map((metric) => [metric, (to[metric] ?? 0) - (from[metric] ?? 0)]),
  );
  return Object.values(change).some((value) => value !== 0) ? change : undefined;
}

function whyMissing(combination: Combination, { joint, weights }: Side): string {
  const metrics = usedMetrics(weights).filter((metric) =>
    joint.records.every(({ id }) => score(joint, id, "size", { [metric]: 1 }).value === null),
  );
  const what =
    metrics.length > 0 ? `no cluster has a share of ${metrics.join(" or ")}` : "no cluster has every share";
  return `${COMBINATION_WORDS[combination]} cannot be computed: ${what}`;
}

function whyLeftOut(
  id: string,
  data: { readonly old: Joint; readonly new: Joint },
  lacking: readonly Combination[],
): string {
  if (!data.old.index.has(id)) return "it is not in the table before";
  if (!data.new.index.has(id)) return "it is not in the table after";
  if (lacking.length === 0) return "no combination can be computed";
  return `it has no score by ${lacking.map((combination) => COMBINATION_WORDS[combination]).join(", nor by ")}`;
}
