import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  extent,
  weightsBetween,
  weightsNear,
  winRegions,
} from "../../../../lib/clusters/analysis/weights/index.js";
import { cluster, withShares } from "../../solve/records.js";
import { EQUAL, type Row, records, rowsOf, score } from "./rows.js";

const areas = (rows: readonly Row[], within?: ReturnType<typeof weightsNear>) =>
  Object.fromEntries(winRegions(records(rows), { within }).regions.map(({ id, area }) => [id, area.value]));

describe("the weights that a cluster wins", () => {
  it("are a third of the triangle each for three specialists", () => {
    const found = winRegions(
      records([
        [9, 0, 0],
        [0, 9, 0],
        [0, 0, 9],
      ]),
    );
    expect(found.regions.map(({ area }) => area.value)).toEqual([
      expect.closeTo(100 / 3, 10),
      expect.closeTo(100 / 3, 10),
      expect.closeTo(100 / 3, 10),
    ]);
    const corners = found.regions[0]?.polygon ?? [];
    expect(corners).toHaveLength(4);
    expect(corners).toContainEqual([1, 0, 0]);
    expect(corners).toContainEqual([expect.closeTo(1 / 3), expect.closeTo(1 / 3), expect.closeTo(1 / 3)]);
  });

  it("have the area that geometry gives for two clusters", () => {
    // Level where w1 = 2 w2: from the corner of the third metric to (2/3, 1/3, 0).
    expect(
      areas([
        [1, 0, 0],
        [0, 2, 0],
      ]),
    ).toEqual({ c0: expect.closeTo(100 / 3, 10), c1: expect.closeTo(200 / 3, 10) });
  });

  it("leave out who never wins, and keep who wins at a tie alone, with no area", () => {
    const found = areas([
      [5, 5, 5],
      [4, 4, 4],
      [5, 1, 1],
    ]);
    expect(found).toEqual({ c0: expect.closeTo(100, 10), c2: 0 });
  });

  it("are shared by clusters with the same shares", () => {
    const { regions } = winRegions(
      records([
        [5, 1, 0],
        [5, 1, 0],
      ]),
    );
    expect(regions.map(({ area, sharedWith }) => [area.value, sharedWith])).toEqual([
      [100, ["c1"]],
      [100, ["c0"]],
    ]);
  });

  it("are a part of a line for two metrics", () => {
    const { regions } = winRegions(
      records([
        [3, 0, 0],
        [0, 1, 0],
      ]),
      { weights: 2024 },
    );
    expect(regions.map(({ id, area }) => [id, area.value])).toEqual([
      ["c0", expect.closeTo(75, 10)],
      ["c1", expect.closeTo(25, 10)],
    ]);
    expect(regions[0]?.polygon).toEqual([
      [1, 0],
      [expect.closeTo(0.25), expect.closeTo(0.75)],
    ]);
  });

  it("add up to all of them, and hold the winner of every point", () => {
    fc.assert(
      fc.property(rowsOf(9, 30), fc.tuple(fc.nat(97), fc.nat(97), fc.nat(97)), (rows, [a, b, c]) => {
        const distinct = [...new Map(rows.map((row) => [row.join(), row])).values()];
        const { regions } = winRegions(records(distinct));
        expect(regions.reduce((sum, { area }) => sum + (area.value ?? 0), 0)).toBeCloseTo(100, 8);
        const w = [a + 1, b + 1, c + 1].map((value) => value / (a + b + c + 3));
        const best = Math.max(...distinct.map((row) => score(row, w)));
        for (const [at, row] of distinct.entries()) {
          const polygon = regions.find(({ id }) => id === `c${at}`)?.polygon ?? [];
          // The triangles from a point inside of a convex polygon to its edges cover it and nothing else.
          const around = polygon.map((corner, k) =>
            extent([corner, polygon[(k + 1) % polygon.length] ?? corner, w]),
          );
          const covers = around.reduce((sum, part) => sum + part, 0) <= extent(polygon) + 1e-9;
          if (score(row, w) > best - 1e-9) expect(covers).toBe(true);
          else if (score(row, w) < best - 1e-6 && extent(polygon) > 1e-6) expect(covers).toBe(false);
        }
      }),
      { seed: 3 },
    );
  });

  it("are certain in part where shares are rounded: no more than the middles say, no less than is certain", () => {
    const close = [
      cluster("a", { pct: { share: "5.0" }, publications: { share: "1.0" }, ventureDeals: { share: "1.0" } }),
      cluster("b", { pct: { share: "1.0" }, publications: { share: "5.0" }, ventureDeals: { share: "1.0" } }),
    ];
    const [first] = winRegions(close).regions;
    expect(first?.area.value).toBeCloseTo(50);
    expect(first?.area.low).toBeGreaterThan(40);
    expect(first?.area.low).toBeLessThan(50);
    expect(first?.area.high).toBeGreaterThan(50);
    expect(first?.area.sources).toContain("a pct share");
    const sure = winRegions(withShares({ a: [5, 1, 1], b: [1, 5, 1] })).regions[0];
    expect(sure?.area).toMatchObject({ low: expect.closeTo(50, 6), high: expect.closeTo(50, 6) });
  });

  it("are no fewer than the certain and no more than the possible ones, in any world that rounding allows", () => {
    const off = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const offs = fc.array(fc.tuple(off, off, off), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(rowsOf(6, 6), offs, (rows, moves) => {
        const printed = rows.map(([pct, publications, ventureDeals], at) =>
          cluster(`c${at}`, {
            pct: { share: `${pct + 1}` },
            publications: { share: `${publications + 1}` },
            ventureDeals: { share: `${ventureDeals + 1}` },
          }),
        );
        const world = rows.map((row, at): Row => {
          const [x = 0, y = 0, z = 0] = row.map((value, m) => value + 1 + (moves[at]?.[m] ?? 0));
          return [x, y, z];
        });
        const limits = new Map(winRegions(printed).regions.map(({ id, area }) => [id, area]));
        for (const { id, area } of winRegions(records(world)).regions) {
          expect(area.value).toBeLessThanOrEqual((limits.get(id)?.high ?? 0) + 1e-9);
          expect(area.value).toBeGreaterThanOrEqual((limits.get(id)?.low ?? 0) - 1e-9);
        }
      }),
      { seed: 19, numRuns: 60 },
    );
  });

  it("leave out clusters with a missing share and say which, and are empty for none", () => {
    const found = winRegions(withShares({ a: [1, 1, 1], b: [9, Number.NaN, 9], c: [9, null, 9] }));
    expect(found.regions.map(({ id }) => id)).toEqual(["a"]);
    expect(found.leftOut).toEqual([
      { id: "b", name: "b", missing: ["publications"] },
      { id: "c", name: "c", missing: ["publications"] },
    ]);
    expect(winRegions([])).toMatchObject({ regions: [], leftOut: [] });
    expect(
      winRegions(withShares({ a: [1, 1, 1], c: [9, null, 9] }), { missing: "zero" }).regions[0]?.id,
    ).toBe("c");
  });
});

describe("limits on weights", () => {
  it("of a quarter around equal are a hexagon of a twenty-fourth of the triangle", () => {
    const { weights } = winRegions(records([[1, 1, 1]]), { within: weightsNear(EQUAL, 0.25) });
    expect(weights).toHaveLength(6);
    // A hexagon of side 1/12 of the triangle's: six small triangles of (1/12)² each.
    expect(extent(weights)).toBeCloseTo(6 / 144, 12);
  });

  it("are refused where they leave nothing, name a metric not used, or only one metric is used", () => {
    const one = records([[1, 1, 1]]);
    expect(() =>
      winRegions(one, { within: weightsBetween({ pct: [0.9, 1], publications: [0.9, 1] }) }),
    ).toThrow("leave no region");
    expect(() => winRegions(one, { within: weightsNear(EQUAL, 0) })).toThrow("leave no region");
    expect(() => winRegions(one, { weights: 2024, within: weightsNear(EQUAL, 0.25) })).toThrow(
      "ventureDeals",
    );
    expect(() => winRegions(one, { weights: 2017 })).toThrow("two or three");
    expect(() => weightsNear(EQUAL, -1)).toThrow("-1");
  });
});
