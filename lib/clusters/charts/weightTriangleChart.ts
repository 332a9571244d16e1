import { type Corner, extent, type Polygon, type WinRegions } from "../analysis/weights/index.js";
import type { Metric } from "../data/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cell, listed, METRIC_NAMES, METRIC_WORDS, number, wrapped } from "./words.js";

const EQUAL: Corner = [1 / 3, 1 / 3, 1 / 3];
const HEIGHT = Math.sqrt(3) / 2;
/** Percent of what is drawn from which a region has room for its name. */
const ROOM = 6;

/**
 * The triangle of weights, coloured by the cluster that wins: each corner gives all weight to one metric, the middle gives
 * each the same. Weights within limits
 * are drawn larger, with the same directions. Names stand in the regions, or in the legend where these are small. The table has what rounding leaves
 * open. Colours go by the place of a cluster's id in `coloured`, so that two triangles can share them. Throws a `RangeError` for other than three metrics.
 */
export function weightTriangleChart(
  { metrics, weights, regions }: WinRegions,
  { coloured }: { readonly coloured?: readonly string[] } = {},
): Chart {
  const [first, second, third] = metrics;
  if (!first || !second || !third)
    throw new RangeError(
      `Found ${metrics.length} metrics, expected three: a triangle has a corner for each.`,
    );
  const wins = regions.filter(({ area }) => (area.value ?? 0) > 1e-9);
  const named = wins.filter(({ area }) => (area.value ?? 0) >= ROOM);
  const looked = extent(weights) > 1 - 1e-9 ? "all weights" : "the weights looked at";
  const colour = (id: string, at: number): string => {
    const place = coloured?.indexOf(id) ?? -1;
    return COLOURS[(place < 0 ? at : place) % COLOURS.length] ?? COLOURS[0];
  };
  const data = [
    ...wins.map(({ id, name, polygon, area }, at) => ({
      type: "scatter",
      mode: "lines",
      name,
      showlegend: (area.value ?? 0) < ROOM,
      ...outline(polygon),
      fill: "toself",
      fillcolor: `${colour(id, at)}66`,
      line: { width: 1.5, color: colour(id, at) },
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
      ...points(named.map(({ polygon }) => labelAt(polygon, weights))),
      textposition: named.map(({ polygon }) =>
        isNear(middle(polygon), weights) ? "bottom center" : "middle center",
      ),
      text: named.map(({ name, area }) => `${wrapped(name, 12)}<br>${number(area.value, 0)}%`),
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "markers",
      name: "Equal weights",
      ...points([EQUAL]),
      marker: { symbol: "x-thin", size: 9, line: { width: 2, color: GREY } },
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
      ...view(weights, [first, second, third]),
    },
  });
}

/** Axes that hold the weights looked at, with the metrics at the three corners or in their directions. */
function view(weights: Polygon, [first, second, third]: readonly [Metric, Metric, Metric]): object {
  const { x, y } = points(weights);
  const [left, right] = [Math.min(...x), Math.max(...x)];
  const [bottom, top] = [Math.min(...y), Math.max(...y)];
  const size = right - left;
  const all = extent(weights) > 1 - 1e-9;
  const label = (metric: Metric, arrow: string, at: object): object => ({
    text: wrapped(all ? METRIC_NAMES[metric] : `${arrow} more ${METRIC_WORDS[metric]}`, 18),
    showarrow: false,
    ...at,
  });
  return {
    xaxis: { visible: false, range: [left - 0.08 * size, right + 0.08 * size], fixedrange: true },
    yaxis: {
      visible: false,
      scaleanchor: "x",
      range: [bottom - 0.14 * size, top + 0.14 * size],
      fixedrange: true,
    },
    annotations: [
      label(first, "↙", { x: left, y: bottom - 0.01 * size, xanchor: "left", yanchor: "top" }),
      label(second, "↘", { x: right, y: bottom - 0.01 * size, xanchor: "right", yanchor: "top" }),
      label(third, "↑", { x: (left + right) / 2, y: top + 0.01 * size, yanchor: "bottom" }),
    ],
  };
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

/** Where a name stands: in the middle of the region, but under the mark of equal weights where it would lie over it. */
function labelAt(polygon: Polygon, weights: Polygon): Corner {
  const [a = 0, b = 0, c = 0] = middle(polygon);
  if (!isNear([a, b, c], weights)) return [a, b, c];
  // The same place from left to right, just under the mark.
  const height = 1 / 3 - 0.03 * Math.sqrt(extent(weights));
  return [a + (c - height) / 2, b + (c - height) / 2, height];
}

/** Whether a label would lie over the mark of equal weights. */
function isNear(label: Corner, weights: Polygon): boolean {
  const distance = Math.max(...label.map((value, at) => Math.abs(value - (EQUAL[at] ?? 0))));
  return distance < 0.15 * Math.sqrt(extent(weights));
}

function title(wins: WinRegions["regions"], looked: string): string {
  const [most, next] = wins;
  if (!most) return "No cluster has all the shares that a ranking by weights needs";
  const part = (region: typeof most): string => `${number(region.area.value, 0)} percent`;
  const level = most.sharedWith.length;
  if (level > 0)
    return `${most.name} and ${level} more with the same shares are first together at ${part(most)} of ${looked}`;
  if (!next) return `${most.name} is first at ${looked} throughout`;
  return `${most.name} is first at ${part(most)} of ${looked}, ${next.name} at ${part(next)}${wins.length > 2 ? `, and ${wins.length - 2} more at the rest` : ""}`;
}
