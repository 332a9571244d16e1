import { describe, expect, it } from "vitest";
import {
  regionShare,
  withDealValues,
  withoutFirm,
  withUndercount,
} from "../../../../lib/clusters/analysis/whatif/index.js";
import { rank } from "../../../../lib/clusters/rank/index.js";
import {
  count,
  perMillion,
  population,
  share,
  solveJoint,
  worldTotal,
} from "../../../../lib/clusters/solve/index.js";
import { EDITION_2025, exact, withShares } from "../../solve/records.js";

const order = (found: readonly { id: string; rank: { value: number | null } }[]): string =>
  found.map(({ id, rank: { value } }) => `${value} ${id}`).join(", ");

describe("a regional undercount", () => {
  const records = withShares({ a: [5, 5, 6], b: [6, 6, 2], c: [1, 1, 10] }).map((record) => ({
    ...record,
    economies: record.id === "b" ? ["CN", "HK"] : ["US"],
  }));

  it("raises the region's deals and the world's, so that the others' shares fall", () => {
    // Half missed: 2 becomes 4 of 102.
    const found = withUndercount(records, { economies: ["CN"], missed: 0.5 });
    expect(share(found, "b", "ventureDeals").value).toBeCloseTo(400 / 102);
    expect(share(found, "a", "ventureDeals").value).toBeCloseTo(600 / 102);
    expect(share(found, "a", "pct").value).toBe(5);
    expect(order(rank(records, { weights: 2025 }))).toBe("1 a, 2 b, 3 c");
    // a: 10 + 5.88; b: 12 + 3.92.
    expect(order(rank(found, { weights: 2025 }))).toBe("1 b, 2 a, 3 c");
    expect(order(rank(withUndercount(records, { economies: ["CN"], missed: 0 }), { weights: 2025 }))).toBe(
      "1 a, 2 b, 3 c",
    );
  });

  it("counts deals outside of clusters where the region's share is given", () => {
    const found = withUndercount(records, { economies: ["HK"], missed: 0.5, regionShare: 50 });
    expect(share(found, "b", "ventureDeals").value).toBeCloseTo(400 / 150);
    expect(regionShare(records, { economies: ["CN"] })).toMatchObject({ value: 2, low: 2, high: 84 });
    expect(regionShare(withShares({ a: [1, 1, null] }), { economies: ["CN"] })).toMatchObject({
      value: 0,
      low: 0,
      high: 100,
    });
  });

  it("scales counts, per-million figures and world totals alike", () => {
    const edition = EDITION_2025.map((record) => ({
      ...record,
      economies: record.id === "tokyo" ? ["JP"] : [],
    }));
    const before = solveJoint(edition);
    const after = withUndercount(before, { economies: ["JP"], missed: 0.2, regionShare: 10 });
    expect(count(after, "tokyo", "ventureDeals").value).toBeCloseTo(5154 / 0.8);
    expect(perMillion(after, "tokyo", "ventureDeals").value).toBeCloseTo(
      (perMillion(before, "tokyo", "ventureDeals").value ?? 0) / 0.8,
    );
    expect(worldTotal(after, "ventureDeals").low).toBeCloseTo(
      (worldTotal(before, "ventureDeals").low ?? 0) * 1.025,
      3,
    );
    expect(population(after, "tokyo").low).toBeCloseTo(population(before, "tokyo").low ?? 0, 3);
  });

  it("is refused for parts that are none", () => {
    expect(() => withUndercount(records, { economies: [], missed: 1 })).toThrow("below 1");
    expect(() => withUndercount(records, { economies: [], missed: Number.NaN })).toThrow("NaN");
    expect(() => withUndercount(records, { economies: [], missed: 0.1, regionShare: 120 })).toThrow("120");
  });
});

describe("deals by value", () => {
  it("rank by the shares that are given, and name those that are not", () => {
    const records = withShares({ a: [5, 5, 6], b: [6, 6, 2], c: [1, 1, 10] });
    const { joint, missing } = withDealValues(records, { a: 1, b: exact(8) });
    expect(order(rank(joint, { weights: 2025 }))).toBe("1 b, 2 a, null c");
    expect(missing).toEqual([
      { id: "c", name: "c", figure: "share of the world's venture capital by value" },
    ]);
    expect(withDealValues(records, {}).missing).toHaveLength(3);
    expect(() => withDealValues(records, { a: 101 })).toThrow("101");
    expect(() => withDealValues(records, { z: 1 })).toThrow('"z"');
    expect(withDealValues(records, { a: Number.NaN }).missing).toHaveLength(3);
  });
});

describe("one firm removed", () => {
  it("leaves the cluster and the world", () => {
    const records = withShares({ a: [10, 1, 1], b: [9, 1, 1] });
    const found = withoutFirm(records, "a", "pct", { percent: 50 });
    expect(share(found, "a", "pct").value).toBeCloseTo(500 / 95);
    expect(share(found, "b", "pct").value).toBeCloseTo(900 / 95);
  });

  it("is taken by its count where the cluster's is known", () => {
    const found = withoutFirm(EDITION_2025, "tokyo", "pct", { count: 35129 });
    expect(count(found, "tokyo", "pct").value).toBeCloseTo(100_000);
    expect(worldTotal(found, "pct").value).toBeCloseTo(
      (worldTotal(solveJoint(EDITION_2025), "pct").value ?? 0) - 35129,
      -1,
    );
  });

  it("is refused where the count is not known, or is more than all", () => {
    expect(() => withoutFirm(withShares({ a: [1] }), "a", "pct", { count: 5 })).toThrow("not known");
    expect(() => withoutFirm(EDITION_2025, "tokyo", "pct", { count: 1e6 })).toThrow("740");
  });
});
