import type { Metric } from "../../data/index.js";
import { SLACK } from "../../figures/index.js";
import { type Clusters, position } from "../../solve/index.js";
import { type ShareTable, type ShareTableOptions, shareTable } from "../weights/index.js";
import { isIn, regionShare, type Undercount } from "./deals.js";

/** Where a change makes another cluster first. */
export interface LeadFlip {
  /** Who was first, and who is. */
  readonly from: string;
  readonly to: string;
  /**
   * The smallest change that does it, in the unit of the function: an undercount as a fraction, a firm in percent. 0 where both are level
   * before, so that any change does.
   */
  readonly at: number;
}

/**
 * A cluster behind the leader, as counts grow with the change t: its lead times the world's growth is
 * `ahead + t · (world · fixed + moved)`, where `world` is the slope of the world's count.
 */
interface Rival {
  readonly id: string;
  readonly ahead: number;
  /** Lead in all that does not move. */
  readonly fixed: number;
  /** What the leader gains on the rival by what moves. */
  readonly moved: number;
}

interface Race {
  readonly leader: string;
  readonly rivals: readonly Rival[];
}

/**
 * The leader and the others. A share is a count over the world's, and both are linear in t, so the difference of two scores times the
 * world is linear as well and has one zero. `slope` is that of a cluster's count of the metric. Of several that are level in
 * front `preferred` is the leader, else the first.
 */
function raceOf(
  table: ShareTable,
  metric: Metric,
  slope: (id: string) => number,
  preferred?: string,
): Race | undefined {
  const at = table.metrics.indexOf(metric);
  const weight = table.weights[at];
  const scores = table.rows.map(({ shares }) =>
    shares.reduce((sum, share, m) => sum + share * (table.weights[m] ?? 0), 0),
  );
  const top = Math.max(...scores);
  const level = (score: number | undefined): boolean => (score ?? 0) >= top - SLACK * Math.abs(top);
  const wished = table.rows.findIndex(({ id }) => id === preferred);
  const best = wished >= 0 && level(scores[wished]) ? wished : scores.indexOf(top);
  const leader = table.rows[best];
  if (weight === undefined || !leader) return undefined;
  const part = ({ shares }: ShareTable["rows"][number]): number => weight * (shares[at] ?? 0);
  const rivals = table.rows.flatMap((other, row): Rival[] => {
    if (other === leader) return [];
    const ahead = level(scores[row]) ? 0 : (scores[best] ?? 0) - (scores[row] ?? 0);
    const moved = part(leader) * slope(leader.id) - part(other) * slope(other.id);
    return [{ id: other.id, ahead, fixed: ahead - (part(leader) - part(other)), moved }];
  });
  return { leader: leader.id, rivals };
}

/** The first of the rivals to catch up as t grows from 0, if any does up to `most`. */
function firstFlip({ leader, rivals }: Race, world: number, most: number): LeadFlip | undefined {
  const found = rivals.flatMap(({ id, ahead, fixed, moved }): LeadFlip[] => {
    const slope = world * fixed + moved;
    const at = slope < 0 ? Math.abs(ahead / slope) : Number.NaN;
    return at <= most ? [{ from: leader, to: id, at }] : [];
  });
  return found.sort((a, b) => a.at - b.at)[0];
}

/**
 * The smallest regional undercount (see `withUndercount`) with which another cluster would be first, `at` as the fraction
 * that is missed: exactly, by the unrounded middles of the shares. Nothing where no undercount below 1 does it, or where
 * fewer than two clusters have every share. Throws as `withUndercount`.
 */
export function undercountFlip(
  clusters: Clusters,
  undercount: Omit<Undercount, "missed">,
  options: ShareTableOptions = {},
): LeadFlip | undefined {
  const { race, table } = undercountRace(clusters, undercount, options);
  const region = undercount.regionShare ?? regionShare(table.joint, undercount).value ?? 0;
  if (!(region >= 0 && region <= 100 + 1e-9))
    throw new RangeError(`Found ${region} percent as the region's share, expected 0 to 100.`);
  return race && missedAt(race, region);
}

/** The least and the most of `undercountFlip`; without `most` where some regional share lets no undercount change the lead. */
export interface UndercountFlips {
  readonly least?: LeadFlip;
  readonly most?: LeadFlip;
}

/**
 * `undercountFlip` over everything that the region may hold of the world's count, as `regionShare` bounds it. Who catches up
 * first may change in between, so the most need not be at an end: it is looked for also where two rivals catch up at once. No `least`
 * where no regional share lets any undercount change the lead.
 */
export function undercountFlips(
  clusters: Clusters,
  undercount: Pick<Undercount, "economies" | "metric">,
  options: ShareTableOptions = {},
): UndercountFlips {
  const { race, table } = undercountRace(clusters, undercount, options);
  if (!race) return {};
  const { low = 0, high = 100 } = regionShare(table.joint, undercount);
  const turns = race.rivals.flatMap((a, row) => [
    (-100 * a.moved) / a.fixed,
    ...race.rivals
      .slice(row + 1)
      .map((b) => (100 * (b.ahead * a.moved - a.ahead * b.moved)) / (a.ahead * b.fixed - b.ahead * a.fixed)),
  ]);
  const regions = [low, high, ...turns.filter((region) => region > low && region < high)];
  const flips = regions.map((region) => missedAt(race, region));
  const found = flips.flatMap((flip) => flip ?? []).sort((a, b) => a.at - b.at);
  const [least, most] = [found[0], found.at(-1)];
  return {
    ...(least ? { least } : {}),
    ...(most && found.length === flips.length ? { most } : {}),
  };
}

/** The flip for a regional share in percent, `at` as the fraction missed: of f times what was seen, 1 − 1/f was. */
function missedAt(race: Race, region: number): LeadFlip | undefined {
  const flip = firstFlip(race, region / 100, Infinity);
  return flip && { ...flip, at: flip.at / (1 + flip.at) };
}

function undercountRace(
  clusters: Clusters,
  { economies, metric = "ventureDeals" }: Pick<Undercount, "economies" | "metric">,
  options: ShareTableOptions,
): { readonly race: Race | undefined; readonly table: ShareTable } {
  const table = shareTable(clusters, options);
  const inside = new Set(table.joint.records.filter((record) => isIn(record, economies)).map(({ id }) => id));
  return { race: raceOf(table, metric, (id) => (inside.has(id) ? 1 : 0)), table };
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
  const race = raceOf(table, metric, (other) => (other === id ? -1 : 0), id);
  const flip = race && firstFlip(race, -own / 100, 1);
  return flip?.from === id ? { ...flip, at: 100 * flip.at } : undefined;
}
