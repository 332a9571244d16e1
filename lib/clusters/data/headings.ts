import { FORMS } from "./ours.js";
import type { Metric } from "./record.js";

/** Words that may stand in the heading of a metric's column beside those that say which metric and which form. */
const FILLING = new Set(
  "of the in total totals world global wipo number count counts absolute scientific 5 five y 5y year years percent %".split(
    " ",
  ),
);
const NAMED_BY: readonly (readonly [Metric, ReadonlySet<string>])[] = [
  ["ventureDeals", new Set("venture capital vc deal deals".split(" "))],
  ["publications", new Set("publication publications pub pubs article articles paper papers".split(" "))],
  ["pct", new Set("pct patent patents application applications filing filings".split(" "))],
];
const FORM_WORDS = {
  share: new Set(["share", "shares"]),
  perMillion: new Set("per million inhabitants people population capita".split(" ")),
};
const OTHERS: { readonly [heading: string]: string } = {
  cluster: "cluster",
  "cluster name": "cluster",
  "name of cluster": "cluster",
  name: "cluster",
  economy: "economy",
  economies: "economy",
  "economy code": "economy",
  edition: "edition",
  rank: "rank",
  "size rank": "rank",
  "intensity rank": "intensity_rank",
  population: "population",
  inhabitants: "population",
};

/**
 * The column of a user's table that a heading means, as WIPO's tables and common copies of them head it: "Cluster
 * name", "PCT applications", "Scientific publications", "Share of total PCT filings, %", "VC deals". Case, signs and years
 * do not matter. Nothing for a heading with a word that is not known here ("VC deals, USD million", "Rank change"), so
 * that nothing is taken for what it is not.
 */
export function columnOfHeading(heading: string): string | undefined {
  const words = heading
    .toLowerCase()
    .replace(/%/gu, " % ")
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word !== "");
  const other = OTHERS[words.join(" ")];
  if (other !== undefined) return other;
  const kept = words.filter((word) => !/^(?:19|20)\d\d$/u.test(word));
  const [metric] = NAMED_BY.find(([, known]) => kept.some((word) => known.has(word))) ?? [];
  if (metric === undefined || !kept.every((word) => isKnown(word, metric))) return undefined;
  const has = (form: keyof typeof FORM_WORDS): boolean => kept.some((word) => FORM_WORDS[form].has(word));
  if (has("share") && has("perMillion")) return undefined;
  const form = has("share") ? "share" : has("perMillion") ? "perMillion" : "count";
  // Per head is another unit than per million.
  if (form === "perMillion" && !kept.includes("million")) return undefined;
  // A percentage is a share only where the heading says of what.
  if (form === "count" && kept.some((word) => word === "%" || word === "percent")) return undefined;
  return FORMS[metric][form];
}

function isKnown(word: string, metric: Metric): boolean {
  return (
    FILLING.has(word) ||
    NAMED_BY.some(([of, known]) => known.has(word) && (of === metric || word === "pct")) ||
    Object.values(FORM_WORDS).some((known) => known.has(word))
  );
}
