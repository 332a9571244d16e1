import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as charts from "../../../lib/clusters/charts/index.js";
import {
  certainOrders,
  clusterRecords,
  concentration,
  concentrationLimits,
  decompose,
  rankRanges,
  rankSensitivity,
  rankSteps,
  rankUncertainty,
  readData,
  solveJoint,
  weightsNear,
  winRegions,
} from "../../../lib/clusters/index.js";
import { cluster, withShares } from "../solve/records.js";

const data = readData(fileURLToPath(new URL("../../../data", import.meta.url)));
const joint = solveJoint(clusterRecords(data, 2025));
const among = [
  "shenzhen-hong-kong-guangzhou",
  "tokyo-yokohama",
  "san-jose-san-francisco",
  "beijing",
  "seoul",
];
const near = weightsNear({ pct: 1, publications: 1, ventureDeals: 1 }, 0.25);
const simulated = rankUncertainty(joint, { among, draws: 500 });
const limits = concentrationLimits([
  { units: 10, total: { value: 40, unit: "percent", sources: ["soci-2025-09"] } },
  { units: 90, total: { value: 30, unit: "percent", sources: ["soci-2025-09"] } },
]);
const open = certainOrders(
  ["3.0", "2.9", "2.8", "1"].map((share, at) => cluster(`c${at}`, { pct: { share } })),
  { weights: 2017 },
);

const drawn: { readonly [name: string]: charts.Chart } = {
  triangle: charts.weightTriangleChart(winRegions(joint, { among })),
  nearEqual: charts.weightTriangleChart(winRegions(joint, { among, within: near })),
  ranges: charts.rankRangesChart([
    { label: "All weights", ranks: rankRanges(joint, { among }).ranges },
    { label: "Weights within 25% of equal", ranks: rankRanges(joint, { among, within: near }).ranges },
    { label: "Choices of method", ranks: simulated.clusters, simulated: true },
  ]),
  order: charts.partialOrderChart(certainOrders(joint, { weights: 2025, among })),
  sobol: charts.sobolChart(
    rankSensitivity(joint, { among, draws: 256, resamples: 50 }),
    "the average shift in rank",
  ),
  lorenz: charts.lorenzChart(
    (["pct", "ventureDeals"] as const).map((metric) => {
      const { lorenz: points, gini } = concentration(joint, { metric, among });
      return { name: metric, points, gini };
    }),
    { what: "PCT applications among five clusters" },
  ),
  steps: charts.decompositionChart(
    rankSteps(clusterRecords(data, 2024), joint, { from: 2024, to: 2025, among }).clusters,
    "data first",
  ),
  limits: charts.lorenzChart(
    [
      { name: "Most equal", points: limits.mostEqual, gini: limits.gini },
      { name: "Most unequal", points: limits.mostUnequal, gini: limits.gini },
    ],
    { what: "PCT applications among the 100 clusters", band: true },
  ),
};

describe("every chart of robustness", () => {
  for (const [name, { data: traces, layout }] of Object.entries(drawn)) {
    it(`${name} states a finding, and has a text alternative, a table and sources`, () => {
      const { alt, caption, table, sources } = layout.meta;
      expect(layout.title.text).toMatch(/^[A-Z0-9].{15,}/u);
      for (const text of [layout.title.text, alt]) expect(text).not.toMatch(/undefined|NaN|null|\?/u);
      expect(alt.length).toBeGreaterThan(40);
      expect(caption).toMatch(/\.$/u);
      expect(table.rows.length).toBeGreaterThan(0);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      const known = new Set(data.sources.map((source) => source.id));
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(known).toContain(source);
      for (const trace of traces) expect(["bar", "scatter"]).toContain("type" in trace && trace.type);
      expect(JSON.parse(JSON.stringify(drawn[name]))).toEqual(drawn[name]);
    });
  }
});

