import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  breakEvenLines,
  extent,
  rankRanges,
  weightsBetween,
  weightsNear,
  winRegions,
} from "../../../lib/clusters/weights/index.js";
import { cluster, EDITION_2025, withShares } from "../interval/records.js";
import { ranksByTrying } from "./exact.js";

type Row = readonly [number, number, number];
const records = (rows: readonly Row[]) =>
  withShares(Object.fromEntries(rows.map((row, at) => [`c${at}`, row])));
const whole = (max: number) => fc.integer({ min: 0, max });
const rowsOf = (most: number, size: number) =>
  fc.array(fc.tuple(whole(size), whole(size), whole(size)), {
    minLength: 1,
    maxLength: most,
  });
const EQUAL = { pct: 1, publications: 1, ventureDeals: 1 };
const score = (row: Row, w: readonly number[]): number =>
  row.reduce((sum, value, at) => sum + value * (w[at] ?? 0), 0);
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

describe("rank ranges over weights", () => {
  it("are those that exact arithmetic finds by trying every point, ties included", () => {
    const all: readonly Row[] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    // 12 w ≥ 3 and 12 w ≤ 5, times weights that add to 1.
    const near = all.flatMap((unit): Row[] => [
      unit.map((k) => 12 * k - 3) as unknown as Row,
      unit.map((k) => 5 - 12 * k) as unknown as Row,
    ]);
    fc.assert(
      fc.property(rowsOf(6, 5), fc.boolean(), (rows, limited) => {
        const { ranges } = rankRanges(records(rows), limited ? { within: weightsNear(EQUAL, 0.25) } : {});
        const expected = ranksByTrying(rows, limited ? near : all);
        for (const { id, rank } of ranges) {
          expect({ id, best: rank.low, worst: rank.high }).toEqual({ id, ...expected[Number(id.slice(1))] });
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("are reached at the weights they name", () => {
    fc.assert(
      fc.property(rowsOf(12, 40), (rows) => {
        for (const { id, rank, bestAt = [], worstAt = [] } of rankRanges(records(rows)).ranges) {
          const own = rows[Number(id.slice(1))] ?? [0, 0, 0];
          const rankAt = (w: readonly number[]): number =>
            1 + rows.filter((row) => score(row, w) > score(own, w) + 1e-9).length;
          expect([rankAt(bestAt), rankAt(worstAt)]).toEqual([rank.low, rank.high]);
        }
      }),
      { seed: 7 },
    );
  });

  it("hold every rank of a dense grid of weights for a hundred clusters", () => {
    let state = 1;
    const random = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const rows = Array.from(
      { length: 100 },
      (): Row => [random() ** 3 * 10, random() ** 3 * 4, random() ** 3 * 7],
    );
    const { ranges } = rankRanges(records(rows));
    const seen = rows.map(() => ({ low: 100, high: 1 }));
    for (let a = 0; a <= 40; a++)
      for (let b = 0; a + b <= 40; b++) {
        const scores = rows.map((row) => score(row, [a / 40, b / 40, (40 - a - b) / 40]));
        for (const [at, own] of scores.entries()) {
          const rank = 1 + scores.filter((other) => other > own).length;
          const entry = seen[at];
          if (entry)
            Object.assign(entry, { low: Math.min(entry.low, rank), high: Math.max(entry.high, rank) });
        }
      }
    for (const { id, rank, exact } of ranges) {
      const entry = seen[Number(id.slice(1))];
      expect(exact).toBe(true);
      expect(rank.low).toBeLessThanOrEqual(entry?.low ?? 0);
      expect(rank.high).toBeGreaterThanOrEqual(entry?.high ?? 100);
    }
  });

  it("are exact for two metrics as well", () => {
    const { ranges } = rankRanges(withShares({ a: [4, 0], b: [2, 2], c: [0, 3] }), { weights: 2024 });
    expect(ranges.map(({ id, rank }) => [id, rank.value, rank.low, rank.high])).toEqual([
      ["a", 1, 1, 3],
      ["b", 1, 1, 2],
      ["c", 3, 1, 3],
    ]);
  });

  it("fall back to the outer range, and say so, where too many clusters change places", () => {
    const rows: readonly Row[] = [
      [3, 0, 1],
      [2, 1, 2],
      [1, 3, 0],
      [0, 0, 0],
      [4, 4, 4],
    ];
    const { ranges } = rankRanges(records(rows), { most: 1 });
    expect(
      ranges.map(({ id, rank, exact, bestAt }) => [id, rank.low, rank.high, exact, bestAt === undefined]),
    ).toEqual([
      ["c4", 1, 1, true, false],
      ["c1", 2, 4, false, true],
      ["c0", 2, 4, false, true],
      ["c2", 2, 4, false, true],
      ["c3", 4, 5, true, false],
    ]);
  });
});

describe("break-even lines", () => {
  it("run across the triangle where two clusters are level", () => {
    const lines = breakEvenLines(
      records([
        [1, 0, 0],
        [0, 2, 0],
        [0, 1, 0],
        [0, 2, 0],
      ]),
    );
    expect(lines.map(({ first, second, outcome }) => `${first} ${second} ${outcome}`)).toEqual([
      "c0 c1 flips",
      "c0 c2 flips",
      "c0 c3 flips",
      "c1 c2 first",
      "c1 c3 level",
      "c2 c3 second",
    ]);
    expect(lines[0]?.line).toContainEqual([expect.closeTo(2 / 3), expect.closeTo(1 / 3), 0]);
    expect(lines[0]?.line).toContainEqual([0, 0, 1]);
    expect(lines[3]?.line).toEqual([]);
  });

  it("agree with the break-even weight of one metric", () => {
    const [line] = breakEvenLines(EDITION_2025, { among: ["shenzhen", "tokyo"] });
    expect(line?.outcome).toBe("flips");
    // On the line the weights of the two older metrics are equal at a fraction of about a fifth for the third.
    const [[a0 = 0, a1 = 0, a2 = 0] = [], [b0 = 0, b1 = 0, b2 = 0] = []] = line?.line ?? [];
    const t = (a1 - a0) / (a1 - a0 + b0 - b1);
    expect(a2 + t * (b2 - a2)).toBeCloseTo(0.52 / 2.52, 2);
  });
});
