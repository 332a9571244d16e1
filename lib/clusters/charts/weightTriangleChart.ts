import type { Metric } from "../data/record.js";
import { type Corner, extent, type Polygon, type WinRegions } from "../weights/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cell, listed, METRIC_NAMES, METRIC_WORDS, number, wrapped } from "./words.js";

const HEIGHT = Math.sqrt(3) / 2;
/** Percent of the triangle from which a region has room for its name. */
const ROOM = 6;

/**
 * The triangle of weights, coloured by the cluster that wins: each corner gives all weight to one metric, the middle gives
 * each the same. Names stand in the regions, or in the legend where they are small. The table has what rounding leaves
 * open. Throws a `RangeError` for other than three metrics.
 */
export function weightTriangleChart({ metrics, weights, regions }: WinRegions): Chart {
  const [first, second, third] = metrics;
  if (!first || !second || !third)
    throw new RangeError(
      `Found ${metrics.length} metrics, expected three: a triangle has a corner for each.`,
    );
  const wins = regions.filter(({ area }) => (area.value ?? 0) > 1e-9);
  const looked = extent(weights) > 1 - 1e-9 ? "all weights" : "the weights looked at";
  const data = [
    ...wins.map(({ name, polygon, area }, at) => ({
      type: "scatter",
      mode: "lines",
      name,
      showlegend: (area.value ?? 0) < ROOM,
      ...outline(polygon),
      fill: "toself",
      fillcolor: `${COLOURS[at % COLOURS.length]}66`,
      line: { width: 1.5, color: COLOURS[at % COLOURS.length] },
      hoveron: "fills",
      hoverinfo: "name",
    })),
    {
      type: "scatter",
      mode: "lines",
      name: "Weights looked at",
      showlegend: false,
      ...outline(weights),
      line: { width: 2, color: GREY },
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "text",
      name: "Winner",
      showlegend: false,
      ...points(wins.filter(({ area }) => (area.value ?? 0) >= ROOM).map(({ polygon }) => middle(polygon))),
      text: wins
        .filter(({ area }) => (area.value ?? 0) >= ROOM)
        .map(({ name, area }) => `${wrapped(name, 12)}<br>${number(area.value, 0)}%`),
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "markers",
      name: "Equal weights",
      ...points([metrics.map(() => 1 / metrics.length)]),
      marker: { symbol: "x", size: 10, color: GREY },
      hovertemplate: "equal weights<extra></extra>",
    },
  ];
  return chart({
    title: title(wins, looked),
    alt: `Triangle of ${looked} of ${listed(metrics.map((metric) => METRIC_WORDS[metric]))}, divided among the clusters that are first: ${wins
      .map(({ name, area }) => `${name} at ${number(area.value)} percent of them`)
      .join(", ")}.`,
    caption:
      "Each corner gives all weight to one metric, each side leaves one out. Regions follow from unrounded middles of the shares; the table has the least and most that rounding allows.",
    columns: [
      "Cluster",
      "Percent of the weights",
      "least",
      "most",
      ...metrics.map((metric) => `Corners: ${METRIC_NAMES[metric]}`),
    ],
    rows: regions.map(({ name, area, polygon }) => [
      name,
      cell(area.value),
      cell(area.low),
      cell(area.high),
      ...metrics.map((_, at) => polygon.map((corner) => number(corner[at], 2)).join("; ") || null),
    ]),
    evidence: regions.map(({ area }) => area),
    data,
    layout: {
      height: 480,
      xaxis: { visible: false, range: [-0.08, 1.08], fixedrange: true },
      yaxis: { visible: false, scaleanchor: "x", range: [-0.12, HEIGHT + 0.1], fixedrange: true },
      annotations: corners([first, second, third]),
    },
  });
}

function corners([first, second, third]: readonly [Metric, Metric, Metric]): object[] {
  const label = (metric: Metric, x: number, y: number, anchor: object): object => ({
    text: wrapped(METRIC_NAMES[metric], 18),
    x,
    y,
    showarrow: false,
    ...anchor,
  });
  return [
    label(first, 0, -0.01, { yanchor: "top", xanchor: "left" }),
    label(second, 1, -0.01, { yanchor: "top", xanchor: "right" }),
    label(third, 0.5, HEIGHT + 0.01, { yanchor: "bottom" }),
  ];
}

/** Weights → the plane: the first metric's corner is at the left, the second's at the right, the third's on top. */
function points(weights: readonly Corner[]): { readonly x: number[]; readonly y: number[] } {
  return {
    x: weights.map(([, second = 0, third = 0]) => second + third / 2),
    y: weights.map(([, , third = 0]) => third * HEIGHT),
  };
}

function outline(polygon: Polygon): { readonly x: number[]; readonly y: number[] } {
  return points([...polygon, ...polygon.slice(0, 1)]);
}

function middle(polygon: Polygon): Corner {
  return [0, 1, 2].map((at) => polygon.reduce((sum, corner) => sum + (corner[at] ?? 0), 0) / polygon.length);
}

function title(wins: WinRegions["regions"], looked: string): string {
  const [most, next] = wins;
  if (!most) return "No cluster has all the shares that a ranking by weights needs";
  const part = (region: typeof most): string => `${number(region.area.value, 0)} percent`;
  if (!next) return `${most.name} is first at ${looked} throughout`;
  return `${most.name} is first at ${part(most)} of ${looked}, ${next.name} at ${part(next)}${wins.length > 2 ? `, and ${wins.length - 2} more at the rest` : ""}`;
}
