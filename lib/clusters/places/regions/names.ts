import { compare, simplified } from "../../data/index.js";
import { type Bounded, locator } from "./locator.js";
import type { Places } from "./types.js";

/** How many places make a name. */
export interface NameOptions {
  /** At most so many places; 3 when absent. */
  readonly most?: number;
  /** The second and further ones must have at least this share of the largest one's size, from 0 to 1; a quarter when absent. */
  readonly share?: number;
}

/** What is named: where it lies, and its centre for those without a place. */
export interface Nameable extends Bounded {
  readonly latitude: number;
  readonly longitude: number;
}

/** The name of a cluster. */
export interface RegionName {
  readonly name: string;
  readonly id: string;
  readonly places: readonly string[];
}

/**
 * Names of clusters after the largest places inside their boundaries: at most three, the second and third only with a quarter of
 * the largest one's size or more, joined by an en dash, the largest first; of equally large ones the first by code unit.
 * Places of one name in one cluster count as one, with their sizes added; breaks and runs of spaces in a name are one space. A cluster without a place is called by its centre, such as
 * "35.68° N, 139.69° E". Clusters that would have the same name, or one that differs in case, diacritics or punctuation
 * only, get a number in brackets from the second on. This is our rule: how WIPO names its clusters is not published.
 * Throws a `RangeError` for columns of different lengths, a size that is not 0 or more, and coordinates off the globe.
 */
export function names(
  clusters: readonly Nameable[],
  places: Places | undefined,
  { most = 3, share = 0.25 }: NameOptions = {},
): readonly RegionName[] {
  if (!(Number.isInteger(most) && most >= 1)) {
    throw new RangeError(`Found at most ${most} places in a name, expected a whole number of 1 or more.`);
  }
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Found a share of ${share} of the largest place, expected 0 to 1.`);
  }
  const inside = places ? placesInside(clusters, places) : [];
  const taken = new Set<string>();
  return clusters.map((cluster, at) => {
    const sorted = [...(inside[at] ?? [])].sort(([a, sizeA], [b, sizeB]) => sizeB - sizeA || compare(a, b));
    const largest = sorted[0]?.[1] ?? 0;
    const chosen = sorted.slice(0, most).flatMap(([name, size]) => (size >= share * largest ? [name] : []));
    const wanted = chosen.length > 0 ? chosen.join("–") : position(cluster.latitude, cluster.longitude);
    let name = wanted;
    for (let number = 2; taken.has(idOf(name)); number++) name = `${wanted} (${number})`;
    taken.add(idOf(name));
    return { name, id: idOf(name), places: chosen };
  });
}

/** Sizes of the places in each cluster, by name. */
function placesInside(clusters: readonly Bounded[], places: Places): readonly Map<string, number>[] {
  const { name, latitude, longitude, size } = places;
  for (const [column, values] of Object.entries({ latitude, longitude, size })) {
    if (values.length !== name.length) {
      throw new RangeError(
        `Found ${name.length} names of places and ${values.length} values of ${column}, expected as many.`,
      );
    }
  }
  const where = locator(clusters);
  const inside = clusters.map(() => new Map<string, number[]>());
  name.forEach((each, at) => {
    const own = size[at] ?? Number.NaN;
    if (!(own >= 0 && Number.isFinite(own))) {
      throw new RangeError(
        `Found the size ${own} of the place "${each}" (position ${at}), expected 0 or more.`,
      );
    }
    const sizes = inside[where(latitude[at] ?? Number.NaN, longitude[at] ?? Number.NaN)];
    const printed = each.replace(/[\s\p{Cc}]+/gu, " ").trim();
    if (sizes && printed !== "") sizes.set(printed, [...(sizes.get(printed) ?? []), own]);
  });
  // Added from the smallest on, so that the order of the table does not matter.
  return inside.map(
    (sizes) =>
      new Map(
        [...sizes].map(([each, list]) => [
          each,
          list.sort((a, b) => a - b).reduce((sum, own) => sum + own, 0),
        ]),
      ),
  );
}

/** A name as an id; letters of all scripts stay. */
function idOf(name: string): string {
  return simplified(name).replace(/ /g, "-") || "unnamed";
}

/** A position such as "35.68° N, 139.69° E". */
export function position(latitude: number, longitude: number): string {
  const degrees = (value: number, positive: string, negative: string): string => {
    const printed = Math.abs(value).toFixed(2);
    return `${printed}° ${value < 0 && Number(printed) !== 0 ? negative : positive}`;
  };
  return `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
}
