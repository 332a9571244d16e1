import { inherit } from "../../figures/index.js";
import type { Clusters } from "../../solve/index.js";
import type { ShareTable } from "../weights/index.js";
import { type AllChoices, choiceModel, type RobustnessOptions } from "./choices.js";
import { type SobolIndices, type SobolOptions, sobolIndices } from "./sobol.js";

/** Whose variance to explain. */
export interface SensitivityOptions extends RobustnessOptions, Pick<SobolOptions, "resamples" | "level"> {
  /** "average shift" in rank over all clusters (the default), or the rank of one cluster, by id. */
  readonly of?: "average shift" | { readonly rankOf: string };
}

/** Which choice of method moves ranks most. Everything in it is simulated, and must be labelled so. */
export interface RankSensitivity extends SobolIndices {
  readonly choices: AllChoices;
  readonly draws: number;
  readonly seed: number;
  readonly leftOut: ShareTable["leftOut"];
}

/**
 * Sobol' indices of the choices of method: which part of the variance of the average shift in rank, or of a cluster's rank,
 * each choice explains by itself (`first`) and with its interactions (`total`). The factors are the choices that
 * vary, each drawn as in `rankUncertainty` (weights are one factor); the design and estimators are those of `sobolIndices`,
 * with 4,096 draws by default. Null indices where the output does not vary at all. Throws a `RangeError` for an
 * unknown cluster, one that misses a share, and where no choice varies.
 */
export function rankSensitivity(clusters: Clusters, options: SensitivityOptions = {}): RankSensitivity {
  const { draws = 4096, seed = 1, of = "average shift" } = options;
  const model = choiceModel(clusters, options);
  const { rows, leftOut } = model.table;
  if (model.factors.length === 0)
    throw new RangeError("No choice varies, so there is nothing to explain; give two alternatives of one.");
  const place = of === "average shift" ? undefined : rows.findIndex(({ id }) => id === of.rankOf);
  if (of !== "average shift" && place === -1) {
    const why = leftOut.find(({ id }) => id === of.rankOf);
    throw new RangeError(
      why
        ? `Cluster "${of.rankOf}" has no share of ${why.missing.join(" and ")}, so it has no rank.`
        : `No cluster among those ranked has the id "${of.rankOf}".`,
    );
  }
  const { reference } = model;
  const found = sobolIndices(
    model.factors,
    (drawn) => {
      const ranks = model.ranks(drawn);
      if (place !== undefined) return ranks[place] ?? 0;
      let shift = 0;
      for (let at = 0; at < ranks.length; at++) shift += Math.abs((ranks[at] ?? 0) - (reference[at] ?? 0));
      return ranks.length === 0 ? 0 : shift / ranks.length;
    },
    { draws, seed, resamples: options.resamples, level: options.level },
  );
  const evidence = inherit(rows.map((row) => ({ value: null, unit: "", ...row.evidence })));
  return {
    ...found,
    indices: found.indices.map(({ factor, first, total }) => ({
      factor,
      first: { ...first, ...evidence },
      total: { ...total, ...evidence },
    })),
    choices: model.choices,
    draws,
    seed,
    leftOut,
  };
}
