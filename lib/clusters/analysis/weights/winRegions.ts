import type { Metric } from "../../data/index.js";
import { type Quantity, SLACK } from "../../figures/index.js";
import { addends, type Clusters, quickDifference, reciprocals } from "../../solve/index.js";
import { clip, extent, type Polygon } from "./polygon.js";
import { ALL_WEIGHTS, polygonOf, type WeightRegion } from "./region.js";
import { type ShareTable, type ShareTableOptions, shareTable } from "./shareTable.js";

/** Which weights to look at. */
export interface WeightOptions extends ShareTableOptions {
  /** Limits on the weights; all weights when absent. */
  readonly within?: WeightRegion;
}

/** The weights at which a cluster is first. */
export interface WinRegion {
  readonly id: string;
  readonly name: string;
  /** Corners as weights in the order of the metrics; edges, where others are as good, belong to it. */
  readonly polygon: Polygon;
  /**
   * Percent of the weights looked at. `value` is by the unrounded middles of the shares; `low` is the part where the
   * cluster is first in every world that the figures allow, `high` the part where no other is certainly ahead.
   */
  readonly area: Quantity;
  /** Where it is first whatever the rounding was, and where it may be. */
  readonly certain: Polygon;
  readonly possible: Polygon;
  /** Ids of clusters with the same shares, which win the same weights. */
  readonly sharedWith: readonly string[];
}

/** The weights divided among the clusters that win them. */
export interface WinRegions {
  readonly metrics: readonly Metric[];
  /** The weights looked at. */
  readonly weights: Polygon;
  /** Clusters that are first, or may be, at some weights; largest part first, then in the order of the input. */
  readonly regions: readonly WinRegion[];
  readonly leftOut: ShareTable["leftOut"];
}

/**
 * For each cluster the weights at which its score is the highest: exact polygons in the triangle of weights (a segment
 * for two metrics), by half-plane clipping with every other cluster; a score is linear in the weights, so the part that a
 * cluster wins is convex. Ties belong to both, so neighbouring polygons share their edges, and areas add to 100 unless
 * clusters have the same shares. Clusters that miss a share are left out, see `leftOut`.
 *
 * The certain part holds for all pairs at once: in each metric by itself the difference of two shares is taken at its
 * worst, with the world total shared. It may be smaller than what is certain; the possible part may be larger.
 */
export function winRegions(clusters: Clusters, options: WeightOptions = {}): WinRegions {
  const table = shareTable(clusters, options);
  const weights = polygonOf(options.within ?? ALL_WEIGHTS, table.metrics);
  const whole = extent(weights);
  const noise = noiseOf(table);
  const bounds = differences(table);
  const regions = table.rows.map(({ id, name, shares, evidence }, at): WinRegion => {
    const part = (normals: readonly (readonly number[])[]): Polygon =>
      normals.reduce<Polygon>(
        (left, normal) => (left.length === 0 ? left : clip(left, normal, noise)),
        weights,
      );
    const others = table.rows.filter((_, other) => other !== at);
    const polygon = part(others.map((other) => minus(shares, other.shares)));
    const [certain, possible] = [part(bounds(at, "low")), part(bounds(at, "high"))];
    const percent = (of: Polygon): number => (100 * extent(of)) / whole;
    const value = percent(polygon);
    const [low, high] = [Math.min(percent(certain), value), Math.max(percent(possible), value)];
    return {
      id,
      name,
      polygon,
      area: { value, low, high, unit: "percent", ...evidence },
      certain,
      possible,
      sharedWith: others
        .filter((other) => isZero(minus(shares, other.shares), noise))
        .map((other) => other.id),
    };
  });
  return {
    metrics: table.metrics,
    weights,
    regions: regions
      .filter(({ polygon, area }) => polygon.length > 0 || (area.high ?? 0) > 0)
      .sort((a, b) => (b.area.value ?? 0) - (a.area.value ?? 0)),
    leftOut: table.leftOut,
  };
}

/** Differences of scores below this are equal scores: noise of sums of shares of that size. */
export function noiseOf({ rows }: ShareTable): number {
  return SLACK * rows.reduce((most, { shares }) => Math.max(most, ...shares.map(Math.abs)), 1e-9);
}

/** Difference of two rows of shares, metric by metric. */
export function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, at) => value - (b[at] ?? 0));
}

function isZero(normal: readonly number[], noise: number): boolean {
  return normal.every((value) => Math.abs(value) <= noise);
}

/** Smallest or largest difference of the shares of a row and of each other row, by metric; ends that are open are out of reach. */
function differences(table: ShareTable): (row: number, end: "low" | "high") => number[][] {
  const ranges = reciprocals(table.joint);
  const parts = table.rows.map(({ id }) =>
    table.metrics.map((metric) =>
      // A missing share that counts as 0 is 0 in every world.
      addends(table.joint, id, "size", { [metric]: 1 }).filter((part) => part.value !== null),
    ),
  );
  // More than any difference of shares can be: an open end decides nothing.
  const open = 1e6;
  return (row, end) =>
    parts.flatMap((other, at) =>
      at === row
        ? []
        : [
            table.metrics.map((_, m) => {
              const found = quickDifference(ranges, parts[row]?.[m] ?? [], other[m] ?? []);
              return end === "low" ? (found.low ?? -open) : (found.high ?? open);
            }),
          ],
    );
}
