import type { Split } from "../analysis/decompose/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { heightOf, listed, number, signed, wrapped } from "./words.js";

/** A cluster's move, split. */
export interface SplitRow {
  readonly name: string;
  readonly split: Split;
}

/**
 * Bars of what the data and what the method have done to each cluster, to the right for a gain, with a mark at the sum.
 * `how` names the split, such as "data first" or "mean of both orders". Moves of places or of points, as the splits have it;
 * clusters whose split is missing are in the table only.
 */
export function decompositionChart(rows: readonly SplitRow[], how: string): Chart {
  const drawn = rows.filter(({ split }) => split.data.value !== null && split.method.value !== null);
  const [first] = rows;
  const places = (first?.split.total.unit ?? "places") === "places";
  const unit = places ? "places" : "points";
  const decimals = drawn.every(({ split }) =>
    [split.data, split.method].every(({ value }) => Number.isInteger(value)),
  )
    ? 0
    : 1;
  const names = drawn.map(({ name }) => wrapped(name, 20));
  const bars = (name: string, part: "data" | "method", color: string): object => ({
    type: "bar",
    orientation: "h",
    name,
    y: names,
    x: drawn.map(({ split }) => split[part].value),
    marker: { color },
    hovertemplate: `%{y}: %{x} ${unit}<extra>%{fullData.name}</extra>`,
  });
  return chart({
    title: title(drawn, unit, decimals, how),
    alt: `Bars of ${unit} gained through data and through method (${how}): ${drawn
      .map(
        ({ name, split }) =>
          `${name} ${signed(split.data.value, decimals)} and ${signed(split.method.value, decimals)}`,
      )
      .join(", ")}.`,
    caption: `Split: ${how}. Bars to the right are gains; the mark is the whole move.`,
    columns: ["Cluster", `Data (${unit})`, `Method (${unit})`, `Together (${unit})`],
    rows: rows.map(({ name, split }) => [name, split.data.value, split.method.value, split.total.value]),
    evidence: rows.flatMap(({ split }) => [split.data, split.method, split.total]),
    data: [
      bars("Data", "data", COLOURS[0]),
      bars("Method", "method", COLOURS[1]),
      {
        type: "scatter",
        mode: "markers",
        name: "Together",
        y: names,
        x: drawn.map(({ split }) => split.total.value),
        marker: { symbol: "diamond", size: 11, color: GREY },
        hovertemplate: `%{y}: %{x} ${unit}<extra>together</extra>`,
      },
    ],
    layout: {
      height: heightOf(drawn.length),
      barmode: "relative",
      xaxis: {
        title: { text: `${places ? "Places" : "Points"} gained` },
        ...(decimals === 0 ? { dtick: 1 } : {}),
      },
      yaxis: { autorange: "reversed" },
    },
  });
}

function title(rows: readonly SplitRow[], unit: string, decimals: number, how: string): string {
  if (rows.length === 0) return "No move can be split between method and data with the figures found";
  const total = (part: "data" | "method"): number =>
    rows.reduce((sum, { split }) => sum + Math.abs(split[part].value ?? 0), 0);
  const [data, method] = [total("data"), total("method")];
  if (data === 0 && method === 0) return `Neither data nor method moves any of ${rows.length} clusters`;
  const movers = rows
    .filter(({ split }) => (split.method.value ?? 0) > 0)
    .map(({ name, split }) => `${name} (${signed(split.method.value, decimals)})`);
  if (data === 0)
    return `The method lifts ${movers.length === 0 ? "nobody" : listed(movers)}, and data move nobody (split: ${how})`;
  if (method === 0) return `All moves are the data's, and the method moves nobody (split: ${how})`;
  return `Method moves the clusters ${number(method, decimals)} ${unit} in all, data ${number(data, decimals)}`;
}
