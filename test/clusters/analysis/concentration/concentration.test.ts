import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  concentration,
  concentrationLimits,
  gini,
  herfindahl,
  lorenzCurve,
  topShare,
} from "../../../../lib/clusters/analysis/concentration/index.js";
import { exact, withShares } from "../../solve/records.js";

describe("the Lorenz curve", () => {
  it("goes from the smallest to all, with a corner for each", () => {
    expect(lorenzCurve([6, 1, 3])).toEqual([
      { units: 0, share: 0 },
      { units: 1 / 3, share: 0.1 },
      { units: 2 / 3, share: 0.4 },
      { units: 1, share: 1 },
    ]);
  });

  it("leaves out what is missing, and is empty for nothing and for zeros", () => {
    expect(lorenzCurve([null, 2, Number.NaN, undefined, 2])).toHaveLength(3);
    expect(lorenzCurve([])).toEqual([]);
    expect(lorenzCurve([0, 0])).toEqual([]);
    expect(() => lorenzCurve([1, -1])).toThrow("-1");
    expect(() => lorenzCurve([Infinity])).toThrow("Infinity");
  });
});

describe("Gini, Herfindahl and top shares", () => {
  it("have their textbook values", () => {
    expect(gini([1, 1, 1, 1])).toBe(0);
    expect(gini([0, 0, 0, 5])).toBeCloseTo(0.75);
    expect(gini([1, 2, 3, 4])).toBeCloseTo(0.25);
    expect(herfindahl([1, 1, 1, 1])).toBeCloseTo(0.25);
    expect(herfindahl([50, 30, 20])).toBeCloseTo(0.38);
    expect(herfindahl([0, 7])).toBe(1);
    expect(herfindahl([10, 10], 100)).toBeCloseTo(0.02);
    expect(topShare([1, 2, 3, 4], 2)).toBeCloseTo(0.7);
    expect(topShare([1, 2, 3, 4], 9)).toBe(1);
    expect(topShare([1, 2, 3, 4], 0)).toBe(0);
    expect(topShare([10, 5], 1, 100)).toBeCloseTo(0.1);
  });

  it("are missing for nothing, and refuse what is no amount", () => {
    for (const values of [[], [null], [0, 0]]) {
      expect([gini(values), herfindahl(values), topShare(values, 1)]).toEqual([null, null, null]);
    }
    expect(() => herfindahl([60, 60], 100)).toThrow("120");
    expect(() => topShare([1], -1)).toThrow("-1");
    expect(() => gini([-1])).toThrow("-1");
  });

  it("are twice the area over the Lorenz curve, and do not depend on order or scale", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 }), (values) => {
        const curve = lorenzCurve(values);
        const found = gini(values);
        if (curve.length === 0) return expect(found).toBeNull();
        let area = 0;
        for (const [at, { units, share }] of curve.entries()) {
          const before = curve[at - 1];
          if (before) area += ((units - before.units) * (share + before.share)) / 2;
        }
        expect(found).toBeCloseTo(1 - 2 * area, 10);
        expect(gini(values.map((value) => value * 7).reverse())).toBeCloseTo(found ?? 9, 10);
      }),
      { seed: 13 },
    );
  });
});

describe("the concentration of clusters", () => {
  it("is by one metric or by the score, with sources, and names who is left out", () => {
    const records = withShares({ a: [6, 1, 2], b: [3, 1, 2], c: [1, 1, 2], d: [9, null, 9] });
    const byMetric = concentration(records, { metric: "pct", among: ["a", "b", "c"], top: [1] });
    expect(byMetric.gini.value).toBeCloseTo(gini([6, 3, 1]) ?? 9);
    expect(byMetric.top).toEqual([
      { clusters: 1, share: { value: expect.closeTo(60), unit: "percent", sources: ["a", "b", "c"] } },
    ]);
    expect(byMetric.together.value).toBeCloseTo(10);
    const byScore = concentration(records);
    expect(byScore.clusters).toBe(3);
    expect(byScore.herfindahl.value).toBeCloseTo((9 ** 2 + 6 ** 2 + 4 ** 2) / 19 ** 2);
    expect(byScore.together.value).toBeCloseTo(19 / 3);
    expect(byScore.leftOut.map(({ id }) => id)).toEqual(["d"]);
    expect(concentration([])).toMatchObject({
      clusters: 0,
      gini: { value: null },
      together: { value: null },
    });
  });
});

