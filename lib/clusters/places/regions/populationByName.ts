import { nearest, simplified } from "../../data/index.js";
import type { Region } from "./types.js";

/** A row of a table of populations. */
export interface PopulationRow {
  /** Name or id of a region; case, diacritics, hyphens and spaces do not matter. */
  readonly cluster: string;
  /** Persons, above 0. */
  readonly population: number;
}

/**
 * The population of regions from a table, in the order of regions; null where the table has none. Throws a `RangeError` for
 * a cluster that is not among the regions, for one that occurs twice, and for a population that is not above 0.
 */
export function populationByName(
  regions: readonly Pick<Region, "id" | "name">[],
  rows: readonly PopulationRow[],
): readonly (number | null)[] {
  const found = regions.map((): number | null => null);
  const known = new Map(
    regions.flatMap(({ id, name }, at) => [id, name].map((key) => [simplified(key), at] as const)),
  );
  rows.forEach(({ cluster, population }, row) => {
    const at = known.get(simplified(cluster));
    if (at === undefined) {
      const names = regions.map(({ name }) => name);
      throw new RangeError(
        `Found the cluster "${cluster}" in row ${row + 1} of the populations, expected the name or id of one that was identified.${nearest(cluster, names)}`,
      );
    }
    if (!(population > 0 && Number.isFinite(population))) {
      throw new RangeError(
        `Found a population of ${population} for "${cluster}" in row ${row + 1}, expected a number above 0.`,
      );
    }
    if (found[at] !== null) {
      throw new RangeError(
        `Found "${cluster}" a second time in row ${row + 1} of the populations, expected it once.`,
      );
    }
    found[at] = population;
  });
  return found;
}
