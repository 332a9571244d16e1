import type { MapRegion } from "./clusterMap.js";
import { type Chart, chart } from "./figure.js";
import { filled, outlineOf, spotsOf } from "./outline.js";
import { edges, inPanel, panelLayout } from "./panels.js";
import { cell, listed, number, plain } from "./words.js";

/** A cluster with what its outline holds. */
export interface Outlined extends MapRegion {
  /** Square kilometres. */
  readonly area: number;
}

/** Words of the chart. */
export interface OutlinesLabels {
  /** Whose clusters, such as "the generated records". */
  readonly of: string;
  /** How many clusters there are in all, where the first of them alone are drawn. */
  readonly among?: number;
}

/** Outlines of single clusters, a panel for each, around their middles and on one scale in kilometres; those without a boundary are left out. */
export function outlinesChart(regions: readonly Outlined[], { of, among }: OutlinesLabels): Chart {
  const drawn = regions.flatMap((region) =>
    region.boundary ? [{ ...region, outline: outlineOf(region, region.boundary) }] : [],
  );
  const label = ({ name, rank }: MapRegion): string =>
    `${rank.value === null ? "" : `${rank.value} `}${name}`;
  const widest = [...drawn].sort((a, b) => b.area - a.area || (a.name < b.name ? -1 : 1))[0];
  return chart({
    title: widest
      ? drawn.length > 1
        ? `Of ${among !== undefined && among > drawn.length ? `the first ${drawn.length} of ${number(among, 0)}` : `the ${drawn.length}`} clusters of ${of}, ${plain(widest.name)} has the largest area: ${size(widest.area)}`
        : `${plain(widest.name)} covers ${size(widest.area)} (${of})`
      : `No cluster of ${of} has an outline`,
    alt: `Outlines of ${listed(drawn.map((region) => `${label(region)} with ${size(region.area)}`)) || "no cluster"}, clusters of ${of}, on one scale.`,
    caption: `Outlines of clusters of ${of}, on one scale in kilometres from the middle of each.`,
    columns: ["Rank", "Cluster", "Area (km²)"],
    rows: drawn.map(({ rank, name, area }) => [rank.value, name, cell(area, 0)]),
    evidence: drawn.map(({ rank }) => rank),
    data: drawn.flatMap(({ name, outline }, at) => filled(name, outline, 0, inPanel(at))),
    layout: panelLayout(drawn.map(label), edges(spotsOf(drawn.map(({ outline }) => outline)))),
  });
}

function size(area: number): string {
  return `${number(area, area < 10 ? 1 : 0)} km²`;
}
