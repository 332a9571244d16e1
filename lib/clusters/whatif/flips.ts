import type { Metric } from "../data/record.js";
import { position } from "../interval/index.js";
import type { Clusters } from "../shares/index.js";
import { type ShareTable, type ShareTableOptions, shareTable } from "../weights/index.js";
import { isIn, regionShare, type Undercount } from "./deals.js";

/** Where a change makes another cluster first. */
export interface LeadFlip {
  /** Who was first, and who is. */
  readonly from: string;
  readonly to: string;
  /** The smallest change that does it, in the unit of the function: an undercount as a fraction, a firm in percent. */
  readonly at: number;
}

/** A count that grows with the change t: (1 + slope · t) times what it is. */
interface Growth {
  readonly cluster: (id: string) => number;
  readonly world: number;
}

/**
 * The smallest t above 0 at which the leader is no longer ahead. A share is a count over the world's, and both are linear in t, so the
 * difference of two scores times the world is linear as well and has one zero.
 */
function leadFlip(table: ShareTable, metric: Metric, growth: Growth, most: number): LeadFlip | undefined {
  const at = table.metrics.indexOf(metric);
  const weight = table.weights[at];
  if (weight === undefined) return undefined;
  const scores = table.rows.map(({ shares }) =>
    shares.reduce((sum, share, m) => sum + share * (table.weights[m] ?? 0), 0),
  );
  const best = scores.indexOf(Math.max(...scores));
  const leader = table.rows[best];
  if (!leader) return undefined;
  const moved = ({ id, shares }: ShareTable["rows"][number]): number =>
    weight * (shares[at] ?? 0) * growth.cluster(id);
  const found = table.rows.flatMap((other, row): LeadFlip[] => {
    if (other === leader) return [];
    const ahead = (scores[best] ?? 0) - (scores[row] ?? 0);
    const others = ahead - weight * ((leader.shares[at] ?? 0) - (other.shares[at] ?? 0));
    const slope = others * growth.world + moved(leader) - moved(other);
    const zero = slope < 0 ? -ahead / slope : Number.NaN;
    return zero > 0 && zero <= most ? [{ from: leader.id, to: other.id, at: zero }] : [];
  });
  return found.sort((a, b) => a.at - b.at)[0];
}

/**
 * The smallest regional undercount (see `withUndercount`) with which another cluster would be first, `at` as the fraction
 * that is missed, exactly, by the unrounded middles of the shares. Nothing where no undercount below 1 does it, or where
 * fewer than two clusters have every share. With `regionShare` at the ends of what `regionShare()` gives, the two
 * results bound it. Throws as `withUndercount`.
 */
export function undercountFlip(
  clusters: Clusters,
  undercount: Omit<Undercount, "missed">,
  options: ShareTableOptions = {},
): LeadFlip | undefined {
  const { economies, metric = "ventureDeals" } = undercount;
  const table = shareTable(clusters, options);
  const region = undercount.regionShare ?? regionShare(table.joint, undercount).value ?? 0;
  if (!(region >= 0 && region <= 100 + 1e-9))
    throw new RangeError(`Found ${region} percent as the region's share, expected 0 to 100.`);
  const inside = new Set(table.joint.records.filter((record) => isIn(record, economies)).map(({ id }) => id));
  const growth = { cluster: (id: string) => (inside.has(id) ? 1 : 0), world: region / 100 };
  const flip = leadFlip(table, metric, growth, Infinity);
  // A count that is f times what was seen had 1 − 1/f of it missed.
  return flip && { ...flip, at: flip.at / (1 + flip.at) };
}

/**
 * How large one firm in a cluster has to be, `at` in percent of the cluster's metric, for the cluster to lose first place
 * without it (see `withoutFirm`): exactly, by the unrounded middles of the shares. Nothing where the cluster is not first, or stays it
 * without any of that metric. Throws a `RangeError` for an unknown id.
 */
export function firmFlip(
  clusters: Clusters,
  id: string,
  metric: Metric,
  options: ShareTableOptions = {},
): LeadFlip | undefined {
  const table = shareTable(clusters, options);
  position(table.joint, id);
  const own = table.rows.find((row) => row.id === id)?.shares[table.metrics.indexOf(metric)] ?? 0;
  const growth = { cluster: (other: string) => (other === id ? -1 : 0), world: -own / 100 };
  const flip = leadFlip(table, metric, growth, 1);
  return flip?.from === id ? { ...flip, at: 100 * flip.at } : undefined;
}
