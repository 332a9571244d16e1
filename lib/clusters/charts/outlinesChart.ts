import type { MapRegion } from "./clusterMap.js";
import { type Chart, chart } from "./figure.js";
import { filled, spotsOf } from "./outline.js";
import { edges, inPanel, panelLayout } from "./panels.js";
import { cell, listed, number } from "./words.js";

/** A cluster with what its outline holds. */
export interface Outlined extends MapRegion {
  /** Square kilometres. */
  readonly area: number;
}

/** Outlines of single clusters, a panel for each, around their middles and on one scale in kilometres; those without a boundary are left out. */
export function outlinesChart(regions: readonly Outlined[], { of }: { readonly of: string }): Chart {
  const drawn = regions.flatMap((region) =>
    region.boundary ? [{ ...region, spots: spotsOf(region, region.boundary) }] : [],
  );
  const label = ({ name, rank }: MapRegion): string =>
    `${rank.value === null ? "" : `${rank.value} `}${name}`;
  const widest = [...drawn].sort((a, b) => b.area - a.area || (a.name < b.name ? -1 : 1))[0];
  return chart({
    title: widest
      ? drawn.length > 1
        ? `Of ${drawn.length} clusters of ${of}, ${widest.name} takes up the most land: ${number(widest.area, 0)} km²`
        : `${widest.name} takes up ${number(widest.area, 0)} km² (${of})`
      : `No cluster of ${of} has an outline`,
    alt: `Outlines of ${listed(drawn.map((region) => `${label(region)} with ${number(region.area, 0)} km²`)) || "no cluster"}, clusters of ${of}, on one scale.`,
    caption: `Outlines of clusters of ${of}, on one scale in kilometres from the middle of each.`,
    columns: ["Rank", "Cluster", "Area (km²)"],
    rows: drawn.map(({ rank, name, area }) => [rank.value, name, cell(area, 0)]),
    evidence: drawn.map(({ rank }) => rank),
    data: drawn.map(({ name, spots }, at) => filled(name, spots, 0, inPanel(at))),
    layout: panelLayout(
      drawn.map(label),
      edges(drawn.flatMap(({ spots }) => spots.flatMap((spot) => (spot ? [spot] : [])))),
    ),
  });
}
