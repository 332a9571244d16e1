import type { Boundary } from "../places/geo/index.js";
import { type Chart, chart, GREY } from "./figure.js";
import { filled, outlineOf, planeAround, spotsOf } from "./outline.js";
import { edges, inPanel, panelLayout } from "./panels.js";
import { cell, listed, number } from "./words.js";

/** The clusters of one region with one value of a parameter. */
export interface BordersPanel {
  /** Such as "10 km". */
  readonly label: string;
  readonly clusters: readonly {
    readonly name: string;
    readonly boundary: Boundary;
    /** Square kilometres. */
    readonly area?: number;
    /** Those of one number have one colour in all panels; their place in the list when absent. */
    readonly colour?: number;
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
  /** Marked in every panel, with their names in the first. Distances are from the first of them. */
  readonly centres: readonly {
    readonly name: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

/** Boundaries of the clusters in a region, a panel for each value of a parameter, two in a row, on one scale in kilometres. */
export function bordersChart(panels: readonly BordersPanel[], labels: BordersLabels): Chart {
  const { region, parameter, of, centres } = labels;
  const origin = centres[0] ?? { latitude: 0, longitude: 0 };
  const drawn = panels.map(({ clusters }) => clusters.map(({ boundary }) => outlineOf(origin, boundary)));
  const plane = planeAround(origin);
  const marks = centres.map(({ latitude, longitude }) => plane([longitude, latitude]));
  return chart({
    title: title(panels, labels),
    alt: `Maps of ${region} by ${parameter}, for ${of}. ${panels.map(({ label, clusters }) => `At ${label}: ${listed(clusters.map(({ name }) => name)) || "no cluster"}`).join(". ")}.`,
    caption: `Boundaries of the clusters of ${of}, in kilometres from ${centres[0]?.name ?? "the middle"}; a cross marks a true centre.`,
    columns: ["Panel", "Cluster", "Area (km²)"],
    rows: panels.flatMap(({ label, clusters }) =>
      clusters.map(({ name, area }) => [label, name, cell(area, 0)]),
    ),
    evidence: [],
    data: panels.flatMap(({ label, clusters }, at) => [
      ...clusters.flatMap(({ name, colour }, index) =>
        filled(name, drawn[at]?.[index] ?? { area: [] }, colour ?? index, inPanel(at)),
      ),
      {
        type: "scatter",
        mode: at === 0 ? "markers+text" : "markers",
        name: "Centre",
        showlegend: false,
        x: marks.map(([x]) => x),
        y: marks.map(([, y]) => y),
        ...inPanel(at),
        text: centres.map(({ name }) => name),
        textposition: "top center",
        textfont: { size: 11 },
        cliponaxis: false,
        marker: { size: 6, color: GREY, symbol: "x" },
        hovertemplate: `%{text}<extra>${label}</extra>`,
      },
    ]),
    layout: panelLayout(
      panels.map(({ label }) => label),
      edges([...spotsOf(drawn.flat()), ...marks]),
    ),
  });
}

function title(panels: readonly BordersPanel[], { region, parameter, of }: BordersLabels): string {
  const [first, last] = [panels[0], panels.at(-1)];
  if (!first || !last) return `No ${parameter} was tried for ${region} (${of})`;
  const count = ({ clusters }: BordersPanel): string =>
    clusters.length === 0
      ? "no cluster"
      : clusters.length === 1
        ? "one cluster"
        : `${number(clusters.length, 0)} clusters`;
  return `${region}: ${count(first)} at a ${parameter} of ${first.label}, ${count(last)} at ${last.label} (${of})`;
}
