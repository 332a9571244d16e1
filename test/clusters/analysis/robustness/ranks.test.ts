import { describe, expect, it } from "vitest";
import {
  type Choices,
  leaveOneOut,
  rankSensitivity,
  rankUncertainty,
} from "../../../../lib/clusters/analysis/robustness/index.js";
import { prepare, ranker } from "../../../../lib/clusters/analysis/robustness/scenario.js";
import { shareTable } from "../../../../lib/clusters/analysis/weights/index.js";
import { EDITION_2025, withShares } from "../../solve/records.js";

const FIXED: Choices = {
  weights: "given",
  normalisations: ["share"],
  aggregations: ["arithmetic"],
  leaveOneOut: false,
};
const records = withShares({ a: [9, 1, 1], b: [4, 4, 4], c: [1, 8, 2], d: [0, 1, 9] });
const table = shareTable(records);
const ranksBy = (...how: [Parameters<typeof prepare>[1], Parameters<typeof prepare>[2]]): number[] => [
  ...ranker(4)(prepare(table, ...how), [1, 1, 1]),
];

describe("normalisation and aggregation", () => {
  it("rank by the sum of shares, min–max, z-scores and ranks", () => {
    // Sums 11, 12, 11, 10; equal scores share the better rank.
    expect(ranksBy("share", "arithmetic")).toEqual([2, 1, 2, 4]);
    // (1, 0, 0) + (4/9, 3/7, 3/8) + (1/9, 1, 1/8) + (0, 0, 1): 1, 1.248, 1.236, 1.
    expect(ranksBy("min-max", "arithmetic")).toEqual([3, 1, 2, 3]);
    // Places from the last: (4, 2, 1), (3, 3, 3), (2, 4, 2), (1, 2, 4); ties share the better.
    expect(ranksBy("rank", "arithmetic")).toEqual([3, 1, 2, 3]);
  });

  it("rank by the product, in which a share of 0 is last", () => {
    // Products 9, 64, 16, 0.
    expect(ranksBy("share", "geometric")).toEqual([3, 1, 2, 4]);
    const zeros = shareTable(withShares({ a: [9, 0, 9], b: [1, 1, 1], c: [0, 5, 5] }));
    const rank = ranker(3);
    expect([...rank(prepare(zeros, "share", "geometric"), [1, 1, 1])]).toEqual([2, 1, 2]);
    // Without its weight the 0 does no harm.
    expect([...rank(prepare(zeros, "share", "geometric"), [1, 0, 1])]).toEqual([1, 2, 3]);
    // The other scales stay above 0.
    expect([...rank(prepare(zeros, "min-max", "geometric"), [1, 1, 1])]).not.toContain(0);
    expect(prepare(zeros, "min-max", "geometric").values.every(Number.isFinite)).toBe(true);
    expect(prepare(zeros, "z-score", "geometric").values.every(Number.isFinite)).toBe(true);
  });

  it("are those that there are", () => {
    const typed: Choices = JSON.parse('{ "normalisations": ["share", "minmax"] }');
    expect(() => rankUncertainty(records, { choices: typed })).toThrow(
      new RangeError('Found the normalisation "minmax", expected one of share, min-max, z-score, rank.'),
    );
    const other: Choices = JSON.parse('{ "aggregations": ["harmonic"] }');
    expect(() => rankSensitivity(records, { choices: other })).toThrow(
      new RangeError('Found the aggregation "harmonic", expected one of arithmetic, geometric.'),
    );
  });

  it("give everybody the same where a metric is the same for all", () => {
    const level = shareTable(withShares({ a: [1, 2, 5], b: [1, 3, 4] }));
    expect([...prepare(level, "z-score", "arithmetic").values]).toEqual([100, 100, 90, 110, 110, 90]);
    expect([...prepare(level, "min-max", "arithmetic").values]).toEqual([1, 1, 1, 100, 100, 1]);
    expect([...prepare(level, "rank", "arithmetic").values]).toEqual([2, 2, 1, 2, 2, 1]);
  });
});

