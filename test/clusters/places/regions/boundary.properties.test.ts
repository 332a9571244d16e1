import { geoContains } from "d3-geo";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundary } from "../../../../lib/clusters/places/regions/boundary.js";
import { cellsOf, holding, objections, polygonsOf } from "./support.js";

const drawn = (cells: readonly (readonly [number, number])[], radius = 15, perDegree = 100) =>
  boundary(cellsOf(cells, perDegree), radius);

/** Sets of cells anywhere: at mid-latitudes, across the antimeridian, around a pole; with any radius. */
const sets = fc
  .record({
    perDegree: fc.constantFrom(1, 2, 10, 100, 1000),
    where: fc.constantFrom("land", "antimeridian", "north", "south"),
    spread: fc.integer({ min: 1, max: 12 }),
    north: fc.double({ min: -1, max: 1, noNaN: true }),
    east: fc.double({ min: -1, max: 1, noNaN: true }),
    offsets: fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 50,
      },
    ),
    reach: fc.double({ min: 0, max: 3, noNaN: true }),
  })
  .map(({ perDegree, where, spread, north, east, offsets, reach }) => {
    const pole =
      where === "north" ? 90 * perDegree - spread : where === "south" ? -90 * perDegree + spread : undefined;
    const middleRow = pole ?? Math.round(north * 80 * perDegree);
    const middleColumn = where === "antimeridian" ? 180 * perDegree : Math.round(east * 179 * perDegree);
    const cells = offsets.map(([up, across]): [number, number] => {
      const row = middleRow + Math.round(up * spread);
      const column = middleColumn + Math.round(across * (pole === undefined ? spread : 180 * perDegree));
      const around = 360 * perDegree;
      return [
        Math.max(-90 * perDegree, Math.min(90 * perDegree - 1, row)),
        ((((column + around / 2) % around) + around) % around) - around / 2,
      ];
    });
    return { perDegree, where, cells, radius: (reach * spread * 111) / perDegree };
  });

describe("boundary of any cells", () => {
  it("holds the centre of every cell once, on the plane and on the sphere", () => {
    fc.assert(
      fc.property(sets, ({ perDegree, cells, radius }) => {
        const { boundary: found } = drawn(cells, radius, perDegree);
        // d3-geo has the inside of a ring on its right.
        const spherical = {
          type: "MultiPolygon" as const,
          coordinates: polygonsOf(found).map((rings) =>
            rings.map((each) => [...each].reverse().map(([x, y]) => [x, y])),
          ),
        };
        for (const [row, column] of cells) {
          const centre: [number, number] = [(column + 0.5) / perDegree, (row + 0.5) / perDegree];
          expect(holding(found, centre)).toBe(1);
          expect(geoContains(spherical, centre)).toBe(true);
        }
      }),
      { seed: 6, numRuns: 400 },
    );
  });

  it("is valid by RFC 7946 and does not cross itself", () => {
    fc.assert(
      fc.property(
        sets.filter(({ where }) => where === "land" || where === "antimeridian"),
        ({ perDegree, cells, radius }) => {
          expect(objections(drawn(cells, radius, perDegree).boundary)).toEqual([]);
        },
      ),
      { seed: 6, numRuns: 400 },
    );
  });

  it("does not depend on the order of cells or on repetition, and grows with the radius", () => {
    fc.assert(
      fc.property(sets, ({ perDegree, cells, radius }) => {
        const found = drawn(cells, radius, perDegree);
        expect(drawn([...cells].reverse().concat(cells), radius, perDegree)).toEqual(found);
        expect(drawn(cells, radius * 1.5, perDegree).areaKm2).toBeGreaterThanOrEqual(
          found.areaKm2 * (1 - 1e-6),
        );
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
