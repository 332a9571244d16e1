import { type Random, randomIndex, randomWeights } from "../../numeric/index.js";
import type { Clusters } from "../../solve/index.js";
import { type ShareTable, type ShareTableOptions, shareTable } from "../weights/index.js";
import {
  AGGREGATIONS,
  type Aggregation,
  NORMALISATIONS,
  type Normalisation,
  type Prepared,
  prepare,
  ranker,
} from "./scenario.js";
import type { Factor } from "./sobol.js";

/** Which choices of method are uncertain. What is absent takes the default; a single alternative fixes a choice. */
export interface Choices {
  /**
   * "given" keeps the weights. A number draws them from a Dirichlet distribution around the given ones, with that parameter
   * for a metric of average weight: by 10 (the default) a third varies by about a quarter of itself, 1 takes all weights alike.
   */
  readonly weights?: "given" | number;
  /** Equally likely ones; all four when absent. */
  readonly normalisations?: readonly Normalisation[];
  /** Equally likely ones; both when absent. */
  readonly aggregations?: readonly Aggregation[];
  /** Whether a metric may be left out: none or any one of them, equally likely. True when absent. */
  readonly leaveOneOut?: boolean;
}

/** Choices with nothing left open. */
export type AllChoices = { readonly [K in keyof Choices]-?: NonNullable<Choices[K]> };

/** Which clusters, under which choices. */
export interface RobustnessOptions extends ShareTableOptions {
  readonly choices?: Choices;
  readonly draws?: number;
  /** Seed of the pseudo-random numbers (default 1); the same seed gives the same result. */
  readonly seed?: number;
}

/** Names of the choices, as factors of the sensitivity. */
export type ChoiceName = "weights" | "normalisation" | "aggregation" | "metric left out";

/** A drawn choice: weights, or the number of an alternative. */
export type Drawn = readonly number[];

/** The choices as a model: draws of each factor go in, ranks come out. */
export interface ChoiceModel {
  readonly table: ShareTable;
  readonly choices: AllChoices;
  /** The choices that vary. */
  readonly factors: readonly (Factor<Drawn> & { readonly name: ChoiceName })[];
  /** Ranks in the order of the table's rows, from a draw of each factor; overwritten by the next call. */
  readonly ranks: (drawn: readonly Drawn[]) => Int32Array;
  /** Ranks by the shares themselves, added under the given weights. */
  readonly reference: Int32Array;
}

/** Prepares all alternatives once. Throws a `RangeError` for negative weights, a choice without alternatives, and one that there is not. */
export function choiceModel(clusters: Clusters, options: RobustnessOptions): ChoiceModel {
  const table = shareTable(clusters, options);
  const choices: AllChoices = {
    weights: options.choices?.weights ?? 10,
    normalisations: options.choices?.normalisations ?? NORMALISATIONS,
    aggregations: options.choices?.aggregations ?? AGGREGATIONS,
    leaveOneOut: options.choices?.leaveOneOut ?? true,
  };
  check(table, choices);
  const { normalisations, aggregations } = choices;
  const prepared = normalisations.map((normalisation) =>
    aggregations.map((aggregation) => prepare(table, normalisation, aggregation)),
  );
  const rank = ranker(table.rows.length);
  const factors = factorsOf(table, choices);
  const at = (name: ChoiceName): number => factors.findIndex((factor) => factor.name === name);
  const places = {
    weights: at("weights"),
    normalisation: at("normalisation"),
    aggregation: at("aggregation"),
    leftOut: at("metric left out"),
  };
  const plain = prepare(table, "share", "arithmetic");
  return {
    table,
    choices,
    factors,
    ranks: (drawn) => {
      const number = (place: number): number => drawn[place]?.[0] ?? 0;
      const chosen: Prepared = prepared[number(places.normalisation)]?.[number(places.aggregation)] ?? plain;
      const weights = drawn[places.weights] ?? table.weights;
      const leftOut = number(places.leftOut) - 1;
      return rank(chosen, leftOut < 0 ? weights : weights.map((weight, m) => (m === leftOut ? 0 : weight)));
    },
    reference: Int32Array.from(rank(plain, table.weights)),
  };
}

function factorsOf({ weights }: ShareTable, choices: AllChoices): ChoiceModel["factors"] {
  const oneOf = (name: ChoiceName, count: number): ChoiceModel["factors"] =>
    count < 2 ? [] : [{ name, draw: (random: Random) => [randomIndex(random, count)] }];
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const concentration = choices.weights;
  const alphas = concentration === "given" ? [] : weights.map((weight) => (concentration * weight) / mean);
  return [
    ...(alphas.length < 2
      ? []
      : [{ name: "weights" as const, draw: (random: Random) => randomWeights(random, alphas) }]),
    ...oneOf("normalisation", choices.normalisations.length),
    ...oneOf("aggregation", choices.aggregations.length),
    ...oneOf("metric left out", choices.leaveOneOut && weights.length > 1 ? weights.length + 1 : 1),
  ];
}

function check({ weights, metrics }: ShareTable, choices: AllChoices): void {
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0)
    throw new RangeError(`The weight of ${metrics[negative]} is ${weights[negative]}; expected one above 0.`);
  if (choices.weights !== "given" && !(choices.weights > 0 && Number.isFinite(choices.weights)))
    throw new RangeError(
      `Found the Dirichlet parameter ${choices.weights} for weights, expected one above 0.`,
    );
  if (choices.normalisations.length === 0 || choices.aggregations.length === 0)
    throw new RangeError(
      "Found no normalisation or no aggregation to choose from, expected one or more of each.",
    );
}
