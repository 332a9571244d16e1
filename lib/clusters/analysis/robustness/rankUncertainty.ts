import type { Metric } from "../../data/index.js";
import { inherit, type Quantity } from "../../figures/index.js";
import { randomStream } from "../../numeric/index.js";
import type { Clusters } from "../../solve/index.js";
import type { ShareTable } from "../weights/index.js";
import { type AllChoices, choiceModel, type RobustnessOptions } from "./choices.js";

/** Simulated ranks of one cluster. */
export interface SimulatedRank {
  readonly id: string;
  readonly name: string;
  /** `value` is the median of the draws, `low` and `high` are the 5th and 95th percentiles: all of them whole ranks. */
  readonly rank: Quantity;
  /** Rank by the shares themselves under the given weights. */
  readonly reference: number;
  /** Mean of the drawn ranks less the reference: above 0 the cluster mostly ranks worse than by the shares. */
  readonly meanShift: number;
  /** Mean distance of the drawn ranks from the reference. */
  readonly meanAbsoluteShift: number;
  /** Best and worst rank of any draw. */
  readonly best: number;
  readonly worst: number;
}

/** What simulated choices of method do to ranks. Everything in it is simulated, and must be labelled so. */
export interface RankUncertainty {
  readonly metrics: readonly Metric[];
  readonly choices: AllChoices;
  readonly draws: number;
  readonly seed: number;
  /** By reference rank, then in the order of the input. */
  readonly clusters: readonly SimulatedRank[];
  /** Average shift in rank over all clusters (the handbook's R̄_S): median and 90% interval of the draws; unit "places". */
  readonly averageShift: Quantity;
  readonly leftOut: ShareTable["leftOut"];
}

/** Part of the draws that lie below and above the interval. */
const TAIL = 0.05;

/**
 * Monte Carlo uncertainty analysis of the ranking (OECD and JRC handbook, 2008, step 7; Saisana, Saltelli and Tarantola
 * 2005): in each of the draws (10,000 by default) every uncertain choice is drawn at random, and all clusters are ranked.
 * By the unrounded middles of the shares. A percentile is the smallest rank that so many draws do not exceed, hence whole.
 * Competition ranks, ties share the better; clusters that miss a share are left out, see `leftOut`.
 * Throws a `RangeError` for fewer than one draw, and as `prepare` and the choices say.
 */
export function rankUncertainty(clusters: Clusters, options: RobustnessOptions = {}): RankUncertainty {
  const { draws = 10_000, seed = 1 } = options;
  if (!Number.isInteger(draws) || draws < 1)
    throw new RangeError(`Found ${draws} draws, expected a whole number from 1.`);
  const model = choiceModel(clusters, options);
  const { rows, metrics, leftOut } = model.table;
  const n = rows.length;
  // How often each cluster took each rank.
  const counts = new Uint32Array(n * (n + 1));
  const shifts = new Float64Array(draws);
  const sources = model.factors.map(({ draw }, at) => {
    const random = randomStream(seed, at + 1);
    return () => draw(random);
  });
  for (let draw = 0; draw < draws; draw++) {
    const ranks = model.ranks(sources.map((next) => next()));
    let shift = 0;
    for (let at = 0; at < n; at++) {
      const rank = ranks[at] ?? 0;
      const cell = at * (n + 1) + rank;
      counts[cell] = (counts[cell] ?? 0) + 1;
      shift += Math.abs(rank - (model.reference[at] ?? 0));
    }
    shifts[draw] = n === 0 ? 0 : shift / n;
  }
  shifts.sort();
  const shiftAt = (part: number): number => shifts[Math.max(0, Math.ceil(part * draws) - 1)] ?? 0;
  const found = rows.map(({ id, name, evidence }, at) => {
    const own = counts.subarray(at * (n + 1), (at + 1) * (n + 1));
    const { low, median, high, ...rest } = summary(own, draws, model.reference[at] ?? 0);
    return { id, name, rank: { value: median, low, high, unit: "rank", ...evidence }, ...rest };
  });
  return {
    metrics,
    choices: model.choices,
    draws,
    seed,
    clusters: found.sort((a, b) => a.reference - b.reference),
    averageShift: {
      value: n === 0 ? null : shiftAt(0.5),
      ...(n === 0 ? {} : { low: shiftAt(TAIL), high: shiftAt(1 - TAIL) }),
      unit: "places",
      ...inherit(found.map(({ rank }) => rank)),
    },
    leftOut,
  };
}

interface Summary {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly best: number;
  readonly worst: number;
  readonly reference: number;
  readonly meanShift: number;
  readonly meanAbsoluteShift: number;
}

/** Percentiles and means of ranks, from how often each was taken. */
function summary(counts: Uint32Array, draws: number, reference: number): Summary {
  const at = (part: number): number => {
    let sum = 0;
    return counts.findIndex((count) => {
      sum += count;
      return sum >= part * draws;
    });
  };
  let [shift, distance, worst] = [0, 0, 0];
  for (const [rank, count] of counts.entries()) {
    shift += count * (rank - reference);
    distance += count * Math.abs(rank - reference);
    if (count > 0) worst = rank;
  }
  return {
    low: at(TAIL),
    median: at(0.5),
    high: at(1 - TAIL),
    best: counts.findIndex((count) => count > 0),
    worst,
    reference,
    meanShift: shift / draws,
    meanAbsoluteShift: distance / draws,
  };
}
