import { METRICS, type Metric, quoted } from "../data/index.js";
import { UserError } from "./errors.js";

/** What a column of metrics may say, in small letters. */
const WORDS: { readonly [M in Metric]: readonly string[] } = {
  pct: [
    "pct",
    "pct application",
    "pct applications",
    "patent",
    "patents",
    "patent application",
    "patent applications",
  ],
  publications: ["publication", "publications", "article", "articles", "paper", "papers"],
  ventureDeals: [
    "venturedeals",
    "venture deal",
    "venture deals",
    "vc",
    "vc deal",
    "vc deals",
    "deal",
    "deals",
  ],
};

/** SQL that gives the position in `METRICS` of a text in SQL, and null for words that are not understood. */
export function metricCode(text: string): string {
  const cases = METRICS.map((metric, at) => {
    const words = WORDS[metric].map((word) => `'${word}'`).join(", ");
    return `WHEN replace(lower(trim(${text})), '_', ' ') IN (${words}) THEN ${at}`;
  });
  return `CAST(CASE ${cases.join(" ")} END AS TINYINT)`;
}

/** The metric that a word stands for; throws a `UserError` for one that is not understood. */
export function metricOf(word: string): Metric {
  const plain = word.trim().toLowerCase().replaceAll("_", " ");
  const found = METRICS.find((metric) => WORDS[metric].includes(plain));
  if (!found) throw new UserError(`Found ${quoted(word)} as a metric, expected ${METRICS.join(", ")}.`);
  return found;
}

/** The error for rows whose metric is not understood; nulls among the first few values are rows without one. */
export function unknownMetrics(
  label: string,
  column: string,
  rows: number,
  values: readonly (string | null)[],
): UserError {
  const shown = values.map((value) => (value === null ? "no value" : quoted(value))).join(", ");
  return new UserError(
    `${label}, column "${column}": found ${shown} in ${rows.toLocaleString("en")} rows, expected pct (or patents), publications (or articles, papers) or ventureDeals (or vc, deals). Where all rows are of one metric, give --metric.`,
  );
}
