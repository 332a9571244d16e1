import { statSync } from "node:fs";
import { join } from "node:path";
import { DataError, METRICS, parseTable, type Row, readText } from "../../data/index.js";
import { MADE, readBoundaries, readSummary } from "./json.js";
import { CLUSTERS, numberOf, RANKING, SHARES, textOf } from "./tables.js";
import type { IdentifiedCluster, IdentifiedSet } from "./types.js";

/**
 * Reads the folder that the command `identify` writes: clusters.csv, ranking.csv, shares.csv, clusters.geojson and summary.json.
 * Further columns and files are left alone. Throws `DataError`, which names the folder and the file, where one is
 * missing or broken, and where they do not belong together.
 */
export function readIdentified(dir: string): IdentifiedSet {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new DataError({ file: dir }, "no such folder", "the folder that the command identify wrote");
  }
  // The folder stands last, so that the message names it and not only a file of it.
  const named = (name: string): string => `${name} in ${dir}`;
  const text = (name: string): string => {
    try {
      return readText(join(dir, name));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new DataError({ file: named(name) }, error.found, error.expected, MADE);
    }
  };
  const table = (name: string, schema: typeof CLUSTERS): readonly Row[] =>
    parseTable(text(name), named(name), schema, { unknownColumns: "list" }).rows;

  const clusters = table("clusters.csv", CLUSTERS);
  const ranking = byCluster(table("ranking.csv", RANKING), clusters, named("ranking.csv"));
  const shares = table("shares.csv", SHARES);
  byCluster(shares, clusters, named("shares.csv"), false);
  const boundaries = readBoundaries(text("clusters.geojson"), named("clusters.geojson"));
  const summary = readSummary(text("summary.json"), named("summary.json"), {
    clusters: clusters.length,
    member_cells: clusters.reduce((sum, row) => sum + (numberOf(row, "cells") ?? 0), 0),
  });
  const found = clusters.map((row): IdentifiedCluster => {
    const id = textOf(row, "cluster");
    const boundary = boundaries.get(id);
    if (!boundary) {
      throw new DataError(
        { file: named("clusters.geojson") },
        `no boundary of "${id}"`,
        `one for each of the ${clusters.length} clusters of clusters.csv`,
        MADE,
      );
    }
    const ranked = ranking.get(id);
    const own = shares.filter((each) => textOf(each, "cluster") === id);
    return {
      id,
      name: textOf(row, "name"),
      latitude: numberOf(row, "latitude") ?? 0,
      longitude: numberOf(row, "longitude") ?? 0,
      records: numberOf(row, "records") ?? 0,
      cells: numberOf(row, "cells") ?? 0,
      cores: numberOf(row, "core_cells") ?? 0,
      merged: numberOf(row, "merged") ?? 1,
      areaKm2: numberOf(row, "area_km2") ?? 0,
      population: numberOf(row, "population"),
      reappears: numberOf(row, "confidence"),
      membership: numberOf(row, "membership"),
      rank: ranked ? numberOf(ranked, "rank") : null,
      score: ranked ? numberOf(ranked, "score") : null,
      intensityRank: ranked ? numberOf(ranked, "intensity_rank") : null,
      metrics: Object.fromEntries(
        METRICS.flatMap((metric) => {
          const share = own.find((each) => textOf(each, "metric") === metric);
          if (!share) return [];
          const figures = {
            count: numberOf(share, "count"),
            share: numberOf(share, "share_percent"),
            perMillion: numberOf(share, "per_million"),
          };
          return [[metric, figures]];
        }),
      ),
      boundary,
    };
  });
  return { ...summary, clusters: inOrder(found) };
}

/** By rank, those without one last, then by name. */
export function inOrder(clusters: readonly IdentifiedCluster[]): IdentifiedCluster[] {
  const place = ({ rank }: IdentifiedCluster): number => rank ?? Infinity;
  return [...clusters].sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    if (one !== other) return one < other ? -1 : 1;
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  });
}

/** Rows by their cluster. Throws where a row is of none of the clusters, or, where each must have one, a row is missing. */
function byCluster(
  rows: readonly Row[],
  clusters: readonly Row[],
  file: string,
  each = true,
): ReadonlyMap<string, Row> {
  const known = new Set(clusters.map((row) => textOf(row, "cluster")));
  const found = new Map(rows.map((row) => [textOf(row, "cluster"), row]));
  for (const row of rows) {
    const id = textOf(row, "cluster");
    if (known.has(id)) continue;
    throw new DataError(
      { file, row: row.line, column: "cluster" },
      `"${id}"`,
      "a cluster of clusters.csv",
      MADE,
    );
  }
  const absent = each ? [...known].find((id) => !found.has(id)) : undefined;
  if (absent !== undefined) {
    throw new DataError({ file }, `no row of "${absent}"`, "one for each cluster of clusters.csv", MADE);
  }
  return found;
}
