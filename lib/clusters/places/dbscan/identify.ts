import { type Reach, reachOf } from "../geo/index.js";
import { ballsOf } from "./balls.js";
import { joinBorders } from "./borders.js";
import { describe } from "./clusters.js";
import { connect } from "./connect.js";
import { coresFirst, coresOf } from "./cores.js";
import { type Grid, gridOf } from "./grid.js";
import { mergedWith } from "./merge.js";
import { checkRule, placesOf } from "./places.js";
import { setsOf } from "./sets.js";
import { upTo } from "./sort.js";
import type { DensityRule, Identified, Points } from "./types.js";

/** How many times the sides of buckets go into the radius, at least and at most. */
const COARSE = 2;
const FINE = 32;
/** So many points are fast to look at one by one; where a bucket holds more, on average over points, buckets are made smaller. */
const FEW = 24;

/**
 * Finds where weighted points lie densely on the sphere: DBSCAN (Ester et al. 1996), exact, with great-circle distances.
 *
 * - A point is a core point if the points within `radius` km of it, itself included, weigh `threshold` or more together.
 * - Core points within the radius of each other are of one cluster, and so is all that such steps reach.
 * - Another point within the radius of a core point is a border point, of the cluster of the nearest one. Core points up to a
 *   millimetre farther than the nearest are as near; of them the southernmost decides, then the westernmost from 180° west on.
 * - What is left is noise, −1.
 * - Clusters with members within `merge` km of each other become one, and so do all that such steps reach.
 *
 * Core points and their partition are those of scikit-learn's `DBSCAN(metric="haversine", algorithm="ball_tree")` with sample weights:
 * distances are compared as it does, by their haversines, which can differ only where two distances agree to 15 digits or so. It adds
 * weights in doubles one by one, so that with fractional ones a sum may miss a threshold that it should meet; here the
 * correctly rounded sum decides. It gives border points to the cluster that it finds first.
 *
 * Nothing depends on the order of the points, to the last digit. A weight of 0 adds nothing, and its point is a core point where others weigh
 * enough. −180° and 180° are one place, as are all longitudes of a pole; a radius of half the circumference holds everything.
 * Time and memory are near-linear in the number of points where, as in cells of a grid, their density is bounded.
 *
 * @throws RangeError for columns of different lengths, coordinates out of range, weights that are not 0 or from 1e-150 to
 * 1e150, a radius below a metre, a threshold that is not above 0, and a merging distance that is neither 0 nor a metre or more.
 * @example identify({ latitude: [35.68, 35.69], longitude: [139.76, 139.75], weight: [3000, 2000] }, { radius: 15, threshold: 4500 })
 */
export function identify(points: Points, rule: DensityRule): Identified {
  checkRule(rule);
  const places = placesOf(points);
  const reach = reachOf(rule.radius);
  const grid = finer(gridOf(places, reach.angle / COARSE, upTo(places.count)), reach);
  const balls = ballsOf(grid);
  const cores = coresOf(grid, balls, reach, rule.threshold);
  const counts = coresFirst(grid, cores);
  const { cluster, found } = clustersOfBuckets();
  const labels = new Int32Array(places.count).fill(-1);
  for (let bucket = 0; bucket < grid.buckets; bucket++) {
    const from = grid.start[bucket] as number;
    labels.fill(cluster[bucket] as number, from, from + (counts[bucket] as number));
  }
  if (found > 0) joinBorders(grid, balls, reach, counts, cluster, labels);
  return describe(grid, cores, labels, mergedWith(grid, labels, found, rule.merge ?? 0));

  /** Numbers the clusters; the core points of a bucket are within the radius of each other, and so of one. */
  function clustersOfBuckets() {
    const sets = setsOf(grid.buckets);
    const own = upTo(grid.buckets);
    connect(grid, balls, reach, counts, own, sets);
    const cluster = new Int32Array(grid.buckets).fill(-1);
    let found = 0;
    for (let bucket = 0; bucket < grid.buckets; bucket++) {
      if (counts[bucket] === 0) continue;
      // The smallest bucket of a set stands for it, and has been numbered by now.
      const first = sets.find(bucket);
      cluster[bucket] = first === bucket ? found++ : (cluster[first] as number);
    }
    return { cluster, found };
  }
}

/** The grid itself, or one of smaller buckets where points lie so close that its own hold many. */
function finer(grid: Grid, reach: Reach): Grid {
  let squares = 0;
  for (let bucket = 0; bucket < grid.buckets; bucket++)
    squares += ((grid.start[bucket + 1] as number) - (grid.start[bucket] as number)) ** 2;
  const finesse = Math.min(FINE, COARSE * Math.sqrt(squares / (grid.rows.length * FEW)));
  return finesse >= 2 * COARSE ? gridOf(grid.places, reach.angle / finesse, grid.rows) : grid;
}
