import { Adder } from "d3-array";
import type { Metric } from "../../data/index.js";
import type { Cells } from "../cells/index.js";
import { metricsOf } from "./cellPoints.js";

/** Documents of each metric in each cluster, counted fractionally, by label. */
export type ClusterDocuments = { readonly [M in Metric]?: Float64Array };

/**
 * How many documents of each metric lie in each cluster: a document with n places counts 1/n in the cluster of each, and
 * nothing where the place is noise. `labels` has one entry a cell, −1 for noise; `clusters` is their number. Sums are
 * correctly rounded, so they do not depend on the order of cells.
 */
export function clusterDocuments(cells: Cells, labels: Int32Array, clusters: number): ClusterDocuments {
  return Object.fromEntries(
    metricsOf(cells).map((metric) => {
      const sums = Array.from({ length: clusters }, () => new Adder());
      const documents = cells.metrics[metric]?.documents ?? new Float64Array();
      for (let at = 0; at < labels.length; at++) {
        const count = documents[at] ?? 0;
        if (count !== 0) sums[labels[at] ?? -1]?.add(count);
      }
      return [metric, Float64Array.from(sums, (sum) => sum.valueOf())];
    }),
  );
}
