import { describe, expect, it } from "vitest";
import { boundary } from "../../../../lib/clusters/places/regions/boundary.js";
import { cellSet } from "../../../../lib/clusters/places/regions/members.js";
import { populationOf } from "../../../../lib/clusters/places/regions/population.js";
import { populationByName } from "../../../../lib/clusters/places/regions/populationByName.js";
import { block, cellsOf } from "./support.js";

const regions = [0, 100, 200].map((west) => {
  const cells = cellSet(cellsOf(block(0, west, 9, west + 9)));
  return { cells, ...boundary(cells, 15) };
});

const gridOf = (points: readonly (readonly [number, number, number])[]) => ({
  latitude: points.map(([latitude]) => latitude),
  longitude: points.map(([, longitude]) => longitude),
  population: points.map(([, , population]) => population),
});

describe("populationOf", () => {
  it("adds what lies in each region, and the rest outside; nobody is no known population", () => {
    const found = populationOf(
      regions,
      gridOf([
        [0.05, 0.05, 10.5],
        [0.01, 0.02, 4],
        [0.05, 1.05, 0],
        [50, 50, 7],
      ]),
    );
    expect(found.inside).toEqual([14.5, null, null]);
    expect([...found.points]).toEqual([2, 1, 0]);
    expect(found.outside).toBe(7);
  });

  it("does not depend on the order of points", () => {
    const points = Array.from({ length: 200 }, (_, at): [number, number, number] => [
      0.0005 * at,
      0.05,
      0.1 * 7 ** (at % 9),
    ]);
    expect(populationOf(regions, gridOf([...points].reverse()))).toEqual(
      populationOf(regions, gridOf(points)),
    );
  });

  it("knows nothing without points or regions", () => {
    expect(populationOf(regions, gridOf([])).inside).toEqual([null, null, null]);
    expect(populationOf([], gridOf([[0, 0, 3]]))).toMatchObject({ inside: [], outside: 3 });
  });

  it("refuses populations and coordinates that cannot be, with their position", () => {
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() =>
        populationOf(
          regions,
          gridOf([
            [0, 0, 1],
            [0, 0, bad],
          ]),
        ),
      ).toThrow(`Found a population of ${bad} at position 1`);
    }
    expect(() => populationOf(regions, gridOf([[95, 0, 1]]))).toThrow(
      "Found the coordinates 95, 0 at position 0",
    );
    expect(() => populationOf(regions, { ...gridOf([]), population: [1] })).toThrow(
      "0 latitudes, 0 longitudes and 1 populations",
    );
  });
});

describe("populationByName", () => {
  const named = [
    { id: "tokyo-yokohama", name: "Tokyo–Yokohama" },
    { id: "sao-paulo", name: "São Paulo" },
  ];

  it("finds regions by name or id, without regard to case, diacritics and hyphens", () => {
    expect(populationByName(named, [{ cluster: "SAO PAULO", population: 20e6 }])).toEqual([null, 20e6]);
    expect(populationByName(named, [{ cluster: "tokyo-yokohama", population: 38e6 }])).toEqual([38e6, null]);
    expect(populationByName(named, [])).toEqual([null, null]);
  });

  it("refuses clusters that are unknown or named twice, and populations that are not above 0", () => {
    expect(() => populationByName(named, [{ cluster: "Tokio–Yokohama", population: 1 }])).toThrow(
      'Did you mean "Tokyo–Yokohama"?',
    );
    const row = { cluster: "São Paulo", population: 1 };
    expect(() => populationByName(named, [row, { ...row, cluster: "sao-paulo" }])).toThrow(
      "a second time in row 2",
    );
    for (const population of [0, -1, Number.NaN]) {
      expect(() => populationByName(named, [{ ...row, population }])).toThrow(
        `Found a population of ${population}`,
      );
    }
  });
});
