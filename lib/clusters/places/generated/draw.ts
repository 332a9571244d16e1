import { type Random, randomIndex, randomNormal } from "../../numeric/index.js";
import { GENERATED_LAND } from "./centres.js";

/** Degrees north and east. */
export type Spot = readonly [latitude: number, longitude: number];

/** Kilometres in one degree of a great circle, near enough for what is invented. */
const KM_PER_DEGREE = 111.195;
const RADIANS = Math.PI / 180;

/** The longitude between −180 and 180 that is the same meridian. */
function wrap(longitude: number): number {
  return longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
}

/** So many kilometres north and east of a spot. */
export function moved([latitude, longitude]: Spot, north: number, east: number): Spot {
  const width = KM_PER_DEGREE * Math.cos(latitude * RADIANS);
  return [latitude + north / KM_PER_DEGREE, wrap(longitude + east / width)];
}

/** A spot around another: normally distributed, one in ten with twice the spread where there are `suburbs`. */
export function around(random: Random, spot: Spot, spread: number, suburbs: boolean): Spot {
  const reach = suburbs && random() < 0.1 ? 2 * spread : spread;
  return moved(spot, reach * randomNormal(random), reach * randomNormal(random));
}

/** Kilometres between spots that are near each other. */
export function apart([north, east]: Spot, [latitude, longitude]: Spot): number {
  const width = Math.cos(((north + latitude) / 2) * RADIANS);
  return KM_PER_DEGREE * Math.hypot(north - latitude, width * wrap(east - longitude));
}

const AREAS = GENERATED_LAND.map(
  ([south, north, west, east]) => (Math.sin(north * RADIANS) - Math.sin(south * RADIANS)) * (east - west),
);
const ALL_LAND = AREAS.reduce((sum, area) => sum + area, 0);

/** A spot on land, every square kilometre as likely as any other. */
export function onLand(random: Random): Spot {
  let left = random() * ALL_LAND;
  const at = AREAS.findIndex((area) => {
    left -= area;
    return left < 0;
  });
  const [south, north, west, east] = GENERATED_LAND.at(at) ?? [0, 0, 0, 0];
  const [low, high] = [Math.sin(south * RADIANS), Math.sin(north * RADIANS)];
  const latitude = Math.asin(low + (high - low) * random()) / RADIANS;
  return [latitude, wrap(west + (east - west) * random())];
}

/** One of the entries, with chances as `weights` to each other. */
export function weighted(random: Random, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let left = random() * sum;
  const at = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return at < 0 ? randomIndex(random, weights.length) : at;
}
