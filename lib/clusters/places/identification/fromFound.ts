import { METRICS, type Metric } from "../../data/index.js";
import { intensity, rank } from "../../rank/index.js";
import { shares, type Weights } from "../../solve/index.js";
import type { Cells } from "../cells/index.js";
import type { ClusterConfidence, DensityRule } from "../dbscan/index.js";
import { inOrder } from "./folder.js";
import type { IdentifiedClusters } from "./index.js";
import type { IdentifiedSet, RuleOrigin } from "./types.js";

/** How clusters were found. */
export interface FoundBy {
  readonly rule: DensityRule;
  readonly density: readonly Metric[];
  readonly weights: Weights;
  readonly origin?: RuleOrigin;
  readonly confidence?: { readonly replicates: number; readonly clusters: readonly ClusterConfidence[] };
  readonly notes?: readonly string[];
}

/** Clusters found in this program, as `readIdentified` gives those that the command has written. */
export function identifiedSet(found: IdentifiedClusters, cells: Cells, by: FoundBy): IdentifiedSet {
  const { joint, regions, identified, records } = found;
  const { rule, density, weights, confidence } = by;
  const ranks = new Map(rank(joint, { weights }).map((entry) => [entry.id, entry]));
  const dense = new Map(intensity(joint, { weights }).map((entry) => [entry.id, entry.rank.value]));
  const shared = new Map(shares(joint).clusters.map(({ id, metrics }) => [id, metrics]));
  const held = METRICS.filter((metric) => cells.totals[metric]);
  const clusters = regions.map(
    ({ label, id, name, latitude, longitude, weight, areaKm2, boundary, ...region }, at) => ({
      id,
      name,
      latitude,
      longitude,
      records: weight,
      cells: region.cells.row.length,
      cores: identified.clusters[label]?.cores ?? 0,
      merged: identified.clusters[label]?.merged ?? 1,
      areaKm2,
      population: records[at]?.population?.value ?? null,
      reappears: confidence?.clusters[label]?.reappears ?? null,
      membership: confidence?.clusters[label]?.membership ?? null,
      rank: ranks.get(id)?.rank.value ?? null,
      score: ranks.get(id)?.score.value ?? null,
      intensityRank: dense.get(id) ?? null,
      metrics: Object.fromEntries(
        held.map((metric) => {
          const of = shared.get(id)?.[metric];
          const [count, share, perMillion] = [of?.count, of?.share, of?.perMillion].map(
            (each) => each?.value ?? null,
          );
          return [metric, { count, share, perMillion }];
        }),
      ),
      boundary,
    }),
  );
  return {
    clusters: inOrder(clusters),
    rule,
    density,
    origin: by.origin ?? { edition: null, source: null, own: [] },
    weights,
    perDegree: cells.perDegree,
    cells: cells.row.length,
    metrics: Object.fromEntries(
      held.map((metric) => {
        const { records: all = 0, documents = 0, faults = {} } = cells.totals[metric] ?? {};
        const unplaced = Object.entries(faults).map(([reason, fault]) => ({ reason, ...fault }));
        return [metric, { records: all, documents, unplaced }];
      }),
    ),
    replicates: confidence?.replicates ?? null,
    notes: by.notes ?? [],
  };
}
