import type { Metric } from "../data/index.js";
import type { Ranked } from "../rank/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cell, cells, heightOf, METRIC_NAMES, METRIC_WORDS, number, wrapped } from "./words.js";

/**
 * Stacked shares of the clusters by metric, highest total first, with a mark at the total that leaves one metric out.
 * `ranked` is the result of `rank` with all metrics, `without` the result of `rank` for the same clusters without it.
 * Clusters without a score are left out of the bars and listed in the table.
 */
export function sharesChart(ranked: readonly Ranked[], without?: readonly Ranked[]): Chart {
  const shown = ranked.filter((entry) => entry.score.value !== null);
  const names = shown.map((entry) => wrapped(entry.name));
  const metrics = Object.keys(shown[0]?.parts ?? {}) as Metric[];
  const partial = new Map(without?.map((entry) => [entry.id, entry]));
  const bars = metrics.map((metric, at) => ({
    type: "bar",
    orientation: "h",
    name: METRIC_NAMES[metric],
    y: names,
    x: shown.map((entry) => entry.parts[metric] ?? null),
    marker: { color: COLOURS[at] },
    hovertemplate: "%{y}: %{x:.2f} percent of the world<extra>%{fullData.name}</extra>",
  }));
  const partialName = without && `Total without ${leftOut(metrics, without, METRIC_WORDS)}`;
  const marks = without && {
    type: "scatter",
    mode: "markers",
    name: partialName,
    y: names,
    x: shown.map((entry) => partial.get(entry.id)?.score.value ?? null),
    marker: { symbol: "diamond", size: 11, color: "#ffffff", line: { color: "#222222", width: 2 } },
    hovertemplate: "%{y}: %{x:.2f}<extra>%{fullData.name}</extra>",
  };
  const totals = {
    type: "scatter",
    mode: "text",
    showlegend: false,
    hoverinfo: "skip",
    y: names,
    x: shown.map((entry) => entry.score.value),
    text: shown.map((entry) => ` ${number(entry.score.value)}`),
    textposition: "middle right",
    cliponaxis: false,
  };
  const best = Math.max(...shown.map((entry) => entry.score.value ?? 0), 0);
  return chart({
    title: title(shown, without, metrics),
    alt: `Stacked bars of world shares by metric. ${shown.map((entry) => `${entry.name} ${number(entry.score.value)}`).join(", ")} percentage points in all.`,
    caption: "Shares of the world total in percent, added. Totals are computed from unrounded shares.",
    columns: [
      "Rank",
      "Cluster",
      ...metrics.map((metric) => `${METRIC_NAMES[metric]} (%)`),
      "Total",
      "lowest",
      "highest",
      ...(partialName ? [partialName] : []),
    ],
    rows: ranked.map((entry) => [
      entry.rank.value,
      entry.name,
      ...metrics.map((metric) => cell(entry.parts[metric])),
      ...cells(entry.score),
      ...(partialName ? [cell(partial.get(entry.id)?.score.value)] : []),
    ]),
    evidence: [...ranked.map((entry) => entry.score), ...(without?.map((entry) => entry.score) ?? [])],
    data: [...bars, ...(marks ? [marks] : []), totals],
    layout: {
      barmode: "stack",
      height: heightOf(shown.length, 54),
      xaxis: { title: { text: "World shares added, points" }, range: [0, best * 1.12] },
      yaxis: { autorange: "reversed" },
    },
  });
}

function title(
  shown: readonly Ranked[],
  without: readonly Ranked[] | undefined,
  metrics: readonly Metric[],
): string {
  const [first, second] = shown;
  if (!first) return "No cluster has all the shares that a total needs";
  const certain = first.rank.high === 1;
  const lead = `${first.name} ${certain ? "leads" : "may lead"} with ${number(first.score.value)} points`;
  const before = without?.find((entry) => entry.rank.value === 1);
  if (!without || !before)
    return second ? `${lead}, ahead of ${second.name} with ${number(second.score.value)}` : lead;
  const what = leftOut(metrics, without, METRIC_WORDS);
  if (before.id === first.id) return `${lead}, with or without ${what}`;
  return `${lead}; without ${what} it is ${before.name} with ${number(before.score.value)}`;
}

function leftOut(metrics: readonly Metric[], without: readonly Ranked[], names: typeof METRIC_WORDS): string {
  const kept = Object.keys(without[0]?.parts ?? {});
  return metrics
    .filter((metric) => !kept.includes(metric))
    .map((metric) => names[metric])
    .join(" and ");
}
