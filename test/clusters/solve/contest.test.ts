import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { METRICS } from "../../../lib/clusters/data/record.js";
import { certainlyGreater, interval, intervalOf } from "../../../lib/clusters/figures/index.js";
import {
  addends,
  certainOrder,
  orderOf,
  quickDifference,
  reciprocals,
  score,
  scoreDifference,
  solveJoint,
} from "../../../lib/clusters/solve/index.js";
import { extremes } from "../../../lib/clusters/solve/programme.js";
import { cluster, EDITION_2025, exact, withShares } from "./records.js";
import { worlds } from "./worlds.js";

const ALL = { pct: 1, publications: 1, ventureDeals: 1 };

describe("scores of clusters", () => {
  it("separates Beijing from London by intensity only where world totals are the same for both", () => {
    const joint = solveJoint(EDITION_2025);
    const beijing = intervalOf(score(joint, "beijing", "intensity", ALL));
    const london = intervalOf(score(joint, "london", "intensity", ALL));
    if (!beijing || !london) throw new Error("Both need bounds.");
    expect(certainlyGreater(beijing, london)).toBe(false);
    expect(certainlyGreater(london, beijing)).toBe(false);
    expect(certainOrder(joint, "beijing", "london", "intensity", ALL)).toBe("above");
    expect(certainOrder(joint, "london", "beijing", "intensity", ALL)).toBe("below");
  });

  it("adds unrounded shares", () => {
    const found = score(solveJoint(EDITION_2025), "shenzhen", "size", ALL);
    expect(found.value).toBeCloseTo(14.281, 3);
    expect(found.unit).toBe("percentage points");
  });

  it("has no score, and no order, where a used metric is missing, but one where the weight leaves it out", () => {
    const joint = solveJoint(withShares({ a: [1, 2], b: [3, 4, 5] }));
    expect(score(joint, "a", "size", ALL)).toMatchObject({ value: null });
    expect(scoreDifference(joint, "a", "b", "size", ALL).low).toBeUndefined();
    expect(certainOrder(joint, "a", "b", "size", ALL)).toBe("undecided");
    expect(score(joint, "a", "size", { pct: 1, publications: 1, ventureDeals: 0 }).value).toBe(3);
  });

  it("does not decide between equal scores", () => {
    const joint = solveJoint(withShares({ a: [1, 2], b: [2, 1] }));
    expect(certainOrder(joint, "a", "b", "size", { pct: 1, publications: 1 })).toBe("undecided");
    expect(orderOf({ value: 0, low: 0, high: 0 })).toBe("undecided");
    expect(orderOf({ value: 0.3 - (0.1 + 0.2), low: 0.3 - (0.1 + 0.2), high: 0 })).toBe("undecided");
  });

  it("takes negative weights", () => {
    const joint = solveJoint(withShares({ a: [5, 1] }));
    expect(score(joint, "a", "size", { pct: 1, publications: -2 })).toMatchObject({
      value: 3,
      low: 3,
      high: 3,
    });
  });

  it("refuses weights that are not finite or all 0", () => {
    const joint = solveJoint(withShares({ a: [5, 1] }));
    expect(() => score(joint, "a", "size", { pct: Number.NaN })).toThrow("weight of pct is NaN");
    // Plain JavaScript can misspell a metric.
    const misspelt = { pct: 1, publication: 1 };
    expect(() => score(joint, "a", "size", misspelt)).toThrow(
      new RangeError(
        'Found a weight of "publication"; expected weights of pct, publications, ventureDeals only.',
      ),
    );
    expect(() => score(joint, "a", "size", { pct: 0 })).toThrow("other than 0");
  });

  it("computes intensity without any population, as it cancels", () => {
    const totals = { pct: exact(1_000_000), publications: exact(10_000_000), ventureDeals: exact(100_000) };
    const record = cluster("a", {
      pct: { perMillion: "1000" },
      publications: { perMillion: "5000" },
      ventureDeals: { perMillion: "100" },
    });
    const found = score(solveJoint([record], totals), "a", "intensity", ALL);
    expect(found.value).toBeCloseTo(0.1 + 0.05 + 0.1);
    expect(found.low).toBeCloseTo((999.5 / 1e6 + 4999.5 / 1e7 + 99.5 / 1e5) * 100, 4);
  });

  it("computes intensity from shares and a population as well", () => {
    const record = cluster(
      "a",
      { pct: { share: "2.0" }, publications: { share: "1.0" } },
      exact(4_000_000, "persons"),
    );
    const found = score(solveJoint([record]), "a", "intensity", { pct: 1, publications: 1 });
    expect(found.value).toBeCloseTo(0.75);
    expect(found.low).toBeCloseTo(2.9 / 4, 5);
    expect(found.high).toBeCloseTo(3.1 / 4, 5);
  });

  it("never excludes the truth, and never claims a certain order that is not true", () => {
    fc.assert(
      fc.property(worlds, ({ totals, truth, records }) => {
        const joint = solveJoint(records);
        const parts = truth.map(({ counts, population }) => {
          const size = METRICS.reduce((sum, metric) => sum + (100 * counts[metric]) / totals[metric], 0);
          return { size, intensity: size / (population / 1e6) };
        });
        for (const measure of ["size", "intensity"] as const) {
          for (const [a, first] of parts.entries()) {
            const alone = score(joint, `c${a}`, measure, ALL);
            expect(alone.low ?? -Infinity).toBeLessThanOrEqual(first[measure] * (1 + 1e-9));
            expect(alone.high ?? Infinity).toBeGreaterThanOrEqual(first[measure] * (1 - 1e-9));
            for (const [b, second] of parts.entries()) {
              if (a === b) continue;
              const order = certainOrder(joint, `c${a}`, `c${b}`, measure, ALL);
              if (order === "above") expect(first[measure]).toBeGreaterThan(second[measure]);
              if (order === "below") expect(first[measure]).toBeLessThan(second[measure]);
            }
          }
        }
      }),
      { numRuns: 100, seed: 19 },
    );
  });
});

