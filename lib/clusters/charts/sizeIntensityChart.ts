import type { Ranked } from "../rank/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cells, errorBars, number, wrapped } from "./words.js";

/** Size against intensity, with what rounding allows as error bars. Clusters that lack either are listed in the table alone. */
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
      "Size: sum of world shares. Intensity: the same per million inhabitants. Bars: what rounding allows. An axis with ticks at 1, 2 and 5 is logarithmic.",
    columns: [
      "Cluster",
      "Size (points)",
      "Size, lowest",
      "Size, highest",
      "Intensity (points per million)",
      "Intensity, lowest",
      "Intensity, highest",
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
      xaxis: { title: { text: "Size, points" }, ...axis(shown.map(({ big }) => big.score.value ?? 1)) },
      yaxis: {
        title: { text: "Intensity, points per million" },
        ...axis(shown.map(({ dense }) => dense.score.value ?? 1)),
      },
    },
  });
}

/** A linear axis where values lie close together, else a logarithmic one with ticks at 1, 2 and 5; room for labels on both. */
function axis(values: readonly number[]): object {
  if (values.length === 0) return {};
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high < 4 * low) {
    const room = Math.max((high - low) * 0.3, high * 0.1);
    return { range: [low - room, high + room] };
  }
  const from = Math.floor(Math.log10(low)) - 1;
  const ticks = Array.from({ length: Math.ceil(Math.log10(high)) - from + 1 }, (_, at) => from + at).flatMap(
    (power) => [1, 2, 5].map((step) => Number(`${step}e${power}`)),
  );
  return {
    type: "log",
    tickvals: ticks,
    ticktext: ticks.map(String),
    range: [Math.log10(low) - 0.25, Math.log10(high) + 0.3],
  };
}
