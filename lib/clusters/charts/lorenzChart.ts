import type { LorenzPoint } from "../analysis/concentration/index.js";
import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cell, number } from "./words.js";

/** One Lorenz curve. */
export interface LorenzSeries {
  readonly name: string;
  readonly points: readonly LorenzPoint[];
  readonly gini: Quantity;
}

/**
 * Lorenz curves over the line of equality. With `band` the first two are the limits of one unknown curve, and the space between
 * them is filled. `what` says what is spread among whom, such as "PCT applications among 100 clusters".
 */
export function lorenzChart(
  series: readonly LorenzSeries[],
  { what, band = false }: { readonly what: string; readonly band?: boolean },
): Chart {
  const drawn = series.filter(({ points }) => points.length > 0);
  const data = [
    {
      type: "scatter",
      mode: "lines",
      name: "All equal",
      x: [0, 100],
      y: [0, 100],
      line: { width: 1.5, color: GREY, dash: "dot" },
      hoverinfo: "skip",
    },
    ...drawn.map(({ name, points }, at) => ({
      type: "scatter",
      mode: points.length <= 25 ? "lines+markers" : "lines",
      name,
      x: points.map(({ units }) => 100 * units),
      y: points.map(({ share }) => 100 * share),
      line: { width: 3, color: COLOURS[at % COLOURS.length] },
      ...(band && at === 1 ? { fill: "tonexty", fillcolor: "rgba(128,128,128,0.28)" } : {}),
      hovertemplate: "the smaller %{x:.0f}% hold %{y:.1f}%<extra>%{fullData.name}</extra>",
    })),
  ];
  return chart({
    title: title(drawn, what, band),
    alt: `Lorenz curves of ${what}: ${drawn.map(({ name, points, gini }) => `${name}, where the smaller half holds ${number(half(points))} percent, Gini ${number(gini.value ?? gini.low, 2)}`).join("; ")}.`,
    caption: `From the smallest to the largest; the further below the dotted line, the more unequal.${band ? " The curve lies between the two limits, by what is known of it." : ""}`,
    columns: ["Curve", "Smallest part of the units (%)", "holds (%)"],
    rows: drawn.flatMap(({ name, points }) =>
      points.map(({ units, share }) => [name, cell(100 * units, 1), cell(100 * share)]),
    ),
    evidence: drawn.map(({ gini }) => gini),
    data,
    layout: {
      height: 400,
      xaxis: { title: { text: "Part of the units, smallest first (%)" }, range: [0, 100] },
      yaxis: { title: { text: "Part of the whole (%)" }, range: [0, 100] },
    },
  });
}

/** Percent that the smaller half holds, on the straight line between the corners next to it. */
function half(points: readonly LorenzPoint[]): number {
  const after = points.findIndex(({ units }) => units >= 0.5);
  const [a, b] = [points[after - 1], points[after]];
  if (!a || !b) return 0;
  return 100 * (a.share + ((0.5 - a.units) / (b.units - a.units)) * (b.share - a.share));
}

function title(series: readonly LorenzSeries[], what: string, band: boolean): string {
  const [first, second] = series;
  if (!first) return `No amounts are known of ${what}`;
  if (!band && second) {
    const halves = series.map(({ points }) => half(points));
    const [low, high] = [number(Math.min(...halves), 0), number(Math.max(...halves), 0)];
    return `The smaller half holds ${low === high ? low : `${low} to ${high}`} percent of ${what}`;
  }
  if (!second)
    return `The smaller half holds ${number(half(first.points), 0)} percent of ${what} (Gini ${number(first.gini.value ?? first.gini.low, 2)})`;
  const [low, high] = [half(second.points), half(first.points)].sort((a, b) => a - b);
  return `The smaller half holds between ${number(low, 0)} and ${number(high, 0)} percent of ${what}`;
}
