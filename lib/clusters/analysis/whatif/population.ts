import { type Quantity, SLACK } from "../../figures/index.js";
import { intensity, type RankOptions } from "../../rank/index.js";
import { type Clusters, type Joint, position, solved, solveJoint } from "../../solve/index.js";
import { timesIfAny, totalsOf } from "./scale.js";

/**
 * The clusters with other populations: each named one's times its factor, and its per-million figures over it; counts and
 * shares stay. Size ranks do not change, intensity does. Throws a `RangeError` for an unknown id and a factor that is
 * not above 0.
 */
export function withPopulations(clusters: Clusters, factors: { readonly [id: string]: number }): Joint {
  const joint = solved(clusters);
  for (const [id, factor] of Object.entries(factors)) {
    position(joint, id);
    if (!(factor > 0 && Number.isFinite(factor)))
      throw new RangeError(
        `Found ${factor} as the factor of the population of "${id}", expected one above 0.`,
      );
  }
  const records = joint.records.map((record) => {
    const factor = factors[record.id];
    if (factor === undefined) return record;
    const figures = Object.entries(record.figures).map(([metric, known]) => [
      metric,
      known && { ...known, perMillion: timesIfAny(known.perMillion, 1 / factor) },
    ]);
    return {
      ...record,
      population: timesIfAny(record.population, factor),
      figures: Object.fromEntries(figures),
    };
  });
  return solveJoint(records, totalsOf(joint));
}

/** What an error of the population does to a cluster's intensity rank. */
export interface PopulationRange {
  readonly id: string;
  readonly name: string;
  /** Points per million as they follow from the figures. */
  readonly score: Quantity;
  /** Rank as it follows from the figures, with what rounding allows. */
  readonly rank: Quantity;
  /** Best and worst rank where only this cluster's population is off. */
  readonly alone: Quantity;
  /** Best and worst rank where every population may be off, each in its own direction. */
  readonly everyone: Quantity;
}

/**
 * Intensity ranks if populations are off by up to a fraction: with 0.2 each may be 20 percent smaller or larger. Intensity
 * is a share over a population, so its score is multiplied by 1/0.8 to 1/1.2. By unrounded scores; ties share the better
 * rank. In the order of the rank; clusters without a score are left out. Throws a `RangeError` unless the fraction is
 * from 0 to below 1.
 */
export function populationRanges(
  clusters: Clusters,
  options: RankOptions & { readonly by: number },
): PopulationRange[] {
  const { by } = options;
  if (!(by >= 0 && by < 1))
    throw new RangeError(`Found ${by} as the error of populations, expected a fraction from 0 to below 1.`);
  const ranked = intensity(clusters, options).filter(({ score }) => score.value !== null);
  const scores = ranked.map(({ score }) => score.value ?? 0);
  const range = (at: number, own: number, others: number): number =>
    1 +
    scores.filter((score, other) => other !== at && score * others > (scores[at] ?? 0) * own * (1 + SLACK))
      .length;
  const [most, least] = [1 / (1 - by), 1 / (1 + by)];
  return ranked.map(({ id, name, score, rank }, at) => ({
    id,
    name,
    score,
    rank,
    alone: { ...rank, low: range(at, most, 1), high: range(at, least, 1) },
    everyone: { ...rank, low: range(at, most, least), high: range(at, least, most) },
  }));
}
