import { Adder } from "d3-array";
import { type Bounded, locator } from "./locator.js";
import type { PopulationGrid } from "./types.js";

/** Inhabitants by cluster, and of what lies in none. */
export interface Population {
  /** Persons of each region, in their order; null where no point of the grid with anybody at it lies inside. */
  readonly inside: readonly (number | null)[];
  /** How many points of the grid lie in each region. */
  readonly points: Uint32Array;
  /** Persons at points in no region. */
  readonly outside: number;
}

/**
 * The population of regions from points that know theirs: each point counts wholly to the region inside whose boundary it lies,
 * by `locator`'s rules. A region without a point has no known population (null), nor has one whose points hold nobody: per head of
 * nobody there is nothing to say, and `points` tells the two apart. Sums are correctly rounded, whatever the order of points.
 * Throws a `RangeError` for columns of different lengths, for a population that is not 0 or more, and for coordinates
 * off the globe.
 */
export function populationOf(regions: readonly Bounded[], grid: PopulationGrid): Population {
  const { latitude, longitude, population } = grid;
  if (latitude.length !== population.length || longitude.length !== population.length) {
    throw new RangeError(
      `Found ${latitude.length} latitudes, ${longitude.length} longitudes and ${population.length} populations, expected as many of each.`,
    );
  }
  const where = locator(regions);
  const sums = regions.map(() => new Adder());
  const points = new Uint32Array(regions.length);
  const outside = new Adder();
  for (let at = 0; at < population.length; at++) {
    const persons = population[at] ?? Number.NaN;
    if (!(persons >= 0 && persons < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Found a population of ${persons} at position ${at}, expected 0 or more.`);
    }
    const region = placed(where, latitude[at] ?? Number.NaN, longitude[at] ?? Number.NaN, at);
    if (region >= 0) points[region] = (points[region] ?? 0) + 1;
    if (persons > 0) (sums[region] ?? outside).add(persons);
  }
  return {
    inside: sums.map((sum) => (sum.valueOf() > 0 ? sum.valueOf() : null)),
    points,
    outside: outside.valueOf(),
  };
}

function placed(
  where: (latitude: number, longitude: number) => number,
  north: number,
  east: number,
  at: number,
): number {
  if (Math.abs(north) <= 90 && Math.abs(east) <= 180) return where(north, east);
  throw new RangeError(
    `Found the coordinates ${north}, ${east} at position ${at}, expected a latitude from -90 to 90 and a longitude from -180 to 180.`,
  );
}
