import type { Metric } from "../../data/index.js";

/** How an edition found its clusters, as far as it is published; fits `identify` as it is. */
export interface IdentificationRule {
  readonly edition: number;
  /** Kilometres around a place in which records are counted. */
  readonly radius: number;
  /** Records within the radius that make a place dense. */
  readonly threshold: number;
  /** Kilometres within which neighbouring clusters are merged. */
  readonly merge: number;
  /** The metrics whose places are counted against the threshold. */
  readonly density: readonly Metric[];
  /** Id of data/sources.csv. */
  readonly source: string;
}

/**
 * 2024: at least 4,500 inventors and authors within 15 km, clusters within 5 km merged, as the Korean Intellectual
 * Property Office explained the ranking (rows density_minimum, density_radius_km and merge_distance_km of
 * data/methodology.csv). That this is the core rule of DBSCAN, and that merging goes by the nearest members, is our
 * reading of it: WIPO has published neither its program nor these numbers itself.
 */
const RULES: readonly IdentificationRule[] = [
  {
    edition: 2024,
    radius: 15,
    threshold: 4500,
    merge: 5,
    density: ["pct", "publications"],
    source: "fnnews-2024-08",
  },
];

/**
 * The density rule of an edition. Throws a `RangeError` for an edition of which radius, threshold and merging distance were
 * not all found: give your own numbers then.
 */
export function identificationRule(edition: number): IdentificationRule {
  const found = RULES.find((rule) => rule.edition === edition);
  if (!found) {
    throw new RangeError(
      `How the edition ${edition} found its clusters is not published; expected ${RULES.map((rule) => rule.edition).join(", ")}. Give a radius and a threshold of your own instead.`,
    );
  }
  return found;
}
