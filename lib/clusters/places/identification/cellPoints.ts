import { METRICS, type Metric } from "../../data/index.js";
import type { Cells } from "../cells/index.js";
import type { Points } from "../dbscan/index.js";

/** The metrics that cells hold, in the order of WIPO's tables. */
export function metricsOf(cells: Cells): Metric[] {
  return METRICS.filter((metric) => cells.metrics[metric] !== undefined);
}

/**
 * Cells as points to cluster: each at its centre, weighing as many records as it holds of the metrics named (of all when
 * absent). Records count one each, however many places their document has: density is of people, not of documents.
 * Cells without such a record weigh 0. Throws a `RangeError` for no metric, and for one that the cells do not hold.
 */
export function cellPoints(cells: Cells, density: readonly Metric[] = metricsOf(cells)): Points {
  const { row, column, perDegree } = cells;
  const weight = new Float64Array(row.length);
  const counted = [...new Set(density)];
  if (counted.length === 0 && row.length > 0) {
    throw new RangeError(`Found no metric to count, expected some of ${metricsOf(cells).join(", ")}.`);
  }
  for (const metric of counted) {
    const records = cells.metrics[metric]?.records;
    if (!records) {
      throw new RangeError(
        `Found no records of "${metric}" to count, expected some of ${metricsOf(cells).join(", ") || "no metric: there are none"}.`,
      );
    }
    for (let at = 0; at < weight.length; at++) weight[at] = (weight[at] ?? 0) + (records[at] ?? 0);
  }
  return {
    latitude: Float64Array.from(row, (index) => (index + 0.5) / perDegree),
    longitude: Float64Array.from(column, (index) => (index + 0.5) / perDegree),
    weight,
  };
}
