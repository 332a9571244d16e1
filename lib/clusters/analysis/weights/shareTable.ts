import type { ClusterRecord, Metric } from "../../data/index.js";
import { inherit, type Quantity } from "../../figures/index.js";
import { weightsOf } from "../../rank/methods/index.js";
import {
  type Clusters,
  type Joint,
  position,
  share,
  solved,
  usedMetrics,
  type Weights,
  type WorldTotals,
} from "../../solve/index.js";

/** Which clusters and metrics to take. */
export interface ShareTableOptions {
  /** An edition or weights; the metrics are those that it uses. 2025 when absent. */
  readonly weights?: number | Weights;
  /** Ids of the clusters to compare among themselves; the others still bound world totals. All when absent. */
  readonly among?: readonly string[];
  /** World totals known from elsewhere. */
  readonly totals?: WorldTotals;
  /** What a share that is not known counts as: "unranked" (the default) leaves the cluster out, "zero" takes 0. */
  readonly missing?: "unranked" | "zero";
}

/** Shares of one cluster as plain numbers. */
export interface ShareRow {
  readonly id: string;
  readonly name: string;
  /** Percent of the world total, not rounded, in the order of the table's metrics. */
  readonly shares: readonly number[];
  /** What the shares rest on. */
  readonly evidence: ReturnType<typeof inherit>;
}

/** Shares of clusters as plain numbers, for computations that need every one of them. */
export interface ShareTable {
  readonly joint: Joint;
  readonly metrics: readonly Metric[];
  /** Weights in the order of the metrics, as they were given. */
  readonly weights: readonly number[];
  readonly rows: readonly ShareRow[];
  /** Clusters that miss a share, and which. */
  readonly leftOut: readonly { readonly id: string; readonly name: string; readonly missing: Metric[] }[];
}

/**
 * The values of all shares, in the order of the records, without their intervals: unrounded middles of what the figures
 * allow. Clusters with a missing share are left out and listed, or count 0 for it where the options say so.
 * Throws a `RangeError` for an unknown id.
 */
export function shareTable(clusters: Clusters, options: ShareTableOptions = {}): ShareTable {
  const joint = solved(clusters, options.totals);
  const weights = weightsOf(options.weights ?? 2025);
  const metrics = usedMetrics(weights);
  const rows: ShareRow[] = [];
  const leftOut: { id: string; name: string; missing: Metric[] }[] = [];
  for (const { id, name } of chosen(joint, options.among)) {
    const found = metrics.map((metric) => share(joint, id, metric));
    const missing = metrics.filter((_, m) => !isNumber(found[m]));
    if (missing.length > 0) leftOut.push({ id, name, missing });
    if (missing.length > 0 && options.missing !== "zero") continue;
    const shares = found.map((quantity) => (isNumber(quantity) ? (quantity.value ?? 0) : 0));
    rows.push({ id, name, shares, evidence: inherit(found) });
  }
  return { joint, metrics, weights: metrics.map((metric) => weights[metric] ?? 0), rows, leftOut };
}

/** Records in the order of the joint solution, all or those named. */
function chosen(joint: Joint, among: readonly string[] | undefined): readonly ClusterRecord[] {
  if (!among) return joint.records;
  const wanted = new Set(among.map((id) => position(joint, id)));
  return joint.records.filter((_, at) => wanted.has(at));
}

function isNumber(quantity: Quantity | undefined): boolean {
  return typeof quantity?.value === "number" && Number.isFinite(quantity.value);
}
