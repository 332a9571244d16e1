import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceKm } from "../../../../lib/clusters/places/geo/sphere.js";
import { boundary } from "../../../../lib/clusters/places/regions/boundary.js";
import { type Bounded, locator } from "../../../../lib/clusters/places/regions/locator.js";
import { cellSet } from "../../../../lib/clusters/places/regions/members.js";
import { nearestCellKm } from "../../../../lib/clusters/places/regions/nearest.js";
import { block, cellsOf, holding } from "./support.js";

const area = (cells: readonly (readonly [number, number])[], radius = 15, perDegree = 100): Bounded => {
  const own = cellSet(cellsOf(cells, perDegree));
  return { cells: own, ...boundary(own, radius) };
};

describe("locator", () => {
  it("says in which area a place lies, and −1 for none", () => {
    const where = locator([area(block(0, 0, 9, 9)), area(block(0, 100, 9, 109)), area([])]);
    expect(where(0.05, 0.05)).toBe(0);
    expect(where(0.05, 1.05)).toBe(1);
    expect(where(0.05, 0.5)).toBe(-1);
    expect(where(-60, 0.05)).toBe(-1);
    expect(locator([])(0, 0)).toBe(-1);
  });

  it("gives a place on an edge to one area: southern and western edges belong to it", () => {
    const where = locator([area(block(0, 0, 0, 0)), area(block(0, 1, 0, 1))]);
    expect(where(0, 0)).toBe(0);
    expect(where(0.005, 0.01)).toBe(1);
    expect(where(0.01, 0.005)).toBe(-1);
    expect(where(0.005, 0.02)).toBe(-1);
  });

  it("takes 180° east for −180°, and the pole into an area around it", () => {
    const where = locator([area(block(0, -18000, 0, -17999)), area(block(89, -180, 89, 179), 15, 1)]);
    expect(where(0.005, 180)).toBe(0);
    expect(where(0.005, -180)).toBe(0);
    expect(where(90, 12)).toBe(1);
    expect(where(90, -180)).toBe(1);
  });

  it("goes by the nearest member cell where areas overlap, then by the first", () => {
    const ring = block(0, 0, 10, 10).filter(
      ([row, column]) => row === 0 || row === 10 || column === 0 || column === 10,
    );
    const where = locator([area(ring), area([[5, 5]])]);
    expect(where(0.055, 0.055)).toBe(1);
    expect(where(0.055, 0.015)).toBe(0);
    const both = locator([area(ring), area(ring)]);
    expect(both(0.055, 0.055)).toBe(0);
  });

  it("agrees with the plain even-odd rule", () => {
    const spot = fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }));
    fc.assert(
      fc.property(
        fc.array(spot, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 25, noNaN: true }),
        fc.array(
          fc.tuple(
            fc.double({ min: -0.15, max: 0.15, noNaN: true }),
            fc.double({ min: -0.15, max: 0.15, noNaN: true }),
          ),
          { maxLength: 30 },
        ),
        (cells, radius, places) => {
          const one = area(cells, radius);
          const where = locator([one]);
          for (const [latitude, longitude] of places) {
            expect(where(latitude, longitude)).toBe(
              holding(one.boundary, [longitude, latitude]) > 0 ? 0 : -1,
            );
          }
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it("refuses places off the globe", () => {
    const where = locator([]);
    expect(() => where(91, 0)).toThrow("Found the coordinates 91, 0");
    expect(() => where(0, Number.NaN)).toThrow(RangeError);
  });
});

describe("nearestCellKm", () => {
  it("is the least of all distances, anywhere on the globe", () => {
    const cell = fc.tuple(fc.integer({ min: -90, max: 89 }), fc.integer({ min: -180, max: 179 }));
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 30 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (cells, latitude, longitude) => {
          const least = Math.min(
            ...cells.map(([row, column]) => distanceKm(latitude, longitude, row + 0.5, column + 0.5)),
          );
          expect(nearestCellKm(cellSet(cellsOf(cells, 1)), latitude, longitude)).toBeCloseTo(least, 6);
        },
      ),
      { seed: 6, numRuns: 500 },
    );
  });

  it("is infinite where there is no cell", () => {
    expect(nearestCellKm(cellsOf([]), 0, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
