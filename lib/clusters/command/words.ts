import { METRIC_NAMES, METRIC_WORDS, METRICS } from "../data/index.js";
import type { Cells } from "../places/cells/index.js";
import { distanceKm } from "../places/geo/index.js";
import type { Weights } from "../solve/index.js";
import { heldMetrics, notes, type Outcome } from "./summary.js";
import type { Table } from "./tables.js";

/** How many clusters are shown in the terminal. */
const SHOWN = 5;

/** What is said in the terminal when all is written. */
export function report(outcome: Outcome, tables: readonly Table[], out: string): string {
  const { material, chosen, applied, found } = outcome;
  const { cells } = material;
  const { radius, threshold, merge } = chosen.rule;
  const counted = applied.density.map((metric) => METRIC_WORDS[metric]).join(" and ");
  const merged = merge > 0 ? `, merged within ${merge} km` : "";
  const count = found.regions.length;
  return [
    ...heldMetrics(cells).map((metric) => metricLine(cells, metric)),
    `${count === 0 ? "No clusters" : plural(count, "cluster")} among ${plural(cells.row.length, "cell")} of ${1 / cells.perDegree}°: ${number(threshold)} records of ${counted} within ${radius} km${merged}.`,
    ...(count === 0 ? densest(outcome) : ranked(outcome, tables)),
    ...notes(outcome).map((note) => `Note: ${note}`),
    `Written to ${out}.`,
  ].join("\n");
}

function metricLine(cells: Cells, metric: keyof typeof METRIC_NAMES): string {
  const { records = 0, documents = 0, faults = {} } = cells.totals[metric] ?? {};
  const reasons = Object.entries(faults);
  const line = `${METRIC_NAMES[metric]}: ${plural(records, "record")} of ${plural(documents, "document")}`;
  if (reasons.length === 0) return `${line}, all with a place.`;
  const without = reasons.reduce((sum, [, fault]) => sum + fault.records, 0);
  const lost = reasons.reduce((sum, [, fault]) => sum + fault.documents, 0);
  const share = documents > 0 ? ` (${((100 * lost) / documents).toFixed(2)}% of the documents)` : "";
  const list = reasons.map(([reason, fault]) => `${number(fault.records)} ${reason}`).join(", ");
  return `${line}; ${number(without)} without a place${share}: ${list}.`;
}

function ranked({ applied }: Outcome, tables: readonly Table[]): string[] {
  const columns = tables.find(({ name }) => name === "ranking")?.columns ?? [];
  const values = (name: string): Table["columns"][number]["values"] =>
    columns.find((column) => column.name === name)?.values ?? [];
  const [ranks, names, scores] = [values("rank"), values("name"), values("score")];
  const rows = ranks.slice(0, SHOWN).map((rank, at) => {
    const score = scores[at];
    return `${String(rank ?? "–").padStart(4)}  ${names[at]}  ${typeof score === "number" ? score.toFixed(2) : "–"}`;
  });
  return [`The first by ${added(applied.weights)}, in percent of all documents, added:`, ...rows];
}

/** What is added up, with the weights that are not 1. */
function added(weights: Weights): string {
  const parts = METRICS.flatMap((metric) => {
    const weight = weights[metric] ?? 0;
    if (weight === 0) return [];
    return [weight === 1 ? METRIC_WORDS[metric] : `${weight} times ${METRIC_WORDS[metric]}`];
  });
  return parts.join(" and ");
}

/** How much lies around the heaviest cell: a threshold up to that finds something. */
function densest({ found, chosen }: Outcome): string[] {
  const { latitude, longitude, weight } = found.points;
  let heaviest = -1;
  for (let at = 0; at < latitude.length; at++) {
    if (heaviest < 0 || (weight?.[at] ?? 0) > (weight?.[heaviest] ?? 0)) heaviest = at;
  }
  if (heaviest < 0) return ["No record has a place on the map."];
  const [north, east] = [latitude[heaviest] ?? 0, longitude[heaviest] ?? 0];
  let within = 0;
  for (let at = 0; at < latitude.length; at++) {
    if (distanceKm(north, east, latitude[at] ?? 0, longitude[at] ?? 0) <= chosen.rule.radius)
      within += weight?.[at] ?? 0;
  }
  return [
    `Around the heaviest cell, ${chosen.rule.radius} km hold ${plural(within, "record")}: a threshold up to that finds clusters.`,
  ];
}

const number = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });

function plural(count: number, word: string): string {
  return `${number(count)} ${word}${count === 1 ? "" : "s"}`;
}
