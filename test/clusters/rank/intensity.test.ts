import { describe, expect, it } from "vitest";
import { intensity } from "../../../lib/clusters/rank/index.js";
import { cluster, EDITION_2025, exact } from "../solve/records.js";

describe("intensity rank", () => {
  it("orders the clusters as published, with certain ranks", () => {
    const found = intensity(EDITION_2025, { weights: 2025 });
    expect(found.map((entry) => entry.id)).toEqual([
      "san-jose",
      "beijing",
      "london",
      "seoul",
      "tokyo",
      "shenzhen",
    ]);
    expect(found.map((entry) => entry.rank.high)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found[0]?.score.unit).toBe("percentage points per million inhabitants");
  });

  it("does not rank a cluster without population and per-million figures", () => {
    const records = [
      ...EDITION_2025,
      cluster("big", {
        pct: { share: "50.0" },
        publications: { share: "50.0" },
        ventureDeals: { share: "50.0" },
      }),
    ];
    expect(intensity(records, { weights: 2025 }).at(-1)).toMatchObject({ id: "big", rank: { value: null } });
  });

  it("leaves the order open where a population is known only roughly", () => {
    const rough = { value: 1e6, low: 0.5e6, high: 2e6, unit: "persons" };
    const records = [
      cluster("a", { pct: { share: "2.0" } }, rough),
      cluster("b", { pct: { share: "1.5" } }, exact(1e6, "persons")),
    ];
    const found = intensity(records, { weights: { pct: 1 } });
    expect(found.map((entry) => [entry.id, entry.rank.value, entry.rank.low, entry.rank.high])).toEqual([
      ["a", 1, 1, 2],
      ["b", 2, 1, 2],
    ]);
  });

  it("does not rank a cluster of nobody", () => {
    const records = [
      cluster("a", { pct: { share: "2.0" } }, exact(0, "persons")),
      cluster("b", { pct: { share: "1.5" } }, exact(1e6, "persons")),
    ];
    const found = intensity(records, { weights: { pct: 1 } });
    expect(found.map((entry) => [entry.id, entry.score.value, entry.rank.value])).toEqual([
      ["b", 1.5, 1],
      ["a", null, null],
    ]);
  });

  it("ranks nothing where there is nothing", () => {
    expect(intensity([], { weights: 2025 })).toEqual([]);
  });
});
