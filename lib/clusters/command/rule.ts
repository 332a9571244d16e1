import { METRICS, type Metric } from "../data/index.js";
import type { DensityRule } from "../places/dbscan/index.js";
import { identificationRule, LATEST_EDITION, method } from "../rank/methods/index.js";
import { usedMetrics, type Weights } from "../solve/index.js";
import { UserError } from "./errors.js";
import type { IdentifyFlags } from "./options.js";

/** How clusters are found and ranked, and where each part of it is from. */
export interface ChosenRule {
  readonly rule: DensityRule & { readonly merge: number };
  /** Metrics whose records are counted against the threshold; all that the records hold when null. */
  readonly density: readonly Metric[] | null;
  /** The edition that parts are taken from, and the id of its source in data/sources.csv. */
  readonly edition: number | null;
  readonly source: string | null;
  /** Options by which the user replaces parts of the edition's. */
  readonly own: readonly string[];
}

/** The density rule of the options. Throws a `UserError` where they do not make one. */
export function chosenRule(flags: IdentifyFlags): ChosenRule {
  const { edition, radius, threshold, merge, density } = flags;
  const own = (["radius", "threshold", "merge", "density"] as const).filter(
    (name) => flags[name] !== undefined,
  );
  if (edition === undefined) {
    if (radius === undefined || threshold === undefined) {
      throw new UserError(
        "Found no rule to go by, expected --edition 2024, or --radius (kilometres) and --threshold (records within it) of your own.",
      );
    }
    return {
      rule: { radius, threshold, merge: merge ?? 0 },
      density: density ?? null,
      edition: null,
      source: null,
      own,
    };
  }
  const published = ruleOf(edition);
  return {
    rule: {
      radius: radius ?? published.radius,
      threshold: threshold ?? published.threshold,
      merge: merge ?? published.merge,
    },
    density: density ?? published.density,
    edition,
    source: published.source,
    own,
  };
}

function ruleOf(edition: number): ReturnType<typeof identificationRule> {
  try {
    return identificationRule(edition);
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(error.message);
    throw error;
  }
}

/** What applies of the rule to the metrics that the records hold, with a note on each thing that does not. */
export interface AppliedRule {
  readonly density: readonly Metric[];
  readonly weights: Weights;
  readonly notes: readonly string[];
}

/**
 * Density and weights without the metrics that the records do not hold: a rule for applications and publications finds
 * clusters among applications alone, and says so. Weights are those given, or the edition's, or 1 for every
 * metric that is there. Throws a `UserError` where no metric is left.
 */
export function applied(
  chosen: ChosenRule,
  weights: Weights | undefined,
  held: readonly Metric[],
): AppliedRule {
  const notes: string[] = [];
  const wanted = chosen.density ?? held;
  const density = wanted.filter((metric) => held.includes(metric));
  if (density.length === 0) {
    throw new UserError(
      `Found records of ${held.join(", ") || "no metric"}, expected some of ${wanted.join(", ")} to count. Name others with --density.`,
    );
  }
  if (density.length < wanted.length) {
    notes.push(
      `Density counts ${density.join(", ")} alone: there are no records of ${absent(wanted, held)}, which the rule counts, too.`,
    );
  }
  const given =
    weights ?? editionWeights(chosen.edition) ?? Object.fromEntries(held.map((metric) => [metric, 1]));
  const used = usedMetrics(given).filter((metric) => held.includes(metric));
  if (used.length === 0) {
    throw new UserError(
      `Found records of ${held.join(", ")}, expected some of ${usedMetrics(given).join(", ")} to rank by. Give others with --weights.`,
    );
  }
  if (used.length < usedMetrics(given).length) {
    notes.push(
      `The ranking adds ${used.join(", ")} alone: there are no records of ${absent(usedMetrics(given), held)}.`,
    );
  }
  return { density, weights: Object.fromEntries(used.map((metric) => [metric, given[metric]])), notes };
}

function editionWeights(edition: number | null): Weights | undefined {
  return edition === null || edition > LATEST_EDITION ? undefined : method(edition).weights;
}

function absent(wanted: readonly Metric[], held: readonly Metric[]): string {
  return METRICS.filter((metric) => wanted.includes(metric) && !held.includes(metric)).join(", ");
}
