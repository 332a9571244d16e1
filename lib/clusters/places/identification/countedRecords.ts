import { type ClusterRecord, METRICS, type Metric, type MetricFigures } from "../../data/index.js";
import { exact } from "../../figures/index.js";
import { UNITS, type WorldTotals } from "../../solve/index.js";
import type { Cells } from "../cells/index.js";
import { metricsOf } from "./cellPoints.js";
import type { ClusterDocuments } from "./documents.js";

/** What is known of a cluster beside its counts. */
export interface NamedCluster {
  /** Its position in the counts. */
  readonly label: number;
  readonly id: string;
  readonly name: string;
  /** Persons; null where it is not known. */
  readonly population: number | null;
}

/**
 * Clusters in the shape that `solveJoint`, `shares`, `rank` and `intensity` take: counts of documents and the population, both
 * exact, as they were counted and not printed; no economies. A count of 0 is 0, not missing.
 */
export function countedRecords(
  clusters: readonly NamedCluster[],
  documents: ClusterDocuments,
): ClusterRecord[] {
  return clusters.map(({ label, id, name, population }) => ({
    id,
    name,
    economies: [],
    ...(population === null ? {} : { population: exact(population, "persons") }),
    figures: Object.fromEntries(
      METRICS.flatMap((metric): [Metric, MetricFigures][] => {
        const count = documents[metric]?.[label];
        return count === undefined ? [] : [[metric, { count: exact(count, UNITS[metric]) }]];
      }),
    ),
  }));
}

/**
 * World totals of the records: all documents of each metric, those in no cluster and those without a place on the map
 * included. A metric of which no document could be counted has none.
 */
export function documentTotals(cells: Cells): WorldTotals {
  return Object.fromEntries(
    metricsOf(cells).flatMap((metric) => {
      const documents = cells.totals[metric]?.documents ?? 0;
      return documents > 0 ? [[metric, exact(documents, UNITS[metric])]] : [];
    }),
  );
}
