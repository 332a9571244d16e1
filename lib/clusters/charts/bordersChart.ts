import type { Boundary } from "../regions/types.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { plane, ringsOf } from "./outline.js";
import { cell, listed, number } from "./words.js";

/** The clusters of one region with one value of a parameter. */
export interface BordersPanel {
  /** Such as "10 km". */
  readonly label: string;
  readonly clusters: readonly {
    readonly name: string;
    readonly boundary: Boundary;
    readonly area?: number;
  }[];
}

/** Words and marks of the chart. */
export interface BordersLabels {
  /** Name of the region. */
  readonly region: string;
  /** What changes from panel to panel, such as "radius". */
  readonly parameter: string;
  /** What is clustered, such as "the generated records". */
  readonly of: string;
  /** Marked in every panel; the middle of the first is the origin. At least one. */
  readonly centres: readonly {
    readonly name: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

/** Boundaries of the clusters in a region, a panel for each value of a parameter, two in a row, on the same scale in kilometres. */
export function bordersChart(panels: readonly BordersPanel[], labels: BordersLabels): Chart {
  const { region, parameter, of, centres } = labels;
  const origin = {
    latitude: centres.reduce((sum, { latitude }) => sum + latitude, 0) / centres.length,
    longitude: centres[0]?.longitude ?? 0,
  };
  const drawn = panels.map(({ clusters }) =>
    clusters.map(({ boundary }) => ringsOf(boundary).map((ring) => ring.map((spot) => plane(origin, spot)))),
  );
  const marks = centres.map(({ latitude, longitude }) => plane(origin, [longitude, latitude]));
  const [west, east, south, north] = edges([...drawn.flat(3), ...marks]);
  const rows = Math.ceil(panels.length / 2);
  const data = panels.flatMap(({ label, clusters }, at) => {
    const axes = { xaxis: axisName("x", at), yaxis: axisName("y", at) };
    return [
      ...clusters.map(({ name }, index) => {
        const spots = (drawn[at]?.[index] ?? []).flatMap((ring) => [...ring, undefined]);
        const color = COLOURS[index % COLOURS.length] ?? GREY;
        return {
          type: "scatter",
          mode: "lines",
          name,
          showlegend: false,
          x: spots.map((spot) => (spot ? cell(spot[0]) : null)),
          y: spots.map((spot) => (spot ? cell(spot[1]) : null)),
          ...axes,
          fill: "toself",
          fillcolor: `${color}40`,
          line: { width: 1.5, color },
          hoveron: "fills",
          hoverinfo: "name",
        };
      }),
      {
        type: "scatter",
        mode: at === 0 ? "markers+text" : "markers",
        name: "Centre",
        showlegend: false,
        x: marks.map(([x]) => x),
        y: marks.map(([, y]) => y),
        ...axes,
        text: centres.map(({ name }) => name),
        textposition: "top center",
        textfont: { size: 11 },
        cliponaxis: false,
        marker: { size: 6, color: GREY, symbol: "x" },
        hovertemplate: `%{text}<extra>${label}</extra>`,
      },
    ];
  });
  return chart({
    title: title(panels, labels),
    alt: `Maps of ${region} by ${parameter}, for ${of}. ${panels.map(({ label, clusters }) => `At ${label}: ${listed(clusters.map(({ name }) => name)) || "no cluster"}`).join(". ")}.`,
    caption: `Boundaries of the clusters of ${of}, in kilometres; a cross marks a true centre.`,
    columns: ["Panel", "Cluster", "Area (km²)"],
    rows: panels.flatMap(({ label, clusters }) =>
      clusters.map(({ name, area }) => [label, name, cell(area, 0)]),
    ),
    evidence: [],
    data,
    layout: {
      height: 60 + 260 * rows,
      annotations: panels.map(({ label }, at) => ({
        text: `<b>${label}</b>`,
        xref: `${axisName("x", at)} domain`,
        yref: `${axisName("y", at)} domain`,
        x: 0.02,
        y: 0.99,
        xanchor: "left",
        yanchor: "top",
        showarrow: false,
      })),
      ...Object.fromEntries(
        panels.flatMap((_, at) => {
          const [column, row] = [at % 2, Math.floor(at / 2)];
          const [left, top] = [column * 0.53, 1 - row / rows];
          return [
            [
              layoutName("xaxis", at),
              {
                domain: [left, left + 0.47],
                range: [west, east],
                anchor: axisName("y", at),
                constrain: "domain",
                title: { text: row === rows - 1 ? "km" : "" },
                zeroline: false,
              },
            ],
            [
              layoutName("yaxis", at),
              {
                domain: [top - 1 / rows + (row === rows - 1 ? 0 : 0.06), top],
                range: [south, north],
                anchor: axisName("x", at),
                scaleanchor: axisName("x", at),
                constrain: "domain",
                zeroline: false,
              },
            ],
          ];
        }),
      ),
    },
  });
}

function axisName(letter: string, at: number): string {
  return at === 0 ? letter : `${letter}${at + 1}`;
}

function layoutName(axis: string, at: number): string {
  return at === 0 ? axis : `${axis}${at + 1}`;
}

/** Least and most of both coordinates, with a margin. */
function edges(spots: readonly (readonly [number, number])[]): [number, number, number, number] {
  const ends = (values: readonly number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = 0.08 * (high - low) + 1;
    return [low - margin, high + margin];
  };
  return [...ends(spots.map(([x]) => x)), ...ends(spots.map(([, y]) => y))];
}

function title(panels: readonly BordersPanel[], { region, parameter, of }: BordersLabels): string {
  const [first, last] = [panels[0], panels.at(-1)];
  if (!first || !last) return `No ${parameter} was tried for ${region}`;
  const count = ({ clusters }: BordersPanel): string =>
    clusters.length === 0
      ? "no cluster"
      : clusters.length === 1
        ? "one cluster"
        : `${number(clusters.length, 0)} clusters`;
  return `${region}: ${count(first)} at a ${parameter} of ${first.label}, ${count(last)} at ${last.label} (${of})`;
}
