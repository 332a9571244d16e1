import { type ClusterRecord, METRICS, type Metric } from "../../data/index.js";
import { missing, monotone, type Quantity } from "../../figures/index.js";
import {
  type Clusters,
  count,
  type Joint,
  population,
  position,
  share,
  solved,
  solveJoint,
} from "../../solve/index.js";
import { timesIfAny, totalsOf } from "./scale.js";

/** A part of a cluster: which fraction of each metric, and of the population where it is known, lies in it. */
export interface ClusterPart {
  readonly id: string;
  readonly name?: string;
  readonly economies?: readonly string[];
  readonly fractions: { readonly [M in Metric]: number };
  /** Without it the part has neither population nor per-million figures. */
  readonly population?: number;
}

/**
 * One cluster split in two: the part that is described, and the rest of it under the name `rest`. Counts and shares are
 * divided by the fractions; world totals stay. The parts stand where the cluster stood; published ranks of it are dropped.
 * Which fraction lies where must come from the user: nothing published says it. Throws a `RangeError` for an unknown
 * id, an id that is taken, and a fraction outside of 0 to 1.
 */
export function splitCluster(
  clusters: Clusters,
  id: string,
  part: ClusterPart,
  rest: Pick<ClusterPart, "id" | "name" | "economies">,
): Joint {
  const joint = solved(clusters);
  const at = position(joint, id);
  for (const [what, fraction] of Object.entries({ ...part.fractions, population: part.population ?? 0 })) {
    if (!(fraction >= 0 && fraction <= 1))
      throw new RangeError(`Found ${fraction} as the fraction of ${what}, expected 0 to 1.`);
  }
  const remaining = part.population === undefined ? undefined : 1 - part.population;
  const parts = joint.records.flatMap((record, place) =>
    place === at
      ? [
          piece(record, part, (metric) => part.fractions[metric], part.population),
          piece(record, rest, (metric) => 1 - part.fractions[metric], remaining),
        ]
      : [record],
  );
  return solveJoint(parts, totalsOf(joint));
}

function piece(
  { name, economies, ...whole }: ClusterRecord,
  own: Pick<ClusterPart, "id" | "name" | "economies">,
  fraction: (metric: Metric) => number,
  heads: number | undefined,
): ClusterRecord {
  const figures = METRICS.flatMap((metric) => {
    const known = whole.figures[metric];
    if (!known) return [];
    const of = fraction(metric);
    const perHead = heads === undefined || heads === 0 ? undefined : of / heads;
    const [counted, part] = [timesIfAny(known.count, of), timesIfAny(known.share, of)];
    return [[metric, { count: counted, share: part, perMillion: timesIfAny(known.perMillion, perHead) }]];
  });
  return {
    id: own.id,
    name: own.name ?? `${name}: ${own.id}`,
    economies: own.economies ?? economies,
    population: heads === 0 ? undefined : timesIfAny(whole.population, heads),
    figures: Object.fromEntries(figures),
  };
}

/**
 * Several clusters merged into one, in the place of the first: the sums of their shares and populations, as they follow
 * from all figures, and of their counts where all are published; one that is missing in any of them is missing in the sum. World totals stay. Bounds of
 * sums are outer ones.
 * Throws a `RangeError` for an unknown id, fewer than two clusters, and an id that another cluster has.
 */
export function mergeClusters(
  clusters: Clusters,
  ids: readonly string[],
  merged: { readonly id: string; readonly name: string },
): Joint {
  const joint = solved(clusters);
  const places = [...new Set(ids.map((id) => position(joint, id)))];
  if (places.length < 2)
    throw new RangeError(`Found ${places.length} cluster to merge, expected two or more.`);
  const members = places.flatMap((at) => joint.records[at] ?? []);
  const figures = METRICS.flatMap((metric) => {
    const shares = sum(members.map(({ id }) => share(joint, id, metric)));
    // Counts that follow from shares say no more than these do.
    const printed = members.every(({ figures }) => typeof figures[metric]?.count?.value === "number");
    const counts = printed ? sum(members.map(({ id }) => count(joint, id, metric))) : MISSING;
    if (shares.value === null && counts.value === null) return [];
    return [[metric, { share: known(shares), count: known(counts) }]];
  });
  const record: ClusterRecord = {
    ...merged,
    economies: [...new Set(members.flatMap((member) => member.economies))],
    population: known(sum(members.map(({ id }) => population(joint, id)))),
    figures: Object.fromEntries(figures),
  };
  const first = Math.min(...places);
  const records = joint.records.flatMap((other, at) =>
    at === first ? [record] : places.includes(at) ? [] : [other],
  );
  return solveJoint(records, totalsOf(joint));
}

const MISSING: Quantity = missing("1");

function sum(parts: readonly Quantity[]): Quantity {
  return monotone(
    parts[0]?.unit ?? "1",
    (...values) => values.reduce((total, value) => total + value, 0),
    ...parts.map((part) => [part, 1] as const),
  );
}

function known(quantity: Quantity): Quantity | undefined {
  return quantity.value === null ? undefined : quantity;
}
