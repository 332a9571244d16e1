import { DEGREE } from "../geo/index.js";
import type { DensityRule, Points } from "./types.js";

/** Points that have been checked, as columns of one length. Places that are the same have the same two numbers. */
export interface Places {
  readonly count: number;
  /** Radians north; radians east from −π to below π, 0 at the poles. */
  readonly north: Float64Array;
  readonly east: Float64Array;
  readonly weight: Float64Array;
  /** How far a sum of weights may be off, relatively: 0 where all are whole numbers and every sum of them is exact. */
  readonly slack: number;
}

/** Below this distance in kilometres the rounding of coordinates would begin to count. */
const LEAST = 0.001;

/** Between these the sums of weights neither overflow nor need more than the 32 parts that d3's `Adder` has. */
const LIGHTEST = 1e-150;
const HEAVIEST = 1e150;

/** @throws RangeError for a radius below a metre, a threshold that is not above 0, or a merging distance below a metre that is not 0. */
export function checkRule({ radius, threshold, merge = 0 }: DensityRule): void {
  if (!(radius >= LEAST) || radius === Number.POSITIVE_INFINITY)
    throw new RangeError(`Found a radius of ${radius} km, expected ${LEAST} km or more.`);
  if (!(threshold > 0) || threshold === Number.POSITIVE_INFINITY)
    throw new RangeError(`Found a threshold of ${threshold}, expected a weight above 0.`);
  if ((merge !== 0 && !(merge >= LEAST)) || merge === Number.POSITIVE_INFINITY)
    throw new RangeError(`Found a merging distance of ${merge} km, expected 0 or ${LEAST} km or more.`);
}

/** @throws RangeError for columns of different lengths, and naming the position for coordinates out of range and weights that cannot be added. */
export function placesOf({ latitude, longitude, weight }: Points): Places {
  const count = latitude.length;
  for (const [name, column] of [["longitudes", longitude] as const, ["weights", weight] as const]) {
    if (column !== undefined && column.length !== count)
      throw new RangeError(
        `Found ${count} latitudes and ${column.length} ${name}, expected as many of each.`,
      );
  }
  const north = new Float64Array(count);
  const east = new Float64Array(count);
  const weights = new Float64Array(count);
  let total = 0;
  let whole = true;
  for (let point = 0; point < count; point++) {
    const lat = latitude[point] as number;
    const lon = longitude[point] as number;
    const heavy = weight === undefined ? 1 : (weight[point] as number);
    if (!(lat >= -90 && lat <= 90)) throw outside("latitude", lat, point, 90);
    if (!(lon >= -180 && lon <= 180)) throw outside("longitude", lon, point, 180);
    if (heavy !== 0 && !(heavy >= LIGHTEST && heavy <= HEAVIEST))
      throw new RangeError(
        `Found the weight ${heavy} at position ${point}, expected 0 or ${LIGHTEST} to ${HEAVIEST}.`,
      );
    // Adding 0 makes −0 into 0.
    north[point] = lat * DEGREE + 0;
    east[point] = lat === 90 || lat === -90 ? 0 : lon === 180 ? -Math.PI : lon * DEGREE + 0;
    weights[point] = heavy;
    total += heavy;
    whole &&= Number.isInteger(heavy);
  }
  const exact = whole && total <= Number.MAX_SAFE_INTEGER;
  return { count, north, east, weight: weights, slack: exact ? 0 : (count + 8) * Number.EPSILON };
}

function outside(name: string, found: number, position: number, limit: number): RangeError {
  return new RangeError(
    `Found the ${name} ${found} at position ${position}, expected degrees from −${limit} to ${limit}. ` +
      "`toCells` leaves out records with such coordinates and counts them.",
  );
}