describe("the findings on robustness", () => {
  const title = (name: string): string | undefined => drawn[name]?.layout.title.text;

  it("name who wins which part of the weights", () => {
    expect(title("triangle")).toBe(
      "Tokyo–Yokohama is first at 37 percent of all weights, San Jose–San Francisco at 28 percent, and 2 more at the rest",
    );
    const [row] = drawn.triangle?.layout.meta.table.rows ?? [];
    expect(row?.slice(0, 2)).toEqual(["Tokyo–Yokohama", 36.83]);
    expect(row?.[4]).toBe("1.00; 0.42; 0.37; 0.42");
    // Corners of all weights: at the left, at the right and on top.
    const outline = drawn.triangle?.data.find(
      (trace) => "name" in trace && trace.name === "Weights looked at",
    );
    expect(outline).toMatchObject({ x: [0, 1, 0.5, 0], y: [0, 0, Math.sqrt(3) / 2, 0] });
  });

  it("give a cluster the same colour in every triangle that is told so", () => {
    const colourIn = (chart: charts.Chart, name: string): unknown =>
      chart.data.flatMap((trace) =>
        "name" in trace && trace.name === name && "line" in trace
          ? [(trace.line as { color: string }).color]
          : [],
      )[0];
    const name = "Shenzhen–Hong Kong–Guangzhou";
    const [all, limited] = [winRegions(joint, { among }), winRegions(joint, { among, within: near })];
    const told = [all, limited].map((wins) =>
      colourIn(charts.weightTriangleChart(wins, { coloured: among }), name),
    );
    expect(told).toEqual([charts.COLOURS[0], charts.COLOURS[0]]);
    expect(colourIn(charts.weightTriangleChart(all), name)).toBe(charts.COLOURS[2]);
  });

  it("say that limited weights are not all weights", () => {
    expect(title("nearEqual")).toContain("percent of the weights looked at");
  });

  it("say how far ranks reach, and what is simulated", () => {
    expect(title("ranges")).toBe(
      "Shenzhen–Hong Kong–Guangzhou ranks 1 to 4 over all weights; all 5 ranks change",
    );
    expect(drawn.ranges?.layout.meta.table.columns).toContain("Choices of method (simulated)");
    expect(title("sobol")).toMatch(/^Metric left out matters most: .*\(simulated\)$/u);
  });

  it("draw the partial order as levels", () => {
    expect(title("order")).toBe("The order of all 5 clusters is certain: rounding cannot change it");
    const chart = charts.partialOrderChart(open);
    expect(chart.layout.title.text).toBe(
      "Rounding leaves 2 of 6 pairs among 4 clusters open, the others are certain",
    );
    expect(chart.data[1]).toMatchObject({ y: [0, 0, 1, 2] });
    expect(chart.layout.meta.alt).toContain("Open: c0 and c1, c1 and c2.");
    const none = certainOrders(
      ["3", "3"].map((share, at) => cluster(`c${at}`, { pct: { share } })),
      { weights: 2017 },
    );
    expect(charts.partialOrderChart(none).layout.title.text).toBe(
      "Rounding leaves the order of every pair of 2 clusters open",
    );
  });

  it("say what of the moves is method", () => {
    expect(title("steps")).toBe(
      "The method lifts Shenzhen–Hong Kong–Guangzhou (+1) and San Jose–San Francisco (+2), and data move nobody (split: data first)",
    );
    const { clusters } = decompose(
      withShares({ a: [5, 1, 1], b: [4, 1, 4] }),
      withShares({ a: [4, 1, 1], b: [4, 2, 2] }),
      {
        from: 2024,
        to: 2025,
      },
    );
    const points = clusters.map(({ name, score }) => ({ name, split: score.shapley }));
    const chart = charts.decompositionChart(points, "mean of both orders");
    // Data −1 and 1 − 2/2 = 0; method 1 and 3.
    expect(chart.layout.title.text).toBe("Method moves the clusters 4 points in all, data 1");
    const half = [
      {
        name: "a",
        split: {
          data: { value: 0.5, unit: "places" },
          method: { value: 0, unit: "places" },
          total: { value: 0.5, unit: "places" },
        },
      },
    ];
    expect(charts.decompositionChart(half, "data first").layout.title.text).toBe(
      "All moves are the data's, and the method moves nobody (split: data first)",
    );
  });

  it("give one part for one Lorenz curve, and the range of several", () => {
    const points = [
      { units: 0, share: 0 },
      { units: 0.5, share: 0.2 },
      { units: 1, share: 1 },
    ];
    const curve = { name: "a", points, gini: { value: 0.3, unit: "1" } };
    const other = { ...curve, points: points.map(({ units }) => ({ units, share: units })) };
    const what = { what: "deals" };
    expect(charts.lorenzChart([curve], what).layout.title.text).toBe(
      "The smaller half holds 20 percent of deals (Gini 0.30)",
    );
    expect(charts.lorenzChart([curve, other], what).layout.title.text).toBe(
      "The smaller half holds 20 to 50 percent of deals",
    );
  });

  it("give limits of concentration as limits", () => {
    expect(title("limits")).toMatch(/^The smaller half holds between \d+ and \d+ percent of PCT/u);
  });

  it("are said also where there is nothing to draw", () => {
    const none = winRegions([]);
    for (const { layout } of [
      charts.weightTriangleChart(none),
      charts.rankRangesChart([]),
      charts.decompositionChart([], "data first"),
      charts.partialOrderChart(certainOrders([], { weights: 2025 })),
      charts.sobolChart({ indices: [], mean: 0, variance: 0, runs: 0 }, "the average shift in rank"),
      charts.lorenzChart([], { what: "PCT applications" }),
    ])
      expect(layout.title.text).toMatch(/^No /u);
    expect(() => charts.weightTriangleChart({ ...none, metrics: ["pct", "publications"] })).toThrow(
      "expected three",
    );
  });
});
