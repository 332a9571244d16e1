import { describe, expect, it } from "vitest";
import { firmFlip, rank, undercountFlip, withoutFirm, withUndercount } from "../../../lib/clusters/index.js";
import { cluster } from "../interval/records.js";

const table = [
  {
    ...cluster("a", {
      pct: { share: "10.0" },
      publications: { share: "2.0" },
      ventureDeals: { share: "3.0" },
    }),
    economies: ["CN"],
  },
  {
    ...cluster("b", {
      pct: { share: "9.0" },
      publications: { share: "2.0" },
      ventureDeals: { share: "2.0" },
    }),
    economies: ["JP"],
  },
  {
    ...cluster("c", {
      pct: { share: "4.0" },
      publications: { share: "1.0" },
      ventureDeals: { share: "8.0" },
    }),
    economies: ["US"],
  },
  cluster("d", { pct: { share: "4.0" } }),
];
const first = (clusters: Parameters<typeof rank>[0]) => rank(clusters, { weights: 2025 })[0]?.id;

describe("undercountFlip", () => {
  it("gives the smallest undercount after which another cluster leads, as the ranking itself says", () => {
    for (const [economy, to] of [
      ["JP", "b"],
      ["US", "c"],
    ] as const) {
      for (const regionShare of [undefined, 20]) {
        const region = { economies: [economy], ...(regionShare === undefined ? {} : { regionShare }) };
        const flip = undercountFlip(table, region);
        expect(flip).toMatchObject({ from: "a", to });
        const at = flip?.at ?? Number.NaN;
        expect(first(withUndercount(table, { ...region, missed: at * 0.999 }))).toBe("a");
        expect(first(withUndercount(table, { ...region, missed: at * 1.001 }))).toBe(to);
      }
    }
  });

  it("is solved by hand where the region holds nothing else: 2 points are caught up at twice the deals of b", () => {
    expect(undercountFlip(table, { economies: ["JP"], regionShare: 0 })?.at).toBeCloseTo(0.5, 12);
  });

  it("gives nothing where the leader is the one that is missed, the metric has no weight, or nobody can be compared", () => {
    expect(undercountFlip(table, { economies: ["CN"] })).toBeUndefined();
    expect(undercountFlip(table, { economies: ["FR"] })).toBeUndefined();
    expect(undercountFlip(table, { economies: ["JP"] }, { weights: 2024 })).toBeUndefined();
    expect(undercountFlip([], { economies: ["JP"] })).toBeUndefined();
  });

  it("refuses a regional share that is none", () => {
    expect(() => undercountFlip(table, { economies: ["JP"], regionShare: 101 })).toThrow(RangeError);
  });
});

describe("firmFlip", () => {
  it("gives how large a firm has to be for the lead to hang on it, as the ranking itself says", () => {
    for (const [metric, to] of [
      ["pct", "b"],
      ["ventureDeals", "c"],
    ] as const) {
      const flip = firmFlip(table, "a", metric);
      expect(flip).toMatchObject({ from: "a", to });
      const at = flip?.at ?? Number.NaN;
      expect(first(withoutFirm(table, "a", metric, { percent: at * 0.999 }))).toBe("a");
      expect(first(withoutFirm(table, "a", metric, { percent: at * 1.001 }))).toBe(to);
    }
  });

  it("gives nothing for a cluster that is not first, and for a lead that needs none of the metric", () => {
    expect(firmFlip(table, "b", "pct")).toBeUndefined();
    expect(firmFlip(table, "a", "publications", { weights: { pct: 1, publications: 0.1 } })).toBeUndefined();
  });

  it("throws for an unknown id", () => {
    expect(() => firmFlip(table, "z", "pct")).toThrow('No cluster has the id "z"');
  });
});