describe("limits of concentration", () => {
  it("are the values themselves where every unit is known", () => {
    const values = [6, 3, 1];
    const found = concentrationLimits(values.map((total) => ({ units: 1, total })));
    expect(found.gini.value).toBeCloseTo(gini(values) ?? 9);
    expect(found.herfindahl.value).toBeCloseTo(herfindahl(values) ?? 9);
    expect(found.top(2).value).toBeCloseTo(90);
    expect(found.mostEqual).toEqual(found.mostUnequal);
    for (const [at, { units, share }] of lorenzCurve(values).entries()) {
      expect(found.mostEqual[at]?.units).toBeCloseTo(units);
      expect(found.mostEqual[at]?.share).toBeCloseTo(share);
    }
  });

  it("are exact for one unknown group under known ones", () => {
    // 5 and 3 known, then three with 4 together, none above 3: (4/3, 4/3, 4/3) to (3, 1, 0).
    const {
      gini: found,
      herfindahl: squares,
      top,
    } = concentrationLimits([
      { units: 1, total: 5 },
      { units: 1, total: exact(3, "percent", "press") },
      { units: 3, total: 4 },
    ]);
    expect(found).toMatchObject({ value: null, unit: "1", sources: ["press"] });
    expect(found.low).toBeCloseTo(gini([5, 3, 4 / 3, 4 / 3, 4 / 3]) ?? 9);
    expect(found.high).toBeCloseTo(gini([5, 3, 3, 1, 0]) ?? 9);
    expect(squares.high).toBeCloseTo(herfindahl([5, 3, 3, 1, 0]) ?? 9);
    expect(top(2).value).toBeCloseTo(800 / 12);
    expect(top(3)).toMatchObject({
      low: expect.closeTo((100 * (8 + 4 / 3)) / 12),
      high: expect.closeTo(1100 / 12),
    });
  });

  it("hold every list of amounts that has those sums", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 12 }),
        fc.nat(10),
        fc.nat(10),
        (amounts, a, b) => {
          const sorted = amounts.slice().sort((x, y) => y - x);
          const cuts = [0, 1 + (a % (sorted.length - 1)), 1 + (b % (sorted.length - 1)), sorted.length];
          const edges = [...new Set(cuts)].sort((x, y) => x - y);
          const groups = edges.slice(1).map((to, at) => {
            const members = sorted.slice(edges[at], to);
            return { units: members.length, total: members.reduce((sum, value) => sum + value, 0) };
          });
          const found = concentrationLimits(groups);
          for (const [limits, value] of [
            [found.gini, gini(sorted)],
            [found.herfindahl, herfindahl(sorted)],
            ...[1, 2, 3].map((k) => [found.top(k), 100 * (topShare(sorted, k) ?? 0)] as const),
          ] as const) {
            if (value === null || limits.low === undefined) continue;
            expect(limits.low).toBeLessThanOrEqual(value + 1e-9);
            expect(limits.high).toBeGreaterThanOrEqual(value - 1e-9);
          }
        },
      ),
      { seed: 17, numRuns: 300 },
    );
  });

  it("say what a published top 10 and top 100 leave open", () => {
    const { units, top } = concentrationLimits([
      { units: 10, total: 40 },
      { units: 90, total: 30 },
    ]);
    expect(units).toBe(100);
    expect(top(10).value).toBeCloseTo((100 * 40) / 70);
    expect(top(11)).toMatchObject({
      low: expect.closeTo((100 * (40 + 1 / 3)) / 70),
      high: expect.closeTo((100 * 44) / 70),
    });
    expect(top(1).low).toBeCloseTo((100 * 4) / 70);
    // Nine of the ten are at least as large as the mean of the next ninety.
    expect(top(1).high).toBeCloseTo((100 * (40 - 9 / 3)) / 70);
  });

  it("are reached without an order of the groups, and hold whatever the groups can hold", () => {
    const groups = [
      { units: 1, total: 2 },
      { units: 2, total: 9, most: 7 },
      { units: 4, total: 8, most: 3 },
    ];
    const found = concentrationLimits(groups, { ordered: false });
    expect(found.gini.low).toBeCloseTo(gini([2, 4.5, 4.5, 2, 2, 2, 2]) ?? 9, 12);
    expect(found.gini.high).toBeCloseTo(gini([2, 7, 2, 3, 3, 2, 0]) ?? 9, 12);
    expect(found.herfindahl.high).toBeCloseTo(herfindahl([2, 7, 2, 3, 3, 2, 0]) ?? 9, 12);
    const curve = found.mostUnequal.map(({ share }) => share);
    const rises = curve.slice(1).map((share, at) => share - (curve[at] ?? 0));
    expect(rises.every((rise, at) => at === 0 || rise >= (rises[at - 1] ?? 0) - 1e-12)).toBe(true);
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 7, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (first, a, b) => {
          // Mixtures of lists that the third group can hold are lists that it can hold.
          const mixed = (x: number[], y: number[], part: number) =>
            x.map((value, at) => part * value + (1 - part) * (y[at] ?? 0));
          const scaled = mixed(mixed([3, 3, 2, 0], [0, 2, 3, 3], a), [2, 2, 2, 2], b);
          const value = gini([2, first, 9 - first, ...scaled]) ?? 9;
          expect(value).toBeGreaterThanOrEqual((found.gini.low ?? 9) - 1e-9);
          expect(value).toBeLessThanOrEqual((found.gini.high ?? 0) + 1e-9);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
    expect(() => concentrationLimits([{ units: 2, total: 9, most: 4 }], { ordered: false })).toThrow(
      "Group 1 has 9 in 2 units, expected at most 4 in each.",
    );
  });

  it("refuse groups in the wrong order, and those that are none", () => {
    expect(() =>
      concentrationLimits([
        { units: 1, total: 1 },
        { units: 1, total: 2 },
      ]),
    ).toThrow("largest first");
    expect(() => concentrationLimits([{ units: 0, total: 1 }])).toThrow("0 units");
    expect(() => concentrationLimits([{ units: 1, total: { value: null, unit: "percent" } }])).toThrow(
      "null",
    );
    expect(() => concentrationLimits([{ units: 1, total: 1 }]).top(0.5)).toThrow("top 0.5");
    expect(concentrationLimits([])).toMatchObject({ units: 0, gini: { value: null } });
  });
});
