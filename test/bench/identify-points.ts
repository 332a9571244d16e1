import { type Random, randomNormal, randomStream } from "../../lib/clusters/numeric/random.js";

/** Weighted cells of a generated world, as columns; in the order of row and column, as `toCells` gives them. */
export interface WorldPoints {
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  readonly weight: Float64Array;
}

/** Cells in one degree, as WIPO rounds. */
const PER_DEGREE = 100;
const COLUMNS = 360 * PER_DEGREE;
/** Of a hundred cells so many lie in cities, which have 2,000 cells on average. */
const IN_CITIES = 0.75;
const CITY_CELLS = 2000;
const TALLEST = 62;

/**
 * A world of `count` different cells of 0.01° from a seed, for measuring: nothing in it is observed. Cities of very
 * different size, in which most cells within 15 km of the middle hold records and the middle holds most; the rest is scattered
 * over all latitudes with one to three records a cell.
 */
export function worldPoints(count: number, seed = 6): WorldPoints {
  const random = randomStream(seed);
  const cells = new Map<number, number>();
  const inCities = Math.floor(count * IN_CITIES);
  while (cells.size < inCities) addCity(cells, inCities, random);
  while (cells.size < count) {
    const latitude = (Math.asin(2 * random() - 1) * 180) / Math.PI;
    add(
      cells,
      Math.floor(latitude * PER_DEGREE),
      Math.floor(random() * COLUMNS),
      1 + Math.floor(3 * random()),
    );
  }
  const keys = Float64Array.from(cells.keys()).sort();
  return {
    latitude: keys.map((key) => (Math.floor(key / COLUMNS) - 90 * PER_DEGREE + 0.5) / PER_DEGREE),
    longitude: keys.map((key) => ((key % COLUMNS) - 180 * PER_DEGREE + 0.5) / PER_DEGREE),
    weight: keys.map((key) => cells.get(key) ?? 0),
  };
}

/** Cells normally spread around a middle, on the average 2,000 of them; a few cities are ten times that. */
function addCity(cells: Map<number, number>, most: number, random: Random): void {
  const latitude = TALLEST * (2 * random() - 1);
  const longitude = 360 * random();
  const size = Math.min(12, 0.45 / (1 - random()) ** 0.6);
  const spread = 0.11 * Math.sqrt(size);
  const east = spread / Math.cos((latitude * Math.PI) / 180);
  const draws = Math.floor(CITY_CELLS * 1.6 * size);
  for (let draw = 0; draw < draws && cells.size < most; draw++) {
    const row = Math.floor((latitude + spread * randomNormal(random)) * PER_DEGREE);
    const column = Math.floor((longitude + east * randomNormal(random)) * PER_DEGREE);
    add(cells, row, (column + COLUMNS) % COLUMNS, 1 + Math.floor(4 * size * random() ** 3));
  }
}

function add(cells: Map<number, number>, row: number, column: number, weight: number): void {
  const key = (row + 90 * PER_DEGREE) * COLUMNS + column;
  cells.set(key, (cells.get(key) ?? 0) + weight);
}
