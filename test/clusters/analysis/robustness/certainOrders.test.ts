import { describe, expect, it } from "vitest";
import { certainOrders } from "../../../../lib/clusters/analysis/robustness/index.js";
import { rank } from "../../../../lib/clusters/rank/index.js";
import { cluster, EDITION_2025, withShares } from "../../solve/records.js";

const printed = (shares: { readonly [id: string]: string }) =>
  Object.entries(shares).map(([id, share]) => cluster(id, { pct: { share } }));
const pairs = (of: readonly { above: string; below: string }[]): string[] =>
  of.map(({ above, below }) => `${above}>${below}`);

describe("the orders that are certain", () => {
  it("are those that rounding cannot overturn, without those that follow from others", () => {
    // [2.95, 3.05], [2.85, 2.95], [2.75, 2.85], [0.5, 1.5]: neighbours touch, others do not.
    const found = certainOrders(printed({ a: "3.0", b: "2.9", c: "2.8", d: "1" }), { weights: 2017 });
    expect(pairs(found.certain)).toEqual(["a>c", "a>d", "b>d", "c>d"]);
    expect(pairs(found.covers)).toEqual(["a>c", "b>d", "c>d"]);
    expect(pairs(found.open)).toEqual(["a>b", "b>c"]);
    expect([...found.levels]).toEqual([
      ["a", 0],
      ["b", 0],
      ["c", 1],
      ["d", 2],
    ]);
  });

  it("make a chain of exact figures, and leave ties open", () => {
    const found = certainOrders(withShares({ a: [1], b: [3], c: [2], d: [2] }), { weights: 2017 });
    expect(pairs(found.covers)).toEqual(["b>c", "b>d", "c>a", "d>a"]);
    expect(pairs(found.open)).toEqual(["c>d"]);
  });

  it("agree with the rank intervals", () => {
    const found = certainOrders(EDITION_2025, { weights: 2025 });
    for (const { id, rank: own } of rank(EDITION_2025, { weights: 2025 })) {
      if (own.value === null) continue;
      expect(found.certain.filter(({ below }) => below === id)).toHaveLength((own.low ?? 0) - 1);
    }
    expect(pairs(found.covers)).toContain("shenzhen>tokyo");
  });

  it("are found by intensity too, where only the joint solution separates London and Beijing", () => {
    const found = certainOrders(EDITION_2025, { weights: 2025, measure: "intensity" });
    const all = [...found.certain, ...found.open];
    expect(all).toHaveLength((found.clusters.length * (found.clusters.length - 1)) / 2);
    expect(pairs(found.certain).some((pair) => /london>beijing|beijing>london/.test(pair))).toBe(true);
  });

  it("lose pairs but make up none when programmes run out", () => {
    const full = pairs(certainOrders(EDITION_2025, { weights: 2025 }).certain);
    const few = pairs(certainOrders(EDITION_2025, { weights: 2025, programmes: 0 }).certain);
    for (const pair of few) expect(full).toContain(pair);
  });

  it("hold what follows from others, however few pairs are solved", () => {
    for (const measure of ["size", "intensity"] as const)
      for (let programmes = 0; programmes < 6; programmes++) {
        const { certain } = certainOrders(EDITION_2025, { weights: 2025, measure, programmes });
        const known = new Set(pairs(certain));
        for (const { above, below } of certain)
          for (const next of certain)
            if (next.above === below) expect(known).toContain(`${above}>${next.below}`);
      }
  });

  it("leave out clusters without a score, and are empty for none", () => {
    const found = certainOrders(withShares({ a: [1, 1], b: [null, 1] }), { weights: 2024 });
    expect(found.clusters.map(({ id }) => id)).toEqual(["a"]);
    expect(found.leftOut.map(({ id }) => id)).toEqual(["b"]);
    const zero = certainOrders(withShares({ a: [1, 1], b: [null, 1] }), { weights: 2024, missing: "zero" });
    expect(pairs(zero.certain)).toEqual(["a>b"]);
    expect(certainOrders([], { weights: 2025 })).toMatchObject({ certain: [], covers: [], open: [] });
  });
});
