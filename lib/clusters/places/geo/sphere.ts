/** The Earth's mean radius R₁ in kilometres (IUGG; Moritz 2000, Geodetic Reference System 1980). */
export const EARTH_RADIUS_KM = 6371.0088;

/** Radians in a degree. */
export const DEGREE = Math.PI / 180;

/** The haversine of an angle in radians: sin² of its half. */
export function haversine(angle: number): number {
  const half = Math.sin(0.5 * angle);
  return half * half;
}

/** The haversine of the angle between two places on the sphere, all in radians; in the form that scikit-learn computes. */
export function haversineBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const up = Math.sin(0.5 * (latA - latB));
  const across = Math.sin(0.5 * (lonA - lonB));
  return up * up + Math.cos(latA) * Math.cos(latB) * across * across;
}

/**
 * Kilometres between two places (degrees) along a great circle of the sphere of radius `EARTH_RADIUS_KM`. Within some
 * 1e-8 km of right, except for places almost opposite each other, where it is within 0.2 km.
 */
export function distanceKm(latA: number, lonA: number, latB: number, lonB: number): number {
  const between = haversineBetween(latA * DEGREE, lonA * DEGREE, latB * DEGREE, lonB * DEGREE);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, between)));
}

/**
 * A distance, ready to be compared. Two places are within it if the haversine between them is at most `haversine`. That
 * costs six sines; the square of the chord between their unit vectors decides as surely below `inside` and above `outside`.
 */
export interface Reach {
  /** Radians. */
  readonly angle: number;
  readonly haversine: number;
  readonly inside: number;
  readonly outside: number;
  /** The longest chord, with the room that its rounding needs taken off and put on. */
  readonly sure: number;
  readonly most: number;
}

/** More than rounding can do to the chord between two unit vectors, or to an angle on its way to a bucket. */
export const CHORD_SLACK = 1e-14;

/** The reach of a distance in kilometres; from half the circumference on it holds everything. */
export function reachOf(km: number): Reach {
  const angle = km / EARTH_RADIUS_KM;
  if (angle >= Math.PI) {
    const all = Number.POSITIVE_INFINITY;
    return { angle: Math.PI, haversine: all, inside: all, outside: all, sure: all, most: all };
  }
  const limit = haversine(angle);
  const chord = 2 * Math.sqrt(limit);
  const [sure, most] = [chord * (1 - 1e-14) - CHORD_SLACK, chord * (1 + 1e-14) + CHORD_SLACK];
  return { angle, haversine: limit, inside: Math.max(0, sure) ** 2, outside: most * most, sure, most };
}

/** The shorter way round, in degrees of longitude: above −180, up to 180. */
export function turned(degrees: number): number {
  return degrees > 180 ? degrees - 360 : degrees <= -180 ? degrees + 360 : degrees;
}

/** The unit vector of a place in degrees. */
export function unitVector(longitude: number, latitude: number): readonly [number, number, number] {
  const [east, north] = [longitude * DEGREE, latitude * DEGREE];
  const flat = Math.cos(north);
  return [flat * Math.cos(east), flat * Math.sin(east), Math.sin(north)];
}
