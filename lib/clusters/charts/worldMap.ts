import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cell, listed, number } from "./words.js";

/** A cluster on the map: WGS84 degrees of its first-named city. */
export interface MapPoint {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly rank: Quantity;
}

/** Clusters on a world map, larger the better the rank; those without a rank are listed in the table alone. */
export function worldMap(points: readonly MapPoint[], edition: number): Chart {
  const shown = points
    .flatMap((point) => (point.rank.value === null ? [] : [{ ...point, place: point.rank.value }]))
    .sort((a, b) => a.place - b.place);
  const groups = [
    { name: "Rank 1 to 10", from: 1, to: 10, size: 17, color: COLOURS[3], symbol: "circle" },
    { name: "Rank 11 to 50", from: 11, to: 50, size: 11, color: COLOURS[0], symbol: "circle" },
    { name: "Rank 51 and below", from: 51, to: Infinity, size: 8, color: COLOURS[2], symbol: "diamond" },
  ];
  const first = shown.slice(0, 3).map((point) => point.name);
  return chart({
    title:
      first.length > 0
        ? `${listed(first)} lead ${shown.length} clusters with a known rank`
        : "No rank is known",
    alt: `World map of ${shown.length} clusters by their rank in ${edition}: ${shown
      .slice(0, 10)
      .map((point) => `${number(point.place, 0)} ${point.name}`)
      .join(", ")}${shown.length > 10 ? " and others" : ""}.`,
    caption: `Published ranks of ${edition}. A point marks the first-named city of a cluster, not its area.`,
    columns: ["Rank", "Cluster", "Latitude", "Longitude"],
    rows: [
      ...shown.map((point) => [point.place, point.name, cell(point.latitude), cell(point.longitude)]),
      ...points
        .filter((point) => point.rank.value === null)
        .map((point) => [null, point.name, cell(point.latitude), cell(point.longitude)]),
    ],
    evidence: points.map((point) => point.rank),
    data: groups.flatMap(({ name, from, to, size, color, symbol }) => {
      const list = shown.filter(({ place }) => place >= from && place <= to);
      if (list.length === 0) return [];
      return [
        {
          type: "scattergeo",
          mode: "markers",
          name,
          lat: list.map((point) => point.latitude),
          lon: list.map((point) => point.longitude),
          text: list.map((point) => `${point.place} ${point.name}`),
          marker: { size, color, symbol, opacity: 0.85, line: { width: 1, color: "#ffffff" } },
          hovertemplate: "%{text}<extra></extra>",
        },
      ];
    }),
    layout: {
      height: 380,
      margin: { l: 0, r: 0, t: 8, b: 8 },
      legend: { y: -0.02 },
      geo: {
        scope: "world",
        projection: { type: "natural earth" },
        bgcolor: "rgba(0,0,0,0)",
        showframe: false,
        showland: true,
        landcolor: "rgba(128,128,128,0.22)",
        showcoastlines: false,
        showcountries: true,
        countrycolor: "rgba(128,128,128,0.45)",
        lataxis: { range: [-56, 78] },
      },
    },
  });
}