describe("quick differences", () => {
  it("hold the programme's, and decide clusters with counts by the total that both share", () => {
    const totals = { pct: { value: 1000, low: 900, high: 1100, unit: "applications" } };
    const joint = solveJoint(
      [cluster("a", { pct: { count: "100" } }), cluster("b", { pct: { count: "99" } })],
      totals,
    );
    const weights = { pct: 1 };
    const quick = quickDifference(
      reciprocals(joint),
      addends(joint, "a", "size", weights),
      addends(joint, "b", "size", weights),
    );
    expect(certainlyGreater(interval(99.5 / 11, 100.5 / 9), interval(98.5 / 11, 99.5 / 9))).toBe(false);
    expect(quick.low).toBeCloseTo(0, 6);
    expect(quick.high).toBeCloseTo(200 / 900, 6);
  });

  it("never exclude the truth", () => {
    fc.assert(
      fc.property(worlds, ({ totals, truth, records }) => {
        const joint = solveJoint(records);
        const ranges = reciprocals(joint);
        for (const measure of ["size", "intensity"] as const) {
          const scores = truth.map(({ counts, population }) => {
            const size = METRICS.reduce((sum, metric) => sum + (100 * counts[metric]) / totals[metric], 0);
            return measure === "size" ? size : size / (population / 1e6);
          });
          const parts = records.map(({ id }) => addends(joint, id, measure, ALL));
          for (const [a, first] of scores.entries()) {
            for (const [b, second] of scores.entries()) {
              const { low = -Infinity, high = Infinity } = quickDifference(
                ranges,
                parts[a] ?? [],
                parts[b] ?? [],
              );
              const slack = 1e-9 * (first + second);
              expect(low).toBeLessThanOrEqual(first - second + slack);
              expect(high).toBeGreaterThanOrEqual(first - second - slack);
            }
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("extremes of a linear form", () => {
  it("finds both ends over a polygon", () => {
    const found = extremes(
      [
        ["x", 1],
        ["y", -1],
      ],
      [
        { form: [["x", 1]], max: 2 },
        { form: [["x", -1]], max: -1 },
        {
          form: [
            ["x", 1],
            ["y", 1],
          ],
          max: 3,
        },
      ],
    );
    expect(found?.low).toBeCloseTo(-1, 5);
    expect(found?.high).toBeCloseTo(2, 5);
    expect(found && certainlyGreater(interval(-1, 2), interval(-2, -1.5))).toBe(true);
  });

  it("leaves an unbounded end open, and gives nothing for constraints that exclude everything", () => {
    expect(extremes([["x", 1]], [{ form: [["x", -1]], max: -1 }])?.high).toBeUndefined();
    const empty = [
      { form: [["x", 1]] as const, max: 1 },
      { form: [["x", -1]] as const, max: -2 },
    ];
    expect(extremes([["x", 1]], empty)).toBeUndefined();
  });
});
