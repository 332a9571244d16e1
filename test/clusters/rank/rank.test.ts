import { describe, expect, it } from "vitest";
import type { ClusterRecord } from "../../../lib/clusters/data/record.js";
import { type Ranked, rank } from "../../../lib/clusters/rank/index.js";
import { EDITION_2025, exact, withShares } from "../solve/records.js";

const ranks = (found: readonly Ranked[]): Record<string, number | null> =>
  Object.fromEntries(found.map((entry) => [entry.id, entry.rank.value]));

describe("size rank", () => {
  it("adds shares under the edition's method", () => {
    const records = withShares({ a: [10, 1, 1], b: [9, 1.5, 5] });
    expect(ranks(rank(records, { weights: 2017 }))).toEqual({ a: 1, b: 2 });
    expect(ranks(rank(records, { weights: 2024 }))).toEqual({ a: 1, b: 2 });
    expect(ranks(rank(records, { weights: 2025 }))).toEqual({ b: 1, a: 2 });
  });

  it("takes any weights, and shows what each metric adds", () => {
    const [first] = rank(withShares({ a: [1, 2, 3] }), { weights: { publications: 2, ventureDeals: 0.5 } });
    expect(first?.score.value).toBeCloseTo(5.5);
    expect(first?.parts).toEqual({ publications: 4, ventureDeals: 1.5 });
  });

  it("gives equal scores the better rank, in the order of the input", () => {
    const found = rank(withShares({ a: [1, 3], b: [3, 1], c: [2, 2.5], d: [1, 1] }), { weights: 2024 });
    expect(found.map((entry) => [entry.id, entry.rank.value])).toEqual([
      ["c", 1],
      ["a", 2],
      ["b", 2],
      ["d", 4],
    ]);
    expect(found[1]?.rank).toMatchObject({ low: 2, high: 3 });
  });

  it("does not rank a cluster with a missing metric, puts it last and says what is missing", () => {
    const found = rank(withShares({ a: [null, 50], b: [1, 1] }), { weights: 2024 });
    expect(found.map((entry) => entry.id)).toEqual(["b", "a"]);
    expect(found[0]?.rank).toMatchObject({ value: 1, low: 1, high: 1 });
    expect(found[1]).toMatchObject({ rank: { value: null }, score: { value: null }, missing: ["pct"] });
    expect(found[1]?.parts).toEqual({ pct: null, publications: 50 });
  });

  it("counts a missing metric as nothing where the caller says so", () => {
    const found = rank(withShares({ a: [null, 50], b: [1, 1], c: [null, null] }), {
      weights: 2024,
      missing: "zero",
    });
    expect(ranks(found)).toEqual({ a: 1, b: 2, c: 3 });
    expect(found[2]?.score).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it("takes NaN as missing", () => {
    const broken: ClusterRecord = {
      id: "a",
      name: "a",
      economies: [],
      figures: { pct: { share: exact(Number.NaN) }, publications: { share: exact(1) } },
    };
    expect(rank([broken], { weights: 2024 })[0]?.rank.value).toBeNull();
  });

  it("has the ranks that rounding allows as the interval", () => {
    const found = rank(EDITION_2025, { weights: 2025 });
    expect(found.slice(0, 5).map((entry) => [entry.id, entry.rank.low, entry.rank.high])).toEqual([
      ["shenzhen", 1, 1],
      ["tokyo", 2, 2],
      ["san-jose", 3, 3],
      ["beijing", 4, 4],
      ["seoul", 5, 5],
    ]);
    expect(found[0]?.rank.sources).toContain("tokyo pct share");
  });

  it("ranks some among themselves, with world totals from all", () => {
    const all = rank(EDITION_2025, { weights: 2025 });
    const some = rank(EDITION_2025, { weights: 2025, among: ["seoul", "beijing"] });
    expect(some.map((entry) => [entry.id, entry.rank.value])).toEqual([
      ["beijing", 1],
      ["seoul", 2],
    ]);
    expect(some[0]?.score).toEqual(all.find((entry) => entry.id === "beijing")?.score);
    expect(() => rank(EDITION_2025, { weights: 2025, among: ["nowhere"] })).toThrow('"nowhere"');
  });

  it("ranks one cluster, none, and thousands", () => {
    expect(rank([], { weights: 2025 })).toEqual([]);
    expect(ranks(rank(withShares({ a: [1, 1, 1] }), { weights: 2025 }))).toEqual({ a: 1 });
    const many = withShares(Object.fromEntries(Array.from({ length: 3000 }, (_, k) => [`c${k}`, [k, 1, 1]])));
    const found = rank(many, { weights: 2025 });
    expect(found[0]).toMatchObject({ id: "c2999", rank: { value: 1, low: 1, high: 1 } });
    expect(found.at(-1)).toMatchObject({ id: "c0", rank: { value: 3000, low: 3000, high: 3000 } });
  });

  it("refuses an edition whose method is not known", () => {
    expect(() => rank([], { weights: 2031 })).toThrow("2031 is not known");
  });
});
