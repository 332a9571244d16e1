import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as charts from "../../../lib/clusters/charts/index.js";
import {
  breakEven,
  clusterRecords,
  constantPath,
  differenceByWeight,
  economyShares,
  estimates,
  growthSeries,
  intensity,
  latestEstimates,
  levelGap,
  levelPath,
  movers,
  perMillionProfiles,
  publishedCounts,
  rank,
  rankHistory,
  rankRows,
  readData,
  revisions,
  solveJoint,
} from "../../../lib/clusters/index.js";

const data = readData(fileURLToPath(new URL("../../../data", import.meta.url)));
const joint = solveJoint(clusterRecords(data, 2025));
const five = ["shenzhen-hong-kong-guangzhou", "tokyo-yokohama", "san-jose-san-francisco", "beijing", "seoul"];
const three = rank(joint, { weights: 2025, among: five });
const two = rank(joint, { weights: 2024, among: five });
const names = new Map(data.clusters.map((cluster) => [cluster.id, cluster.name]));
const points = latestEstimates(estimates(growthSeries(data, "global_rd_real")));
const recent = points.filter(({ year }) => year >= 2023);
const history = rankHistory(rankRows(data.figures));
const moved = movers(history, 2024, 2025);
const [base] = recent;
if (!base) throw new Error("Growth of 2023 is known.");
const labels = {
  first: "Shenzhen–Hong Kong–Guangzhou",
  second: "Tokyo–Yokohama",
  metric: "venture capital deals",
};
const pair = ["shenzhen-hong-kong-guangzhou", "tokyo-yokohama"] as const;
const flip = breakEven(joint, ...pair, { metric: "ventureDeals" });
const across = differenceByWeight(joint, ...pair, { metric: "ventureDeals", at: [0, 0.5, 1, 1.5] });

const drawn: { readonly [name: string]: charts.Chart } = {
  shares: charts.sharesChart(three, two),
  slope: charts.slopeChart(two, three, { before: "Two metrics", after: "Three metrics" }),
  breakEven: charts.breakEvenChart(across, flip, labels),
  growth: charts.growthChart(points, { series: "Global R&D growth" }),
  levels: charts.levelsChart({
    path: levelPath({ year: 2023 }, recent),
    counterfactual: constantPath({ year: 2023 }, base.rate, 2),
    gap: levelGap({ year: 2023 }, recent, base.rate),
    series: "Global R&D",
    alternative: "growth of 4.4 percent",
  }),
  revisions: charts.revisionsChart([
    { series: "Global R&D", revisions: revisions(estimates(growthSeries(data, "global_rd_real"))) },
    { series: "Corporate R&D", revisions: revisions(estimates(growthSeries(data, "corporate_rd_nominal"))) },
  ]),
  perMillion: charts.perMillionChart(perMillionProfiles(joint)),
  sizeIntensity: charts.sizeIntensityChart(
    rank(joint, { weights: 2025 }),
    intensity(joint, { weights: 2025 }),
  ),
  history: charts.rankHistoryChart(
    history.filter((entry) => five.includes(entry.cluster)),
    names,
  ),
  movers: charts.moversChart(moved, names, 2024, 2025),
  economies: charts.economiesChart(economyShares(publishedCounts(data.aggregates, 2025)), new Map()),
  map: charts.worldMap(
    joint.records.flatMap((record) => {
      const place = data.clusters.find((cluster) => cluster.id === record.id);
      const unranked = { value: null, unit: "rank" };
      return place
        ? [
            {
              name: place.name,
              latitude: place.latitude,
              longitude: place.longitude,
              rank: record.rank ?? unranked,
            },
          ]
        : [];
    }),
    2025,
  ),
};

describe("every chart", () => {
  for (const [name, { data: traces, layout }] of Object.entries(drawn)) {
    it(`${name} states a finding, and has a text alternative, a table and sources`, () => {
      const { alt, caption, table, sources } = layout.meta;
      expect(layout.title.text).toMatch(/^[A-Z0-9].{15,}/u);
      expect(layout.title.text).not.toMatch(/undefined|NaN|null|\?/u);
      expect(alt.length).toBeGreaterThan(40);
      expect(alt).not.toMatch(/undefined|NaN|null/u);
      expect(caption).toMatch(/\.$/u);
      expect(table.rows.length).toBeGreaterThan(0);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      const known = new Set(data.sources.map((source) => source.id));
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(known).toContain(source);
      expect(traces.length).toBeGreaterThan(0);
    });

    it(`${name} is plain JSON of the trace types that reports bundle`, () => {
      const chart = drawn[name];
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
      for (const trace of traces)
        expect(["bar", "scatter", "scattergeo"]).toContain("type" in trace && trace.type);
      expect(JSON.stringify(traces)).not.toContain("NaN");
      expect(layout.width).toBeUndefined();
    });
  }
});

