import { describe, expect, it } from "vitest";
import {
  firmFlip,
  rank,
  regionShare,
  undercountFlip,
  undercountFlips,
  withoutFirm,
  withUndercount,
} from "../../../../lib/clusters/index.js";
import { cluster } from "../../solve/records.js";

/** A cluster by its printed shares of PCT applications, publications and deals. */
const located = (economy: string, id: string, pct: string, publications: string, ventureDeals: string) => ({
  ...cluster(id, {
    pct: { share: pct },
    publications: { share: publications },
    ventureDeals: { share: ventureDeals },
  }),
  economies: [economy],
});

const table = [
  located("CN", "a", "10.0", "2.0", "3.0"),
  located("JP", "b", "9.0", "2.0", "2.0"),
  located("US", "c", "4.0", "1.0", "8.0"),
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

describe("undercountFlips", () => {
  // The leader's rivals: one far behind that gains, and one near that only gains on it by the world's growth.
  const near = [
    located("CN", "a", "8.0", "2.0", "3.0"),
    located("JP", "b", "9.0", "2.0", "1.0"),
    located("US", "c", "3.0", "1.0", "7.0"),
  ];

  it("gives the least and the most over every regional share, as trying them one by one does", () => {
    for (const economy of ["US", "JP"]) {
      const { least, most } = undercountFlips(near, { economies: [economy] });
      const { low = 0, high = 100 } = regionShare(near, { economies: [economy] });
      const tried = Array.from({ length: 2001 }, (_, step) => {
        const share = low + ((high - low) * step) / 2000;
        return undercountFlip(near, { economies: [economy], regionShare: share })?.at ?? Infinity;
      });
      expect(least?.at).toBeCloseTo(Math.min(...tried), 9);
      expect(most?.at ?? Infinity).toBeGreaterThanOrEqual(Math.max(...tried) - 1e-9);
      expect(most?.at ?? Infinity).toBeCloseTo(Math.max(...tried), 2);
    }
  });

  it("finds the most between the ends where another rival catches up first", () => {
    const region = { economies: ["US"] };
    const { most } = undercountFlips(near, region);
    const { low, high } = regionShare(near, region);
    for (const regionShare of [low, high])
      expect(undercountFlip(near, { ...region, regionShare })?.at).toBeLessThan((most?.at ?? 0) - 0.01);
  });

  it("gives nothing where nothing changes the lead, and no most where some regional share lets nothing change it", () => {
    expect(undercountFlips(near, { economies: ["FR"] }, { among: ["a", "c"] })).toEqual({});
    expect(undercountFlips([], { economies: ["US"] })).toEqual({});
    // The more of the world's deals the region has, the more its undercount thins out the deals of its own cluster, too.
    const far = [
      { ...cluster("a", { pct: { share: "50.0" }, ventureDeals: { share: "1.0" } }), economies: ["CN"] },
      { ...cluster("c", { pct: { share: "1.0" }, ventureDeals: { share: "10.0" } }), economies: ["US"] },
    ];
    const found = undercountFlips(far, { economies: ["US"] }, { weights: { pct: 1, ventureDeals: 1 } });
    expect(found.least).toMatchObject({ from: "a", to: "c" });
    expect(found.most).toBeUndefined();
  });
});

describe("level leaders", () => {
  const level = ["a", "b", "c"].map((id, at) => ({
    ...cluster(id, { pct: { share: "5.0" }, publications: { share: "1.0" }, ventureDeals: { share: "2.0" } }),
    economies: [["CN"], ["JP"], ["US"]][at] ?? [],
  }));

  it("give way to any change", () => {
    expect(undercountFlip(level, { economies: ["JP"] })).toEqual({ from: "a", to: "b", at: 0 });
    expect(undercountFlip(level, { economies: ["CN"] })).toBeUndefined();
    for (const id of ["a", "b", "c"]) expect(firmFlip(level, id, "pct")).toMatchObject({ from: id, at: 0 });
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