describe("simulated ranks", () => {
  it("are the plain ranks where nothing varies", () => {
    const { clusters, averageShift } = rankUncertainty(records, { choices: FIXED, draws: 10 });
    expect(clusters.map(({ id, rank }) => [id, rank.value, rank.low, rank.high])).toEqual([
      ["b", 1, 1, 1],
      ["a", 2, 2, 2],
      ["c", 2, 2, 2],
      ["d", 4, 4, 4],
    ]);
    expect(averageShift).toMatchObject({ value: 0, low: 0, high: 0, unit: "places" });
  });

  it("have the frequencies that the weights' distribution gives", () => {
    // With all weights alike, a is above b where w1 > w2: half of the draws.
    const two = withShares({ a: [2, 1, 1], b: [1, 2, 1] });
    const { clusters } = rankUncertainty(two, { choices: { ...FIXED, weights: 1 }, draws: 20_000 });
    const [a, b] = clusters;
    expect(a).toMatchObject({ reference: 1, rank: { low: 1, high: 2 }, best: 1, worst: 2 });
    expect(a?.meanShift).toBeCloseTo(0.5, 1);
    expect(b?.meanShift).toBeCloseTo(0.5, 1);
    expect((a?.meanShift ?? 0) + (b?.meanShift ?? 0)).toBeCloseTo(1, 10);
    expect(a?.meanAbsoluteShift).toBe(a?.meanShift);
    // A level third of the triangle: w1 > 2 w2 in a third of all weights.
    const third = rankUncertainty(withShares({ a: [1, 0, 0], b: [0, 2, 0] }), {
      choices: { ...FIXED, weights: 1 },
      draws: 20_000,
    });
    expect(third.averageShift).toMatchObject({ value: 0, low: 0, high: 1 });
    expect(third.clusters.find(({ id }) => id === "a")?.meanShift).toBeCloseTo(-1 / 3, 1);
  });

  it("have percentiles that leave out rare draws, and extremes that do not", () => {
    // a is first where w1 > 32 w2: in 1 of 33 draws.
    const { clusters, averageShift } = rankUncertainty(withShares({ a: [1, 0, 0], b: [0, 32, 0] }), {
      choices: { ...FIXED, weights: 1 },
      draws: 5000,
    });
    expect(clusters).toMatchObject([
      { id: "b", rank: { value: 1, low: 1, high: 1 }, best: 1, worst: 2 },
      { id: "a", rank: { value: 2, low: 2, high: 2 }, best: 1, worst: 2 },
    ]);
    expect(averageShift).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it("stay near the given weights the larger the parameter is", () => {
    const close = withShares({ a: [2, 1, 1], b: [1, 1.9, 1] });
    const worst = (weights: number): number =>
      rankUncertainty(close, { choices: { ...FIXED, weights }, draws: 4000 }).clusters[0]?.meanShift ?? 9;
    expect(worst(1)).toBeGreaterThan(0.3);
    expect(worst(10_000)).toBeLessThan(0.05);
  });

  it("come again with the same seed, whatever is drawn beside", () => {
    const of = (seed: number) => rankUncertainty(records, { draws: 500, seed });
    expect(of(5)).toEqual(of(5));
    expect(of(5).clusters).not.toEqual(of(6).clusters);
  });

  it("carry sources, leave out clusters with gaps, and rank one and none", () => {
    const found = rankUncertainty(EDITION_2025, { draws: 200 });
    expect(found.clusters[0]?.rank.sources).toContain("tokyo pct share");
    expect(found.leftOut.map(({ id }) => id)).toEqual(["london"]);
    const gaps = rankUncertainty(withShares({ a: [1, 1, 1], b: [2, Number.NaN, 1] }), { draws: 20 });
    expect(gaps.clusters.map(({ id, rank }) => [id, rank.value])).toEqual([["a", 1]]);
    expect(gaps.leftOut.map(({ id }) => id)).toEqual(["b"]);
    expect(rankUncertainty([], { draws: 20 })).toMatchObject({ clusters: [], averageShift: { value: null } });
  });

  it("refuse what cannot be drawn", () => {
    expect(() => rankUncertainty(records, { draws: 0 })).toThrow("0 draws");
    expect(() => rankUncertainty(records, { choices: { weights: 0 } })).toThrow("above 0");
    expect(() => rankUncertainty(records, { choices: { aggregations: [] } })).toThrow("no aggregation");
    expect(() => rankUncertainty(records, { weights: { pct: 1, publications: -1 } })).toThrow(
      "publications is -1",
    );
  });
});

describe("the sensitivity of ranks", () => {
  it("gives all to the only choice that varies", () => {
    const { indices } = rankSensitivity(records, {
      choices: { ...FIXED, normalisations: ["share", "rank"] },
      draws: 512,
    });
    expect(indices.map(({ factor }) => factor)).toEqual(["normalisation"]);
    expect(indices[0]?.first.value).toBeCloseTo(1, 1);
    expect(indices[0]?.total.value).toBeCloseTo(1, 1);
  });

  it("explains one cluster's rank, and nothing where it never moves", () => {
    const better = withShares({ top: [9, 9, 9], a: [3, 1, 1], b: [1, 3, 1] });
    const never = rankSensitivity(better, { of: { rankOf: "top" }, draws: 256 });
    expect(never.indices.every(({ first }) => first.value === null)).toBe(true);
    const moving = rankSensitivity(better, { of: { rankOf: "b" }, draws: 1024, seed: 3 });
    expect(moving.indices.map(({ factor }) => factor)).toEqual([
      "weights",
      "normalisation",
      "aggregation",
      "metric left out",
    ]);
    const totals = moving.indices.map(({ total }) => total.value ?? 0);
    // Weights and the metric left out decide between a and b; the scales, symmetric in both, hardly do.
    expect(Math.min(totals[0] ?? 0, totals[3] ?? 0)).toBeGreaterThan(
      Math.max(totals[1] ?? 9, totals[2] ?? 9),
    );
    expect(moving.runs).toBe(6 * 1024);
  });

  it("refuses an unknown cluster, one with a gap, and choices that do not vary", () => {
    const gaps = withShares({ a: [1, 1, 1], b: [2, null, 1] });
    expect(() => rankSensitivity(gaps, { of: { rankOf: "nowhere" } })).toThrow('"nowhere"');
    expect(() => rankSensitivity(gaps, { of: { rankOf: "b" } })).toThrow("no share of publications");
    expect(() => rankSensitivity(records, { choices: FIXED })).toThrow("No choice varies");
  });
});

describe("leaving one metric out", () => {
  it("tells who gains, who loses, and who leans on one metric", () => {
    const found = leaveOneOut(records, { weights: 2025 });
    const byId = new Map(found.map((entry) => [entry.id, entry]));
    expect(found.map(({ id }) => id)).toEqual(["b", "a", "c", "d"]);
    // Without PCT applications: a 2, b 8, c 10, d 10.
    expect(byId.get("a")?.without.pct).toMatchObject({ rank: { value: 4 }, gained: -2 });
    expect(byId.get("d")?.without.pct).toMatchObject({ rank: { value: 1 }, gained: 3 });
    expect(byId.get("a")?.leansOn).toBe("pct");
    expect(byId.get("a")?.parts.pct?.value).toBeCloseTo((100 * 9) / 11);
    expect(byId.get("b")?.leansOn).toBe("pct");
  });

  it("compares the same clusters, those that have all metrics", () => {
    const found = leaveOneOut(withShares({ a: [1, 1, 1], b: [2, 2, null], c: [0, 0, 0] }), { weights: 2025 });
    expect(found.map(({ id, without }) => [id, without.ventureDeals?.rank.value])).toEqual([
      ["a", 1],
      ["c", 2],
    ]);
    expect(found[1]?.leansOn).toBeUndefined();
    expect(() => leaveOneOut(records, { weights: 2017 })).toThrow("nothing is left");
    expect(leaveOneOut([], { weights: 2025 })).toEqual([]);
  });
});
