import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as charts from "../../../lib/clusters/charts/index.js";
import * as clusters from "../../../lib/clusters/index.js";

type Named = Extract<keyof typeof charts, `${string}Chart` | `${string}Map`>;

const data = clusters.readData(fileURLToPath(new URL("../../../data", import.meta.url)));
const joint = clusters.solveJoint(clusters.clusterRecords(data, 2025));
const among = ["shenzhen-hong-kong-guangzhou", "tokyo-yokohama", "beijing"];
const [first = "", second = ""] = among;
const three = clusters.rank(joint, { weights: 2025, among });
const two = clusters.rank(joint, { weights: 2024, among });
const history = clusters.rankHistory(clusters.rankRows(data.figures));
const metric = "ventureDeals";
const { ranges } = clusters.rankRanges(joint, { among });
const steps = clusters.rankSteps(clusters.clusterRecords(data, 2024), joint, { from: 2024, to: 2025, among });
const points = clusters.latestEstimates(clusters.estimates(clusters.growthSeries(data, "global_rd_real")));
const names = new Map<string, string>();

// The type asks for every chart function, so that a new one cannot be left out.
const drawn: { readonly [N in Named]: charts.Chart } = {
  agreementChart: charts.agreementChart(
    clusters.METRICS.map((each) => ({
      label: each,
      statements: clusters.impliedTotals(joint.records, each),
    })),
    { unknown: "world total" },
  ),
  bordersChart: charts.bordersChart([], { region: "A", parameter: "radius", of: "records", centres: [] }),
  breakEvenChart: charts.breakEvenChart(
    clusters.differenceByWeight(joint, first, second, { metric, at: [0, 1] }),
    clusters.breakEven(joint, first, second, { metric }),
    { first, second, metric },
  ),
  clusterMap: charts.clusterMap([], { of: "records" }),
  decompositionChart: charts.decompositionChart(steps.clusters, "data first"),
  economiesChart: charts.economiesChart(
    clusters.economyShares(clusters.publishedCounts(data.aggregates, 2025)),
    names,
  ),
  growthChart: charts.growthChart(points, { series: "Growth" }),
  levelsChart: charts.levelsChart({
    path: clusters.levelPath({ year: 2023 }, points),
    counterfactual: [],
    gap: { value: 1, unit: "percent" },
    series: "R&D",
    alternative: "no growth",
  }),
  lorenzChart: charts.lorenzChart(
    [
      {
        name: metric,
        points: clusters.concentration(joint, { metric, among }).lorenz,
        gini: { value: 0, unit: "1" },
      },
    ],
    { what: "deals" },
  ),
  moversChart: charts.moversChart(clusters.movers(history, 2024, 2025), names, 2024, 2025),
  outlinesChart: charts.outlinesChart([], { of: "records" }),
  parameterSweepChart: charts.parameterSweepChart([], {
    parameter: "Radius",
    unit: "km",
    usual: 15,
    of: "records",
  }),
  partialOrderChart: charts.partialOrderChart(clusters.certainOrders(joint, { weights: 2025, among })),
  partsChart: charts.partsChart([], { region: "A", of: "records", usual: 15 }),
  perMillionChart: charts.perMillionChart(clusters.perMillionProfiles(joint)),
  rankHistoryChart: charts.rankHistoryChart(history, names),
  rankRangesChart: charts.rankRangesChart([
    { label: "All weights", ranks: ranges },
    { label: "Choices", ranks: ranges, simulated: true },
  ]),
  revisionsChart: charts.revisionsChart([]),
  sharesChart: charts.sharesChart(three, two),
  sizeIntensityChart: charts.sizeIntensityChart(three, clusters.intensity(joint, { weights: 2025 })),
  slopeChart: charts.slopeChart(two, three, { before: "Two metrics", after: "Three metrics" }),
  sobolChart: charts.sobolChart({ indices: [], mean: 0, variance: 0, runs: 0 }, "the average shift"),
  weightTriangleChart: charts.weightTriangleChart(clusters.winRegions(joint, { among })),
  worldMap: charts.worldMap([], 2025),
};

describe("the table behind every chart", () => {
  it.each(Object.entries(drawn))("of %s gives each column a name of its own", (_, { layout }) => {
    const { columns } = layout.meta.table;
    expect(columns.filter((name, at) => columns.indexOf(name) !== at)).toEqual([]);
  });

  it("is looked at for every chart function there is", () => {
    const made = Object.keys(charts).filter((name) => /(?:Chart|Map)$/.test(name));
    expect(Object.keys(drawn).sort()).toEqual(made.sort());
  });

  it("says of an end whose it is, where there are several", () => {
    expect(drawn.perMillionChart.layout.meta.table.columns).toContain("PCT applications, lowest");
    expect(drawn.sizeIntensityChart.layout.meta.table.columns).toContain("Intensity, highest");
    expect(drawn.sobolChart.layout.meta.table.columns).toContain("With interactions, lowest");
    expect(drawn.rankRangesChart.layout.meta.table.columns).toContain("Choices (simulated), worst");
  });
});
