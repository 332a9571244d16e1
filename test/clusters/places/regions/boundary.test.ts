import { describe, expect, it } from "vitest";
import { boundary } from "../../../../lib/clusters/places/regions/boundary.js";
import { block, cellsOf, holding, objections, polygonsOf } from "./support.js";

const drawn = (cells: readonly (readonly [number, number])[], radius = 15, perDegree = 100) =>
  boundary(cellsOf(cells, perDegree), radius);

describe("boundary", () => {
  it("of one cell is its square, counterclockwise from its south-western corner", () => {
    const { boundary: square, areaKm2 } = drawn([[3568, 13969]]);
    expect(square).toEqual({
      type: "Polygon",
      coordinates: [
        [
          [139.69, 35.68],
          [139.7, 35.68],
          [139.7, 35.69],
          [139.69, 35.69],
          [139.69, 35.68],
        ],
      ],
    });
    // R² Δλ (sin φ₂ − sin φ₁) with R = 6371.0088 km.
    expect(areaKm2).toBeCloseTo(1.004278, 5);
  });

  it("of a block is its outline, without corners along the way", () => {
    const { boundary: outline } = drawn(block(0, 0, 4, 9));
    expect(outline.coordinates).toEqual([
      [
        [0, 0],
        [0.1, 0],
        [0.1, 0.05],
        [0, 0.05],
        [0, 0],
      ],
    ]);
  });

  it("of no cell has no polygon", () => {
    expect(drawn([])).toEqual({ boundary: { type: "MultiPolygon", coordinates: [] }, areaKm2: 0 });
  });

  it("makes two polygons of cells farther apart than the radius, and one of nearer ones", () => {
    // 0.2° at the equator are 22 km, 0.1° are 11 km.
    expect(
      drawn([
        [0, 0],
        [0, 21],
      ]).boundary.type,
    ).toBe("MultiPolygon");
    expect(
      drawn([
        [0, 0],
        [0, 11],
      ]).boundary,
    ).toEqual({
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [0.12, 0],
          [0.12, 0.01],
          [0, 0.01],
          [0, 0],
        ],
      ],
    });
  });

  const ring = (inner: number) =>
    block(-inner - 2, -inner - 2, inner + 2, inner + 2).filter(
      ([row, column]) => Math.max(Math.abs(row), Math.abs(column)) > inner,
    );

  it("leaves a hole that is wider than the radius open, clockwise, and fills one that is narrower", () => {
    const wide = drawn(ring(10));
    expect(polygonsOf(wide.boundary).map((rings) => rings.length)).toEqual([2]);
    expect(objections(wide.boundary)).toEqual([]);
    expect(holding(wide.boundary, [0.005, 0.005])).toBe(0);
    const narrow = drawn(ring(4));
    expect(polygonsOf(narrow.boundary).map((rings) => rings.length)).toEqual([1]);
    expect(holding(narrow.boundary, [0.005, 0.005])).toBe(1);
  });

  it("cuts what crosses the antimeridian in two, with neither across it", () => {
    const { boundary: cut, areaKm2 } = drawn([
      ...block(1000, 17998, 1001, 17999),
      ...block(1000, -18000, 1001, -17999),
    ]);
    expect(cut).toEqual({
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [-180, 10],
            [-179.98, 10],
            [-179.98, 10.02],
            [-180, 10.02],
            [-180, 10],
          ],
        ],
        [
          [
            [179.98, 10],
            [180, 10],
            [180, 10.02],
            [179.98, 10.02],
            [179.98, 10],
          ],
        ],
      ],
    });
    expect(areaKm2).toBeCloseTo(drawn(block(1000, 0, 1001, 3)).areaKm2, 6);
  });

  it("leaves what ends at the antimeridian whole, from either side", () => {
    expect(drawn(block(0, 17998, 0, 17999)).boundary.coordinates).toEqual([
      [
        [179.98, 0],
        [180, 0],
        [180, 0.01],
        [179.98, 0.01],
        [179.98, 0],
      ],
    ]);
    expect(drawn(block(0, -18000, 0, -17999)).boundary.coordinates).toEqual([
      [
        [-180, 0],
        [-179.98, 0],
        [-179.98, 0.01],
        [-180, 0.01],
        [-180, 0],
      ],
    ]);
  });

  it.each([
    ["north", 89, 90, 60],
    ["south", -90, -90, -60],
  ])("goes around the %s pole and along the map's edge", (_, row, pole, other) => {
    const { boundary: cap, areaKm2 } = drawn(block(row, -180, row, 179), 15, 1);
    expect(objections(cap)).toEqual([]);
    expect(polygonsOf(cap)).toHaveLength(1);
    const corners = cap.coordinates.flat().map(String);
    expect(corners).toContain(`-180,${pole}`);
    expect(corners).toContain(`180,${pole}`);
    expect(holding(cap, [-77.3, row + 0.3])).toBe(1);
    expect(holding(cap, [0, other])).toBe(0);
    // 2π R² (1 − cos 1°), less what chords cut off.
    expect(areaKm2).toBeGreaterThan(38_830);
    expect(areaKm2).toBeLessThan(38_850);
  });

  it("leaves a pole out that a ring of cells goes around at more than the radius", () => {
    const { boundary: band } = drawn(block(80, -180, 80, 179), 15, 1);
    expect(objections(band)).toEqual([]);
    expect(holding(band, [12.5, 80.5])).toBe(1);
    expect(holding(band, [12.5, 88])).toBe(0);
    expect(holding(band, [12.5, 70])).toBe(0);
  });

  it("covers the globe where the cells do", () => {
    const { boundary: all, areaKm2 } = drawn(
      block(-9, -18, 8, 17).map(([row, column]): [number, number] => [row * 10, column * 10]),
      40_000,
      1,
    );
    expect(objections(all)).toEqual([]);
    expect(areaKm2).toBeGreaterThan(4.9e8);
    expect(areaKm2).toBeLessThan(5.2e8);
  });

  it("refuses a radius and cells that cannot be", () => {
    expect(() => drawn([[0, 0]], -1)).toThrow("Found a radius of -1 km");
    expect(() => drawn([[0, 0]], Number.NaN)).toThrow(RangeError);
    expect(() => drawn([[9000, 0]])).toThrow("Found the cell (9000, 0) at position 0");
    expect(() => drawn([[0, 18000]])).toThrow(RangeError);
    expect(() => drawn([[0, 0]], 15, 0)).toThrow("cells per degree");
    expect(() => boundary({ perDegree: 1, row: new Int32Array(2), column: new Int32Array(1) }, 1)).toThrow(
      "2 rows and 1 columns",
    );
  });
});
