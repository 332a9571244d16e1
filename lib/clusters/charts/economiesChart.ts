import type { EconomyShares } from "../analysis/compare/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import type { Names } from "./historyChart.js";
import { cell, heightOf, listed, number } from "./words.js";

/** Published numbers of clusters by economy as bars, most first. `names` turns codes into names. */
export function economiesChart(shares: EconomyShares, names: Names, total = 100): Chart {
  const rows = shares.economies.map(({ economy, clusters, share }) => ({
    name: names.get(economy) ?? economy,
    clusters,
    share,
  }));
  const top = rows.slice(0, 3).map(({ name, clusters }) => `${name} ${number(clusters.value, 0)}`);
  const part = rows.slice(0, 3).reduce((sum, { clusters }) => sum + (clusters.value ?? 0), 0);
  return chart({
    title:
      rows.length === 0
        ? "No numbers of clusters by economy are known"
        : `${listed(top)}: together ${number((100 * part) / total, 0)} of every 100 clusters`,
    alt: `Bars of clusters by economy: ${rows.map(({ name, clusters }) => `${name} ${number(clusters.value, 0)}`).join(", ")}.`,
    caption: `Clusters among the first ${total}. ${shares.rest > 0 ? `${shares.rest} lie in economies whose number was not found. ` : ""}Numbers depend on where the list is cut.`,
    columns: ["Economy", "Clusters", "Share (%)"],
    rows: rows.map(({ name, clusters, share }) => [name, clusters.value, cell(share.value)]),
    evidence: rows.map(({ clusters }) => clusters),
    data: [
      {
        type: "bar",
        orientation: "h",
        showlegend: false,
        y: rows.map(({ name }) => name),
        x: rows.map(({ clusters }) => clusters.value),
        text: rows.map(({ clusters }) => number(clusters.value, 0)),
        textposition: "outside",
        cliponaxis: false,
        marker: { color: COLOURS[0] },
        hovertemplate: "%{y}: %{x} clusters<extra></extra>",
      },
    ],
    layout: {
      height: heightOf(rows.length, 26),
      xaxis: { title: { text: "Clusters" } },
      yaxis: { autorange: "reversed" },
    },
  });
}
