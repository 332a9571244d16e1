import type { ClusterRecord } from "../../data/index.js";
import { missing, type Quantity } from "../../figures/index.js";
import { competitionRanks, rank } from "../../rank/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import { type Clusters, score, solved, type Weights } from "../../solve/index.js";
import type { DecomposeOptions, MissingCombination } from "./decompose.js";
import { gained, type Split } from "./split.js";

/** Ranks of a cluster from the one edition to the other, by the single order that published ranks allow. */
export interface RankSteps {
  readonly id: string;
  readonly name: string;
  /** As it was published before, among all clusters. */
  readonly published: Quantity;
  /** Among the clusters compared: as published before, by the old method on the new data, by the new method on them. */
  readonly before: Quantity;
  readonly newData: Quantity;
  readonly after: Quantity;
  /** Places gained: by data, then by method. */
  readonly split: Split;
}

/** The moves of the clusters compared, and the combination that no figure gives. */
export interface RankPath {
  /** In the order of the rank after. */
  readonly clusters: readonly RankSteps[];
  readonly missing: MissingCombination;
  readonly leftOut: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

/**
 * What of a move in rank is data and what is method where the earlier edition printed ranks but no shares: as published →
 * the old method on the new data (data) → the new method (method). The other order needs the new method on the old
 * data, which the result names as missing: how much the order of the steps matters cannot be told. Ranks are among the
 * clusters that have a published rank before and both scores after.
 */
export function rankSteps(
  before: readonly ClusterRecord[],
  after: Clusters,
  options: DecomposeOptions,
): RankPath {
  const joint = solved(after);
  const [from, to] = [weightsOf(options.from), weightsOf(options.to)];
  const earlier = new Map(before.map((record) => [record.id, record]));
  const has = (id: string, weights: Weights): boolean => score(joint, id, "size", weights).value !== null;
  const why = (id: string): string | undefined => {
    if (!joint.index.has(id)) return "it is not in the table after";
    if ((earlier.get(id)?.rank?.value ?? null) === null) return "its rank before was not found";
    if (!has(id, from) || !has(id, to)) return "a share of it was not found";
    return undefined;
  };
  const ids = [...new Set(options.among ?? joint.records.map(({ id }) => id))];
  const compared = ids.filter((id) => why(id) === undefined);
  const published = compared.map((id) => earlier.get(id)?.rank ?? missing("rank"));
  const places = competitionRanks(published.map(({ value }) => (value === null ? null : -value)));
  const [newData, last] = [from, to].map(
    (weights) => new Map(rank(joint, { weights, among: compared }).map((entry) => [entry.id, entry])),
  );
  const clusters = compared.map((id, at): RankSteps => {
    const print = published[at] ?? missing("rank");
    const value = places[at] ?? null;
    const first = { ...print, value, ...(value === null ? {} : { low: value, high: value }) };
    const [second, third] = [
      newData?.get(id)?.rank ?? missing("rank"),
      last?.get(id)?.rank ?? missing("rank"),
    ];
    return {
      id,
      name: last?.get(id)?.name ?? id,
      published: print,
      before: first,
      newData: second,
      after: third,
      split: { total: gained(first, third), data: gained(first, second), method: gained(second, third) },
    };
  });
  return {
    clusters: clusters.sort((a, b) => (a.after.value ?? 0) - (b.after.value ?? 0)),
    missing: {
      combination: "newMethod",
      why: "the new method on the old data needs the earlier edition's shares, of which only ranks are given",
    },
    leftOut: ids.flatMap((id) => {
      const reason = why(id);
      const name = earlier.get(id)?.name ?? joint.records.find((record) => record.id === id)?.name ?? id;
      return reason === undefined ? [] : [{ id, name, why: reason }];
    }),
  };
}
