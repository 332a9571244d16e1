import type { Quantity } from "../figures/index.js";
import type { Boundary } from "../places/geo/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { lineOf } from "./outline.js";
import { cell, listed, number, plain } from "./words.js";

/** A cluster that was identified, on the map. */
export interface MapRegion {
  readonly name: string;
  /** Degrees of its middle. */
  readonly latitude: number;
  readonly longitude: number;
  /** Among all clusters identified; a null value without one. */
  readonly rank: Quantity;
  readonly boundary?: Boundary;
}

/** Words of the map. */
export interface ClusterMapLabels {
  /** Whose clusters, such as "the generated records". */
  readonly of: string;
  /** False for a world that is not ours: no countries are drawn then, but lines of latitude and longitude. */
  readonly land?: boolean;
}

/** So many boundaries are drawn at most, those of the best ranks: thousands would make a page slow, and hide the marks. */
const OUTLINED = 300;

/**
 * Clusters on a map of the world: each with its boundary, which shows when the map is drawn nearer, and a mark in its
 * middle, larger for the first ten. What has no rank is marked as small as the last.
 */
export function clusterMap(regions: readonly MapRegion[], { of, land = true }: ClusterMapLabels): Chart {
  const place = ({ rank }: MapRegion): number => rank.value ?? Infinity;
  const sorted = [...regions].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
  const groups = [
    { name: "Rank 1 to 10", from: 1, to: 10, size: 13, color: COLOURS[3], symbol: "circle" },
    { name: "Rank 11 and below", from: 11, to: Infinity, size: 9, color: COLOURS[0], symbol: "diamond" },
  ];
  const lines = sorted.slice(0, OUTLINED).flatMap(({ boundary }) => (boundary ? [lineOf(boundary)] : []));
  return chart({
    title: title(sorted, of),
    alt: `World map of ${regions.length} clusters of ${of}: ${sorted
      .slice(0, 10)
      .map(({ rank, name }) => `${rank.value === null ? "" : `${number(rank.value, 0)} `}${name}`)
      .join(", ")}${sorted.length > 10 ? " and others" : ""}.`,
    caption: `Clusters of ${of}. A mark stands in the middle of a cluster; its boundary shows when you draw the map nearer${regions.length > OUTLINED ? `, for the first ${OUTLINED}` : ""}.${land ? "" : " The world is generated: the lines are those of latitude and longitude, and no country is meant."}`,
    columns: ["Rank", "Cluster", "Latitude", "Longitude"],
    rows: sorted.map(({ rank, name, latitude, longitude }) => [
      rank.value,
      name,
      cell(latitude),
      cell(longitude),
    ]),
    evidence: regions.map(({ rank }) => rank),
    data: [
      ...(lines.length === 0
        ? []
        : [
            {
              type: "scattergeo",
              mode: "lines",
              name: "Boundary",
              showlegend: false,
              lat: lines.flatMap(({ latitude }) => latitude),
              lon: lines.flatMap(({ longitude }) => longitude),
              line: { width: 1.5, color: COLOURS[2] },
              hoverinfo: "skip",
            },
          ]),
      ...groups.flatMap(({ name, from, to, size, color, symbol }) => {
        const list = sorted.filter((region) => place(region) >= from && place(region) <= to);
        if (list.length === 0) return [];
        return [
          {
            type: "scattergeo",
            mode: "markers",
            name,
            lat: list.map(({ latitude }) => latitude),
            lon: list.map(({ longitude }) => longitude),
            text: list.map(({ rank, name }) => `${rank.value ?? "no rank"} ${plain(name)}`),
            marker: { size, color, symbol, opacity: 0.85, line: { width: 1, color: "#ffffff" } },
            hovertemplate: "%{text}<extra></extra>",
          },
        ];
      }),
    ],
    layout: {
      height: 380,
      margin: { l: 0, r: 0, t: 8, b: 8 },
      legend: { y: -0.02 },
      geo: geo(sorted, land),
    },
  });
}

function title(sorted: readonly MapRegion[], of: string): string {
  const all = number(sorted.length, 0);
  const upTo = (last: number): readonly MapRegion[] =>
    sorted.filter(({ rank }) => rank.value !== null && rank.value <= last);
  const lead = upTo(sorted[0]?.rank.value ?? 0);
  // No more than are ahead of all others, and none where commas within names would make one list of two.
  const three = upTo(3);
  const named = three.length > 3 || three.some(({ name }) => name.includes(",")) ? lead : three;
  if (sorted.length === 0) return `No cluster was found among ${of}`;
  if (lead.length === 0) {
    return sorted.length === 1
      ? `The one cluster of ${of}, which cannot be ranked`
      : `${all} clusters of ${of}, none of which can be ranked`;
  }
  if (lead.length > 3)
    return `${number(lead.length, 0)} of the ${all} clusters of ${of} share the first rank`;
  const names = listed(named.map(({ name }) => plain(name)));
  if (sorted.length === 1) return `${names} is the one cluster of ${of}`;
  return `${names} ${named.length === 1 ? "leads" : "lead"} the ${all} clusters of ${of}`;
}

/** The map around the clusters: the world, or the part of it in which all of them are. */
function geo(regions: readonly MapRegion[], land: boolean): object {
  const grid = land ? {} : { showgrid: true, gridcolor: "rgba(128,128,128,0.35)" };
  const [south, north] = ends(regions.map(({ latitude }) => latitude));
  const [west, east] = ends(regions.map(({ longitude }) => longitude));
  const near = regions.length > 0 && east - west <= 60 && north - south <= 40;
  return {
    scope: "world",
    projection: { type: near ? "mercator" : "natural earth" },
    bgcolor: "rgba(0,0,0,0)",
    showframe: !land,
    framecolor: "rgba(128,128,128,0.35)",
    showcoastlines: false,
    showland: land,
    landcolor: "rgba(128,128,128,0.22)",
    showcountries: land,
    countrycolor: "rgba(128,128,128,0.45)",
    lonaxis: { dtick: near ? 5 : 30, ...grid, ...(near ? { range: [west - 5, east + 5] } : {}) },
    lataxis: {
      dtick: near ? 5 : 15,
      ...grid,
      range: near
        ? [Math.max(south - 5, -85), Math.min(north + 5, 85)]
        : [Math.max(-90, Math.min(-56, south - 4)), Math.min(90, Math.max(78, north + 4))],
    },
  };
}

function ends(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
