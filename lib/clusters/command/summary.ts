import { METRICS, type Metric } from "../data/index.js";
import type { Cells } from "../places/cells/index.js";
import { fileName } from "./files.js";
import type { Found } from "./find.js";
import { PROGRAM } from "./folder.js";
import type { IdentifyFlags } from "./options.js";
import type { Material, ReadFile } from "./read.js";
import type { AppliedRule, ChosenRule } from "./rule.js";
import { VERSION } from "./version.js";

/** What was found, from what, by which rule. */
export interface Outcome {
  readonly material: Material;
  readonly chosen: ChosenRule;
  readonly applied: AppliedRule;
  readonly found: Found;
  readonly flags: IdentifyFlags;
}

/** What summary.json holds: the same for the same files and options, wherever and whenever it is made. */
export function summary(outcome: Outcome): object {
  const { material, chosen, applied, found, flags } = outcome;
  const { columns, cells } = material;
  const { metric } = columns ?? {};
  return {
    program: PROGRAM,
    versions: { "innovation-clusters": VERSION, duckdb: material.duckdb, node: process.versions.node },
    input: {
      kind: columns ? "records" : "cells",
      files: files(material.records),
      columns: columns && {
        document: columns.document?.name ?? null,
        metric: typeof metric === "string" ? null : (metric?.name ?? null),
        latitude: columns.latitude.name,
        longitude: columns.longitude.name,
      },
      metric: typeof metric === "string" ? metric : null,
    },
    places: material.placesFile
      ? files(material.placesFile)
      : ((material.places && (columns?.place?.name ?? null)) ?? null),
    population: material.populationFile ? files(material.populationFile) : null,
    rule: {
      radius_km: chosen.rule.radius,
      threshold_records: chosen.rule.threshold,
      merge_km: chosen.rule.merge,
      density: applied.density,
      edition: chosen.edition,
      source: chosen.source,
      own: chosen.own,
    },
    weights: applied.weights,
    confidence:
      flags.confidence > 0
        ? { replicates: flags.confidence, keep: found.confidence?.keep, seed: flags.seed }
        : null,
    cells_per_degree: cells.perDegree,
    cells: cells.row.length,
    metrics: Object.fromEntries(heldMetrics(cells).map((metric) => [metric, metricSummary(cells, metric)])),
    clusters: found.regions.length,
    member_cells: memberCount(found),
    notes: notes(outcome),
  };
}

/** What a reader must know beside the tables. */
export function notes({ material, chosen, applied, found }: Outcome): string[] {
  const lines = [...applied.notes];
  if (chosen.edition !== null) {
    const changed =
      chosen.own.length > 0
        ? ` ${chosen.own.map((name) => `--${name}`).join(", ")} replaced parts of it.`
        : "";
    lines.push(
      `The rule is what ${chosen.source} in data/sources.csv reports of the edition ${chosen.edition}, read as DBSCAN by us; WIPO's program is not public.${changed}`,
    );
  }
  if (material.columns && !material.columns.document) {
    lines.push("There is no column of documents: every row counts as a document of its own.");
  }
  for (const metric of heldMetrics(material.cells)) {
    const documents = material.cells.totals[metric]?.documents ?? 0;
    if (!Number.isInteger(documents)) {
      lines.push(
        `The rows of ${metric} do not add up to whole documents: some rows of the cells are missing.`,
      );
    }
  }
  if (!material.places && found.regions.length > 0)
    lines.push("Clusters are named by their centres: there were no places.");
  return lines;
}

/** The metrics of which there are records. */
export function heldMetrics(cells: Cells): Metric[] {
  return METRICS.filter((metric) => cells.metrics[metric]);
}

function metricSummary(cells: Cells, metric: Metric): object {
  const { records = 0, documents = 0, faults = {} } = cells.totals[metric] ?? {};
  const without = Object.entries(faults).map(([reason, fault]) => [
    reason,
    { ...fault, documents_percent: documents > 0 ? (100 * fault.documents) / documents : null },
  ]);
  return { records, documents, faults: Object.fromEntries(without) };
}

function memberCount({ identified }: Found): number {
  return identified.clusters.reduce((sum, { members }) => sum + members, 0);
}

function files({ input, rows }: ReadFile): object[] {
  return input.files.map((file, at) => ({ name: fileName(file), bytes: file.bytes, rows: rows[at] ?? null }));
}
