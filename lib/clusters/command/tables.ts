import { METRICS, type Metric } from "../data/index.js";
import type { Cells } from "../places/cells/index.js";
import { intensity, rank } from "../rank/index.js";
import { shares, usedMetrics, type Weights } from "../solve/index.js";
import type { Found } from "./find.js";

/** A value in a table; null stays empty. */
export type Value = string | number | boolean | null;

/** A column of a table that is written. */
export interface TableColumn {
  readonly name: string;
  readonly type: "VARCHAR" | "INTEGER" | "DOUBLE" | "BOOLEAN";
  readonly values: readonly Value[];
}

/** A table that is written as CSV and as Parquet. */
export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

/** The four tables: clusters, the cells that are their members, their shares, and the ranking. */
export function tables(found: Found, cells: Cells, weights: Weights): Table[] {
  const held = METRICS.filter((metric) => cells.metrics[metric]);
  return [
    clusterTable(found, held),
    memberTable(found, cells),
    shareTable(found, held),
    rankingTable(found, weights),
  ];
}

/** One row a cluster, the heaviest first; a metric's column holds its documents, counted fractionally. */
function clusterTable({ identified, regions, records, confidence }: Found, held: readonly Metric[]): Table {
  const column = columnOf(regions);
  return {
    name: "clusters",
    columns: [
      column("cluster", "VARCHAR", ({ id }) => id),
      column("name", "VARCHAR", ({ name }) => name),
      column("latitude", "DOUBLE", ({ latitude }) => digits(latitude)),
      column("longitude", "DOUBLE", ({ longitude }) => digits(longitude)),
      column("records", "DOUBLE", ({ weight }) => weight),
      ...held.map((metric) =>
        column(metric, "DOUBLE", (_, at) => digits(records[at]?.figures[metric]?.count?.value)),
      ),
      column("cells", "INTEGER", ({ cells }) => cells.row.length),
      column("core_cells", "INTEGER", ({ label }) => identified.clusters[label]?.cores ?? null),
      column("merged", "INTEGER", ({ label }) => identified.clusters[label]?.merged ?? null),
      column("area_km2", "DOUBLE", ({ areaKm2 }) => digits(areaKm2)),
      column("population", "DOUBLE", (_, at) => records[at]?.population?.value ?? null),
      column("confidence", "DOUBLE", ({ label }) => digits(confidence?.clusters[label]?.reappears)),
      column("membership", "DOUBLE", ({ label }) => digits(confidence?.clusters[label]?.membership)),
    ],
  };
}

/**
 * One row a cell that belongs to a cluster, by cluster, then from south to north and west to east. `records` are those that count
 * towards density.
 */
function memberTable({ identified, regions, points, confidence }: Found, cells: Cells): Table {
  const ids = new Map(regions.map(({ label, id }, order) => [label, { id, order }]));
  const order = (at: number): number => ids.get(identified.labels[at] ?? -1)?.order ?? 0;
  const members: number[] = [];
  identified.labels.forEach((label, at) => {
    if (label >= 0) members.push(at);
  });
  // Cells stand by row and column already, and sorting is stable.
  const column = columnOf(members.sort((a, b) => order(a) - order(b)));
  return {
    name: "members",
    columns: [
      column("cluster", "VARCHAR", (at) => ids.get(identified.labels[at] ?? -1)?.id ?? null),
      column("cell_row", "INTEGER", (at) => cells.row[at] ?? null),
      column("cell_column", "INTEGER", (at) => cells.column[at] ?? null),
      column("latitude", "DOUBLE", (at) => points.latitude[at] ?? null),
      column("longitude", "DOUBLE", (at) => points.longitude[at] ?? null),
      column("records", "DOUBLE", (at) => points.weight?.[at] ?? null),
      column("core", "BOOLEAN", (at) => identified.core[at] === 1),
      column("confidence", "DOUBLE", (at) => digits(confidence?.points[at])),
    ],
  };
}

/** One row a cluster and metric. */
function shareTable({ joint }: Found, held: readonly Metric[]): Table {
  const of = shares(joint).clusters.flatMap(({ id, name, metrics }) =>
    held.map((metric) => ({ id, name, metric, ...metrics[metric] })),
  );
  const column = columnOf(of);
  return {
    name: "shares",
    columns: [
      column("cluster", "VARCHAR", ({ id }) => id),
      column("name", "VARCHAR", ({ name }) => name),
      column("metric", "VARCHAR", ({ metric }) => metric),
      column("count", "DOUBLE", ({ count }) => digits(count.value)),
      column("share_percent", "DOUBLE", ({ share }) => digits(share.value)),
      column("per_million", "DOUBLE", ({ perMillion }) => digits(perMillion.value)),
    ],
  };
}

/** One row a cluster in the order of the rank; a metric's column holds what it adds to the score. */
function rankingTable({ joint }: Found, weights: Weights): Table {
  const intensities = new Map(intensity(joint, { weights }).map((entry) => [entry.id, entry]));
  const column = columnOf(rank(joint, { weights }));
  return {
    name: "ranking",
    columns: [
      column("rank", "INTEGER", (entry) => entry.rank.value),
      column("cluster", "VARCHAR", ({ id }) => id),
      column("name", "VARCHAR", ({ name }) => name),
      column("score", "DOUBLE", ({ score }) => digits(score.value)),
      ...usedMetrics(weights).map((metric) => column(metric, "DOUBLE", ({ parts }) => digits(parts[metric]))),
      column("intensity_rank", "INTEGER", ({ id }) => intensities.get(id)?.rank.value ?? null),
      column("intensity", "DOUBLE", ({ id }) => digits(intensities.get(id)?.score.value)),
    ],
  };
}

/** Twelve significant digits, and nothing for NaN: the rest is the rounding of logarithms and sines, which machines need not agree on. */
function digits(value: number | null | undefined): number | null {
  return value === null || value === undefined || Number.isNaN(value) ? null : Number(value.toPrecision(12));
}

/** Makes columns of the same rows. */
function columnOf<T>(rows: readonly T[]) {
  return (name: string, type: TableColumn["type"], value: (row: T, at: number) => Value): TableColumn => ({
    name,
    type,
    values: rows.map(value),
  });
}
