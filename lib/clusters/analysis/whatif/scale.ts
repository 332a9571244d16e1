import { type ClusterRecord, METRICS, type Metric } from "../../data/index.js";
import { type Quantity, scaled } from "../../figures/index.js";
import { type Joint, solveJoint, type WorldTotals, worldTotal } from "../../solve/index.js";

/** A quantity times a number, where both are there. */
export function timesIfAny(quantity: Quantity | undefined, factor: number | undefined): Quantity | undefined {
  return quantity === undefined || factor === undefined ? undefined : scaled(quantity, factor);
}

/** What all figures together say of the world totals, so that it is not lost with figures that a what-if drops. */
export function totalsOf(joint: Joint): WorldTotals {
  return Object.fromEntries(METRICS.map((metric) => [metric, worldTotal(joint, metric)]));
}

/** Counts of one metric multiplied, cluster by cluster, in a world whose total is multiplied too. */
export interface Scaling {
  readonly metric: Metric;
  /** Factor of the count of a cluster. */
  readonly cluster: (record: ClusterRecord) => number;
  readonly world: number;
}

/**
 * The clusters as they would be: counts and per-million figures times the cluster's factor, shares times that over the
 * world's. Populations stay. Everything that was known is scaled alike, so it fits together as before.
 */
export function rescaled(joint: Joint, { metric, cluster, world }: Scaling): Joint {
  const totals = totalsOf(joint);
  const records = joint.records.map((record): ClusterRecord => {
    const known = record.figures[metric];
    if (!known) return record;
    const factor = cluster(record);
    const figures = {
      count: timesIfAny(known.count, factor),
      share: timesIfAny(known.share, factor / world),
      perMillion: timesIfAny(known.perMillion, factor),
    };
    return { ...record, figures: { ...record.figures, [metric]: figures } };
  });
  return solveJoint(records, { ...totals, [metric]: timesIfAny(totals[metric], world) });
}