describe("the charts' findings", () => {
  const title = (name: string): string | undefined => drawn[name]?.layout.title.text;

  it("say who leads with and without venture capital deals", () => {
    expect(title("shares")).toBe(
      "Shenzhen–Hong Kong–Guangzhou leads with 14.3 points; without venture capital deals it is Tokyo–Yokohama with 11.7",
    );
    expect(drawn.shares?.layout.meta.table.rows[0]).toEqual(
      expect.arrayContaining([1, "Shenzhen–Hong Kong–Guangzhou", 8.98, 2.38, 2.93, 14.28]),
    );
  });

  it("say who rises and falls, and that nobody does where nobody does", () => {
    expect(title("slope")).toContain("Shenzhen–Hong Kong–Guangzhou (2 to 1)");
    expect(title("slope")).toContain("San Jose–San Francisco (5 to 3)");
    const still = charts.slopeChart(two, two, { before: "A", after: "B" });
    expect(still.layout.title.text).toBe("No cluster changes its rank from A to B");
  });

  it("say at which weight the order flips, within which limits", () => {
    expect(title("breakEven")).toContain("0.519 times as much as each other metric (0.503 to 0.544)");
    const never = breakEven(joint, "tokyo-yokohama", "seoul", { metric: "publications" });
    expect(charts.breakEvenChart(across, never, labels).layout.title.text).toMatch(
      /at every weight|do not decide|change places/u,
    );
  });

  it("prints a rate with no more decimals than it was printed with", () => {
    const rates = [
      { year: 2016, rate: { value: 3, low: 2.5, high: 3.5, unit: "percent" } },
      { year: 2017, rate: { value: 5, low: 4.95, high: 5.05, unit: "percent" } },
    ];
    expect(charts.growthChart(rates, { series: "R&D" }).layout.meta.alt).toContain("2016 3, 2017 5.0");
  });
  it("mark projections in the trace, the label, the table and the title", () => {
    const growth = drawn.growth;
    const projected = growth?.data.find((trace) => "name" in trace && trace.name === "Projected");
    expect(projected).toMatchObject({
      x: [2025],
      marker: { pattern: { shape: "/" } },
    });
    const few = charts.growthChart(recent, { series: "Global R&D growth" });
    expect(few.data.at(-1)).toMatchObject({ text: ["4.4", "2.9", "2.3<br>projected"] });
    expect(growth?.layout.meta.table.rows.at(-1)).toEqual([2025, 2.3, 2.25, 2.35, true]);
    expect(title("growth")).toContain("2.3 percent in 2025 (projected)");
    expect(title("growth")).toContain("slows");
    const dashed = drawn.levels?.data.find(
      (trace) => "name" in trace && trace.name === "Global R&D, projected",
    );
    expect(dashed).toMatchObject({ x: [2024, 2025], line: { dash: "dash" } });
    expect(drawn.levels?.layout.meta.caption).toContain("Index, 2023 = 100. The gap is −3.7 to −3.2 percent");
    expect(title("levels")).toBe(
      "Global R&D in 2025 is 3.4 percent below the path of growth of 4.4 percent, if the projection holds",
    );
  });

  it("say of a revision that is known by a limit no more than the limit", () => {
    expect(title("revisions")).toBe(
      "Later editions raised 3 and lowered 1 of 5 first estimates, the most Corporate R&D 2021: by at least +4.5 points",
    );
    const { alt, table } = drawn.revisions?.layout.meta ?? { alt: "", table: { rows: [] } };
    expect(alt).toContain("Global R&D 2023 from under 3 to 4.4");
    expect(alt).toContain("Corporate R&D 2020 from about 10 to over 11");
    expect(table.rows[2]).toEqual([
      "Global R&D",
      2023,
      "under 3",
      2024,
      "4.4",
      2025,
      null,
      1.35,
      null,
      "at least the lowest",
    ]);
  });

  it("say of how many clusters a move is the largest, and where the method changed in between", () => {
    expect(title("history")).toBe("Of 5 clusters Beijing climbed the most: from 7 in 2017 to 4 in 2025");
    expect(title("movers")).toMatch(
      /^Of 20 clusters with both ranks known Delhi \(63 to 26\) gains most, Taipei–Hsinchu \(25 to 41\) loses most$/u,
    );
    expect(drawn.movers?.layout.meta.caption).toContain("part method");
    const before = charts.moversChart(movers(history, 2022, 2023), names, 2022, 2023);
    expect(before.layout.meta.caption).not.toContain("method");
  });

  it("keep gaps in lines, and say what a missing figure is missing from", () => {
    const shenzhen = drawn.history?.data[0];
    expect(shenzhen).toMatchObject({ connectgaps: false });
    expect(drawn.history?.layout.meta.table.rows.some((row) => row.includes(null))).toBe(true);
  });

  it("are said also where there is nothing to draw", () => {
    const empty = [
      charts.sharesChart([]),
      charts.slopeChart([], [], { before: "A", after: "B" }),
      charts.growthChart([], { series: "R&D growth" }),
      charts.revisionsChart([]),
      charts.perMillionChart([]),
      charts.sizeIntensityChart([], []),
      charts.rankHistoryChart([], new Map()),
      charts.moversChart([], new Map(), 2024, 2025),
      charts.economiesChart({ economies: [], rest: 100 }, new Map()),
      charts.worldMap([], 2025),
    ];
    for (const { layout } of empty) expect(layout.title.text).toMatch(/^No |: no /u);
  });

  it("turn numbers that JSON cannot hold into gaps", () => {
    const broken = charts.chart({
      title: "T",
      alt: "A",
      caption: "C.",
      columns: ["n"],
      rows: [[Number.NaN]],
      evidence: [undefined],
      data: [{ type: "bar", y: [Number.NaN, Infinity, 1] }],
    });
    expect(broken.data).toEqual([{ type: "bar", y: [null, null, 1] }]);
    expect(broken.layout.meta.table.rows).toEqual([[null]]);
  });
});
