import { describe, expect, it } from "vitest";
import { loops } from "../../../../lib/clusters/places/geo/alphaShape.js";
import { cutRings } from "../../../../lib/clusters/places/geo/antimeridian.js";
import type { Position } from "../../../../lib/clusters/places/geo/index.js";
import { planarRing } from "../../../../lib/clusters/places/regions/edges.js";
import { polygons } from "../../../../lib/clusters/places/regions/polygons.js";

const square = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

describe("loops", () => {
  it("parts a ring where it touches itself, and leaves others alone", () => {
    expect(loops([1, 2, 3, 4])).toEqual([[1, 2, 3, 4]]);
    expect(loops([1, 2, 3, 4, 2, 5])).toEqual([
      [2, 3, 4],
      [1, 2, 5],
    ]);
    expect(loops([1, 2, 3, 4, 3, 2, 5])).toEqual([
      [3, 4],
      [2, 3],
      [1, 2, 5],
    ]);
    expect(loops([])).toEqual([[]]);
  });
});

describe("polygons", () => {
  it("makes a hole of a ring that touches the outside in a corner", () => {
    const ring: Position[] = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
      [1, 2],
      [2, 1],
    ];
    expect(polygons([ring])).toEqual([
      [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
        [
          [0, 0],
          [1, 2],
          [2, 1],
          [0, 0],
        ],
      ],
    ]);
  });

  it("gives each hole to the ring around it, also where they share a corner", () => {
    const hole = [...square(11, 1, 12, 2)].reverse();
    const touching: Position[] = [
      [0, 0],
      [1, 2],
      [2, 1],
    ];
    const found = polygons([square(0, 0, 5, 5), square(10, 0, 15, 5), hole, touching]);
    expect(found.map((rings) => rings.length)).toEqual([2, 2]);
    expect(found[0]?.[1]?.[1]).toEqual([1, 2]);
    expect(found[1]?.[1]?.[0]).toEqual([11, 1]);
  });

  it("drops what rounding makes flat, and rounds −0 to 0", () => {
    expect(polygons([square(0, 0, 1e-8, 1)])).toEqual([]);
    expect(polygons([square(-1e-9, 0, 1, 1)])[0]?.[0]?.[0]).toEqual([0, 0]);
  });

  it("takes holes alone as holes of the whole map", () => {
    const [[outside, hole] = []] = polygons([[...square(0, 0, 10, 10)].reverse()]);
    expect(outside).toEqual([
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
      [-180, -90],
    ]);
    expect(hole?.[0]).toEqual([0, 0]);
  });
});

describe("cutRings", () => {
  it("cuts between corners where the antimeridian passes", () => {
    const found = polygons(cutRings([square(179, 0, -179, 2)]));
    expect(found).toHaveLength(2);
    for (const [west, east] of [
      [-180, -179],
      [179, 180],
    ] as const) {
      const part = [...square(west, 0, east, 2), [west, 0]];
      expect(found).toContainEqual([part]);
    }
  });

  it("cuts a hole along with what is around it", () => {
    const found = polygons(cutRings([square(170, -10, -170, 10), [...square(175, -5, -175, 5)].reverse()]));
    expect(found).toHaveLength(2);
    expect(found.every((rings) => rings.length === 1)).toBe(true);
    const east = found.find(([ring]) => (ring?.[0]?.[0] ?? 0) > 0)?.[0];
    expect(east).toContainEqual([180, 5]);
    expect(east).toContainEqual([175, 5]);
    expect(east).not.toContainEqual([180, 0]);
  });

  it("keeps a hole beside the cut in its own part", () => {
    const found = polygons(cutRings([square(170, -10, -170, 10), [...square(-175, -5, -174, 5)].reverse()]));
    expect(found.map((rings) => rings.length).sort()).toEqual([1, 2]);
  });

  it("parts a ring where a bay reaches the antimeridian in one point", () => {
    const found = polygons(
      cutRings([
        [
          [170, -10],
          [-170, -10],
          [-170, 10],
          [170, 10],
          [170, 2],
          [180, 0],
          [170, -2],
        ],
      ]),
    );
    expect(found).toHaveLength(3);
    expect(found.flat().every((ring) => new Set(ring.map(String)).size === ring.length - 1)).toBe(true);
    const western = found.flat().filter((ring) => ring.every(([longitude]) => longitude > 0));
    expect(western).toHaveLength(2);
    expect(western.every((ring) => ring.some(([x, y]) => x === 180 && y === 0))).toBe(true);
  });

  it("does not cut what only touches the antimeridian", () => {
    expect(
      cutRings([
        [
          [170, 0],
          [-180, 5],
          [170, 10],
        ],
      ]),
    ).toEqual([
      [
        [170, 0],
        [180, 5],
        [170, 10],
      ],
    ]);
  });
});

describe("planarRing", () => {
  it("follows the great circle in long edges, and leaves short ones alone", () => {
    const long = planarRing(
      [
        [0, 60],
        [40, 60],
        [20, 50],
      ],
      0.1,
    );
    expect(long.length).toBeGreaterThan(6);
    // The great circle over 40° of longitude reaches atan(tan 60° / cos 20°) north.
    expect(Math.max(...long.map(([, latitude]) => latitude))).toBeCloseTo(61.52, 2);
    expect(
      planarRing(
        [
          [0, 60],
          [0.1, 60],
          [0.05, 60.1],
        ],
        0.001,
      ),
    ).toHaveLength(3);
  });

  it("leaves corners amid a run along a parallel out only as far as the great circle stays near", () => {
    const north = Array.from({ length: 41 }, (_, at): Position => [40 - at, 60]);
    const kept = planarRing([[0, 50], [40, 50], ...north], 0.05).filter(([, latitude]) => latitude === 60);
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.length).toBeLessThan(15);
    const equator = Array.from({ length: 41 }, (_, at): Position => [at, 0]);
    expect(planarRing([...equator, [40, 1e-6], [0, 1e-6]], 0.05)).toHaveLength(4);
  });

  it("keeps a corner where the way turns back", () => {
    expect(
      planarRing(
        [
          [0, 0],
          [2, 0],
          [1, 0],
          [1, 1],
        ],
        0.05,
      ),
    ).toContainEqual([2, 0]);
  });
});
