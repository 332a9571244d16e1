import type { Metric } from "../../data/index.js";

/** A centre of the generated world: how much is drawn around which point. No real place is meant by any of them. */
export interface GeneratedCentre {
  /** Invented. */
  readonly name: string;
  /** Degrees north and east. */
  readonly latitude: number;
  readonly longitude: number;
  /** Standard deviation of an address from the centre, in kilometres, north and east alike. */
  readonly spread: number;
  /** Documents of each metric whose first place is expected here, at a scale of 1. */
  readonly documents: { readonly [M in Metric]: number };
  /** Inhabitants. */
  readonly population: number;
  /** Set for those that were made to show something: see `GENERATED_CENTRES`. */
  readonly group?: "polycentric" | "pair" | "antimeridian";
}

/**
 * The centres of the generated world. Sizes fall roughly as one over the rank; most have a mix of their own:
 * Oskaveld publishes, Trennick is funded, Hexmoor files applications.
 *
 * - Maruvine, Zephora and Lindrath are 37 to 92 km from one another: one region or three, depending on the radius. The
 *   Greater Bay Area has several centres, too; nothing else of it is meant.
 * - Dovanti and Fennaki are compact and 40 km apart, with two hamlets on the road between them.
 * - Ravensund lies on both sides of the antimeridian.
 */
export const GENERATED_CENTRES: readonly GeneratedCentre[] = [
  centre("Quillmar", [48.213, -21.402], 9, [5200, 6100, 430], 9_400_000),
  centre("Maruvine", [27.404, 61.203], 4.5, [4600, 2400, 270], 11_800_000, "polycentric"),
  centre("Zephora", [27.128, 61.412], 4, [1300, 2400, 110], 6_900_000, "polycentric"),
  centre("Lindrath", [27.834, 60.928], 4.5, [1700, 3300, 110], 10_700_000, "polycentric"),
  centre("Trennick", [36.718, -108.307], 11, [2300, 1900, 900], 5_200_000),
  centre("Oskaveld", [53.906, 38.514], 8, [900, 6800, 90], 7_800_000),
  centre("Korvessa", [33.112, 98.406], 8, [2100, 2900, 160], 8_100_000),
  centre("Hexmoor", [45.307, 104.812], 6, [2900, 800, 60], 3_100_000),
  centre("Pallunde", [58.409, 12.211], 6, [1000, 1700, 120], 2_300_000),
  centre("Ystrand", [41.704, -84.909], 7, [800, 1900, 210], 3_900_000),
  centre("Dovanti", [-22.503, -51.308], 1.8, [520, 900, 50], 1_400_000, "pair"),
  centre("Fennaki", [-22.503, -50.914], 1.8, [380, 700, 30], 1_100_000, "pair"),
  centre("Ravensund", [-38.207, 179.997], 4, [420, 800, 60], 1_200_000, "antimeridian"),
  centre("Jolvane", [12.913, 77.408], 7, [450, 560, 170], 6_400_000),
  centre("Umbrelle", [-33.607, 22.305], 5, [210, 640, 50], 2_700_000),
  centre("Nethercoil", [31.308, -97.104], 5, [330, 290, 60], 900_000),
  centre("Sorrowby", [51.204, -1.909], 4, [160, 330, 30], 500_000),
  centre("Wexabay", [-7.309, 109.812], 6, [60, 330, 40], 2_100_000),
];

function centre(
  name: string,
  [latitude, longitude]: readonly [number, number],
  spread: number,
  [pct, publications, ventureDeals]: readonly [number, number, number],
  population: number,
  group?: GeneratedCentre["group"],
): GeneratedCentre {
  const documents = { pct, publications, ventureDeals };
  return { name, latitude, longitude, spread, documents, population, ...(group ? { group } : {}) };
}

/** South, north, west and east edge, in degrees, of where country people and small towns are: rough boxes around the centres. */
export const GENERATED_LAND: readonly (readonly [number, number, number, number])[] = [
  [28, 54, -118, -78],
  [40, 62, -28, 46],
  [8, 48, 56, 116],
  [-36, 2, -62, -40],
  [-36, -4, 14, 34],
  [-10, -4, 104, 116],
  [-42, -34, 174, 180],
];
