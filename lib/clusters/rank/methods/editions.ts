import type { Metric } from "../../data/index.js";
import { usedMetrics, type Weights } from "../../solve/index.js";

/** What an edition of the ranking adds up, and how. */
export interface Method {
  readonly edition: number;
  /** Metrics in the order of WIPO's tables. */
  readonly metrics: readonly Metric[];
  /** One for every metric of the edition: WIPO adds world shares without weighting them. */
  readonly weights: Weights;
}

/**
 * First edition under each method. 2017 ranked by PCT applications alone; 2018 added scientific publications as a
 * second share (method sections of the Global Innovation Index 2017 and 2018); 2025 added the number of venture
 * capital deals as a third (WIPO's cluster page of 2025). The sources are rows of data/methodology.csv.
 */
const METHODS: readonly { readonly from: number; readonly weights: Weights }[] = [
  { from: 2017, weights: { pct: 1 } },
  { from: 2018, weights: { pct: 1, publications: 1 } },
  { from: 2025, weights: { pct: 1, publications: 1, ventureDeals: 1 } },
];

/** The latest edition whose method is known here. */
export const LATEST_EDITION = 2025;

/**
 * The method of an edition, 2017 to 2025. Throws a `RangeError` for other editions: what WIPO adds up there is not
 * known here, so give the weights yourself.
 */
export function method(edition: number): Method {
  const found = METHODS.filter(({ from }) => from <= edition).at(-1);
  if (!found || edition > LATEST_EDITION || !Number.isInteger(edition)) {
    throw new RangeError(
      `The method of the edition ${edition} is not known; expected 2017 to ${LATEST_EDITION}. Pass the weights themselves instead, such as { pct: 1, publications: 1 }.`,
    );
  }
  return { edition, metrics: usedMetrics(found.weights), weights: found.weights };
}

/** Weights as given, or those of an edition. */
export function weightsOf(choice: number | Weights): Weights {
  return typeof choice === "number" ? method(choice).weights : choice;
}
