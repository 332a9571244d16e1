import type { ClusterRecord, Metric } from "../../data/index.js";
import { finite, inherit, type Quantity } from "../../figures/index.js";
import {
  type Clusters,
  count,
  type Joint,
  position,
  share,
  solved,
  solveJoint,
  worldTotal,
} from "../../solve/index.js";
import { rescaled, totalsOf } from "./scale.js";

/** A regional undercount of one metric. */
export interface Undercount {
  /** ISO 3166-1 alpha-2 codes; a cluster counts where any of its economies is listed. */
  readonly economies: readonly string[];
  /** Fraction that the source misses, 0 to below 1: with 0.4 it counts 6 of every 10. */
  readonly missed: number;
  /** "ventureDeals" when absent. */
  readonly metric?: Metric;
  /**
   * Percent of the world's count that lies in the listed economies, inside of clusters or not. When absent, what their
   * clusters in the table hold, which is the least it can be; `regionShare` gives the limits.
   */
  readonly regionShare?: number;
}

/**
 * The clusters if a source misses a part of what happens in some economies: their counts times 1 / (1 − missed), and the
 * world total with what is added. So the others' shares fall. Throws a `RangeError` for a fraction outside of 0 to below
 * 1, and a regional share outside of 0 to 100.
 */
export function withUndercount(clusters: Clusters, undercount: Undercount): Joint {
  const { missed, metric = "ventureDeals" } = undercount;
  const joint = solved(clusters);
  const region = undercount.regionShare ?? regionShare(joint, undercount).value ?? 0;
  if (!(missed >= 0 && missed < 1))
    throw new RangeError(`Found ${missed} as the part that is missed, expected 0 to below 1.`);
  if (!(region >= 0 && region <= 100 + 1e-9))
    throw new RangeError(`Found ${region} percent as the region's share, expected 0 to 100.`);
  const factor = 1 / (1 - missed);
  return rescaled(joint, {
    metric,
    cluster: (record) => (isIn(record, undercount.economies) ? factor : 1),
    world: 1 + (region / 100) * (factor - 1),
  });
}

/**
 * Percent of the world's count of a metric that lies in some economies: at least what their clusters in the table hold
 * (the value, and `low`), at most what the other clusters leave over (`high`). Clusters with a missing share add nothing.
 */
export function regionShare(
  clusters: Clusters,
  { economies, metric = "ventureDeals" }: Pick<Undercount, "economies" | "metric">,
): Quantity {
  const joint = solved(clusters);
  const shares = joint.records.map((record) => ({
    inside: isIn(record, economies),
    part: share(joint, record.id, metric),
  }));
  const sum = (inside: boolean, of: (part: Quantity) => number | null | undefined): number =>
    shares.reduce((total, entry) => total + (entry.inside === inside ? (finite(of(entry.part)) ?? 0) : 0), 0);
  return {
    value: sum(true, (part) => part.value),
    low: sum(true, (part) => part.low),
    high: 100 - sum(false, (part) => part.low),
    unit: "percent",
    ...inherit(shares.map(({ part }) => part)),
  };
}

/** Whether a cluster lies in any of the economies. */
export function isIn({ economies }: ClusterRecord, listed: readonly string[]): boolean {
  return economies.some((economy) => listed.includes(economy));
}

/** Clusters ranked by the value of deals in place of their number, and what would be needed for the others. */
export interface DealValues {
  readonly joint: Joint;
  /** Clusters whose share by value is not given; they have no venture capital figure in `joint`. */
  readonly missing: readonly { readonly id: string; readonly name: string; readonly figure: string }[];
}

/**
 * The clusters with the shares of the world's venture capital by value, in percent, that the user gives, in place of the
 * shares of the number of deals. WIPO counts deals and the project's data have no values, so what is not given is
 * missing, and named. Throws a `RangeError` for an unknown id and a share outside of 0 to 100.
 */
export function withDealValues(
  clusters: Clusters,
  shares: { readonly [id: string]: Quantity | number },
): DealValues {
  const joint = solved(clusters);
  const given = new Map(
    Object.entries(shares).map(([id, given]) => {
      position(joint, id);
      const quantity = typeof given === "number" ? exactly(given) : given;
      const value = finite(quantity.value);
      if (value !== undefined && !(value >= 0 && value <= 100))
        throw new RangeError(`Found ${value} as the share of "${id}", expected 0 to 100 percent.`);
      return [id, value === undefined ? undefined : quantity] as const;
    }),
  );
  const records = joint.records.map((record): ClusterRecord => {
    const quantity = given.get(record.id);
    return { ...record, figures: { ...record.figures, ventureDeals: quantity && { share: quantity } } };
  });
  return {
    joint: solveJoint(records, { ...totalsOf(joint), ventureDeals: undefined }),
    missing: joint.records.flatMap(({ id, name }) =>
      given.get(id) ? [] : [{ id, name, figure: "share of the world's venture capital by value" }],
    ),
  };
}

function exactly(value: number): Quantity {
  return { value, low: value, high: value, unit: "percent" };
}

/** What one firm holds of a cluster's metric: a count, or a percentage of the cluster's. */
export type FirmPart = { readonly count: number } | { readonly percent: number };

/**
 * The clusters without one firm: its count leaves the cluster and the world. By the middles of the cluster's count and the
 * world total; `{ percent }` needs no count. Throws a `RangeError` where the cluster's count does not follow from the
 * figures, and for a firm that is larger than the cluster.
 */
export function withoutFirm(clusters: Clusters, id: string, metric: Metric, firm: FirmPart): Joint {
  const joint = solved(clusters);
  const total = count(joint, id, metric).value;
  if ("count" in firm && total === null)
    throw new RangeError(
      `The count of ${metric} of "${id}" is not known, so a part of it cannot be taken away.`,
    );
  const part = "percent" in firm ? firm.percent / 100 : total === 0 ? 0 : firm.count / (total ?? 1);
  if (!(part >= 0 && part <= 1)) {
    throw new RangeError(
      `Found a firm with ${Number((100 * part).toFixed(1))} percent of ${metric} of "${id}", expected 0 to 100.`,
    );
  }
  const own = share(joint, id, metric).value;
  const world = "count" in firm ? worldTotal(joint, metric).value : null;
  const removed = world !== null && "count" in firm ? firm.count / world : (part * (own ?? 0)) / 100;
  return rescaled(joint, {
    metric,
    cluster: (record) => (record.id === id ? 1 - part : 1),
    world: 1 - removed,
  });
}
