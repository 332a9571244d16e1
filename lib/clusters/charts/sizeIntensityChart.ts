import type { Ranked } from "../rank/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cells, errorBars, number, wrapped } from "./words.js";

/** Size against intensity, both logarithmic, with what rounding allows as error bars. Clusters that lack either are listed in the table alone. */
export function sizeIntensityChart(size: readonly Ranked[], intensity: readonly Ranked[]): Chart {
  const byId = new Map(intensity.map((entry) => [entry.id, entry]));
  const rows = size.map((entry) => ({ name: entry.name, size: entry, dense: byId.get(entry.id) }));
  const shown = rows.flatMap(({ name, size: big, dense }) =>
    (big.score.value ?? 0) > 0 && dense && (dense.score.value ?? 0) > 0 ? [{ name, big, dense }] : [],
  );
  const largest = [...shown].sort((a, b) => (b.big.score.value ?? 0) - (a.big.score.value ?? 0))[0];
  const densest = [...shown].sort((a, b) => (b.dense.score.value ?? 0) - (a.dense.score.value ?? 0))[0];
  return chart({
    title:
      !largest || !densest
        ? "No cluster has both a size and an intensity that can be computed"
        : largest === densest
          ? `${largest.name} is first by size and by intensity among ${shown.length}`
          : `${largest.name} is the largest of ${shown.length}, ${densest.name} the most intensive`,
    alt: `Points of size against intensity: ${shown.map(({ name, big, dense }) => `${name} ${number(big.score.value)} points and ${number(dense.score.value, 2)} per million`).join(", ")}.`,
    caption:
      "Size: sum of world shares. Intensity: the same per million inhabitants. Bars: what rounding allows. Both axes are logarithmic.",
    columns: [
      "Cluster",
      "Size (points)",
      "lowest",
      "highest",
      "Intensity (points per million)",
      "lowest",
      "highest",
    ],
    rows: rows.map(({ name, size: big, dense }) => [name, ...cells(big.score), ...cells(dense?.score, 4)]),
    evidence: [...size, ...intensity].map((entry) => entry.score),
    data: [
      {
        type: "scatter",
        mode: "markers+text",
        showlegend: false,
        x: shown.map(({ big }) => big.score.value),
        y: shown.map(({ dense }) => dense.score.value),
        text: shown.map(({ name }) => wrapped(name, 16)),
        textposition: "top center",
        textfont: { size: 11 },
        cliponaxis: false,
        marker: { size: 10, color: COLOURS[0] },
        error_x: errorBars(shown.map(({ big }) => big.score)),
        error_y: errorBars(shown.map(({ dense }) => dense.score)),
        hovertemplate: "%{text}<br>size %{x:.2f}<br>intensity %{y:.3f}<extra></extra>",
      },
    ],
    layout: {
      height: 420,
      xaxis: {
        type: "log",
        title: { text: "Size, points" },
        ...padded(shown.map(({ big }) => big.score.value ?? 1)),
      },
      yaxis: {
        type: "log",
        title: { text: "Intensity, points per million" },
        ...padded(shown.map(({ dense }) => dense.score.value ?? 1)),
      },
    },
  });
}

/** Room for labels on a logarithmic axis. */
function padded(values: readonly number[]): { readonly range?: readonly [number, number] } {
  if (values.length === 0) return {};
  const logs = values.map((value) => Math.log10(value));
  return { range: [Math.min(...logs) - 0.18, Math.max(...logs) + 0.22] };
}
