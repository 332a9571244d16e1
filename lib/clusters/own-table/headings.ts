import { FORMS, type Metric } from "../data/index.js";

/** Words that may stand in the heading of a metric's column beside those that say which metric and which form. */
const FILLING = new Set("of the in wipo scientific 5 five y 5y year years".split(" "));
/** Words that say that it is a number of things, not a part of them. */
const COUNTING = new Set("number count counts absolute".split(" "));
/** Words for the world; "pct" alone beside them is as likely percent. */
const WORLD = new Set("total totals world global".split(" "));
const PERCENT = new Set(["%", "percent"]);
const NAMED_BY: readonly (readonly [Metric, ReadonlySet<string>])[] = [
  ["ventureDeals", new Set("venture capital vc deal deals".split(" "))],
  ["publications", new Set("publication publications pub pubs article articles paper papers".split(" "))],
  ["pct", new Set("pct treaty patent patents application applications filing filings".split(" "))],
];
const FORM_WORDS = {
  share: new Set(["share", "shares"]),
  perMillion: new Set("per million inhabitants people population capita".split(" ")),
};
const KNOWN = [FILLING, COUNTING, WORLD, PERCENT, ...Object.values(FORM_WORDS)];
const OTHERS: { readonly [heading: string]: string } = {
  cluster: "cluster",
  "cluster name": "cluster",
  "name of cluster": "cluster",
  name: "cluster",
  economy: "economy",
  economies: "economy",
  "economy code": "economy",
  country: "economy",
  countries: "economy",
  "country code": "economy",
  edition: "edition",
  rank: "rank",
  "size rank": "rank",
  "intensity rank": "intensity_rank",
  population: "population",
  inhabitants: "population",
};

/**
 * The column of a user's table that a heading means, as WIPO's tables and common copies of them head it: "Cluster
 * name", "Country", "PCT applications", "Scientific publications", "Share of total PCT filings, %", "VC deals",
 * "pub_share_pct". Case and signs do not matter, nor do years in the heading of a metric ("PCT applications 2018–2022");
 * "Rank 2024" is no rank of the table's edition. "pct" is the patent treaty or percent: percent behind "share" and "in"
 * and behind the words of a metric ("total_share_pct", "vc_pct"), but not in brackets behind patents ("Patents (PCT)").
 *
 * Nothing for a heading with a word that is not known here ("VC deals, USD million", "Rank change"), for a percentage
 * that does not say of what, and where "pct" can be either ("total_pct"), so that nothing is taken for what it is not.
 */
export function columnOfHeading(heading: string): string | undefined {
  const words = heading
    .toLowerCase()
    .replace(/%/gu, " % ")
    .replace(/\b(patents?|applications?|filings?)\s*\(pct\)/u, "$1 treaty")
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word !== "");
  const other = OTHERS[words.join(" ")];
  if (other !== undefined) return other;
  const kept = withPercent(words.filter((word) => !/^(?:19|20)\d\d$/u.test(word)));
  const has = (...sets: readonly ReadonlySet<string>[]): boolean =>
    kept.some((word) => sets.some((set) => set.has(word)));
  const [metric, names] = NAMED_BY.find(([, known]) => has(known)) ?? [];
  if (metric === undefined || names === undefined) return undefined;
  if (!kept.every((word) => [...KNOWN, names].some((set) => set.has(word)))) return undefined;
  const { share, perMillion } = FORM_WORDS;
  if (has(share) && has(perMillion)) return undefined;
  const onlyTreaty = kept.every((word) => word === "pct" || !names.has(word));
  if (onlyTreaty && has(WORLD) && !has(COUNTING, PERCENT, perMillion)) return undefined;
  // Per head is another unit than per million.
  if (has(perMillion) && !kept.includes("million")) return undefined;
  const form = has(share) ? "share" : has(perMillion) ? "perMillion" : "count";
  // A percentage is a share only where the heading says of what.
  if (form === "count" && has(PERCENT)) return undefined;
  return FORMS[metric][form];
}

/** The words with "%" for each "pct" that is percent. */
function withPercent(words: readonly string[]): string[] {
  return words.map((word, at) => {
    if (word !== "pct") return word;
    const behind = words[at - 1] ?? "";
    const named = words.slice(0, at).some((earlier) => NAMED_BY.some(([, known]) => known.has(earlier)));
    return FORM_WORDS.share.has(behind) || behind === "in" || named ? "%" : word;
  });
}
