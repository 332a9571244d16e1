import { describe, expect, it } from "vitest";
import {
  bordersChart,
  type Chart,
  clusterMap,
  outlinesChart,
  type PartsStep,
  parameterSweepChart,
  partsChart,
} from "../../../lib/clusters/charts/index.js";
import type { Boundary } from "../../../lib/clusters/regions/index.js";

const of = "the generated records";
const quantity = (value: number | null, low?: number, high?: number) => ({ value, low, high, unit: "1" });
const square = (east: number, north: number): Boundary => ({
  type: "Polygon",
  coordinates: [
    [
      [east, north],
      [east + 1, north],
      [east + 1, north + 1],
      [east, north],
    ],
  ],
});
const traces = (chart: Chart) => chart.data as readonly { readonly [key: string]: unknown }[];
const said = ({ layout }: Chart) => [layout.title.text, layout.meta.alt, layout.meta.caption];

describe("the chart of a parameter sweep", () => {
  const steps = [
    { at: 30, clusters: quantity(12, 11, 13), assigned: quantity(91, 90, 92) },
    { at: 5, clusters: quantity(14, 14, 14), assigned: quantity(82, 81, 83) },
  ];
  const labels = { parameter: "Radius", unit: "km", usual: 15, of, over: "five worlds" };
  const made = parameterSweepChart(steps, labels);

  it("says in its title how many clusters there are, and what they hold, over all values", () => {
    expect(made.layout.title.text).toBe(
      `Radius from 5 to 30 km: 12 to 14 clusters of ${of}, with 82 to 91 percent of them inside`,
    );
  });

  it("says everywhere that the records are generated, and of what the bars are only where there are some", () => {
    for (const text of said(made)) expect(text).toContain("generated");
    expect(made.layout.meta.caption).toContain("least to the most of five worlds");
    expect(parameterSweepChart(steps, { ...labels, over: undefined }).layout.meta.caption).not.toContain(
      "bar",
    );
  });

  it("orders the steps, and holds them in the table with both ends", () => {
    expect(made.layout.meta.table.rows).toEqual([
      [5, 14, 14, 14, 82, 81, 83],
      [30, 12, 11, 13, 91, 90, 92],
    ]);
  });

  it("does with one step, with none, and with a missing part", () => {
    expect(parameterSweepChart(steps.slice(1), labels).layout.title.text).toBe(
      `Radius 5 km: 14 clusters of ${of}, with 82 percent of them inside`,
    );
    expect(parameterSweepChart([], labels).layout.title.text).toBe("Nothing was found for any radius");
    const missing = [{ at: 1, clusters: quantity(0), assigned: quantity(Number.NaN) }];
    expect(parameterSweepChart(missing, labels).layout.meta.table.rows[0]?.[4]).toBeNull();
  });
});

describe("the chart of parts", () => {
  const step = (
    radius: number,
    clusters: readonly (string | null)[],
    ranks: readonly (number | null)[],
  ): PartsStep => ({
    radius,
    parts: ["A", "B", "C"].map((name, at) => ({
      name,
      cluster: clusters[at] ?? null,
      rank: quantity(ranks[at] ?? null),
    })),
  });
  const labels = { region: "the delta", of, usual: 15 };
  const made = partsChart(
    [
      step(20, ["x", "x", "x"], [1, 1, 1]),
      step(5, ["x", "y", null], [2, 4, null]),
      step(15, ["x", "x", "z"], [1, 1, 5]),
    ],
    labels,
  );

  it("says from which radius on the region is one, how it ranks then, and how before", () => {
    expect(made.layout.title.text).toBe(
      `From 20 km on one cluster holds all of the delta, and is number 1; at 15 km there are 2, the best of them number 1 (${of})`,
    );
  });

  it("leaves a gap where a part is in no cluster, and tells in words who is with whom", () => {
    const [, , third] = traces(made);
    expect(third?.y).toEqual([null, 5, 1]);
    expect(made.layout.meta.alt).toContain("At 5 km: A number 2; B number 4; C in no cluster");
    expect(made.layout.meta.alt).toContain("At 15 km: A and B number 1; C number 5");
    expect(made.layout.meta.table.rows[3]).toEqual([15, "A", 1, 2, "B"]);
    expect(made.layout.meta.table.rows[2]).toEqual([5, "C", null, 2, null]);
  });

  it("says so where no radius joins the parts, and where the first does", () => {
    const apart = partsChart([step(5, ["x", "y", "z"], [1, 2, 3])], labels);
    expect(apart.layout.title.text).toBe(`At no radius tried does one cluster hold all of the delta (${of})`);
    const joined = partsChart([step(5, ["x", "x", "x"], [1, 1, 1])], labels);
    expect(joined.layout.title.text).toBe(
      `One cluster holds all of the delta at 5 km, and is number 1 (${of})`,
    );
  });
});

describe("the map of clusters", () => {
  const region = (name: string, rank: number | null) => ({
    name,
    latitude: 10,
    longitude: 20,
    rank: quantity(rank),
    boundary: square(20, 10),
  });

  it("names the first three, and draws land only where it is our world", () => {
    const made = clusterMap([region("B", 2), region("A", 1), region("C", null)], { of, land: false });
    expect(made.layout.title.text).toBe(`A and B lead the 3 clusters of ${of}`);
    expect(made.layout.geo).toMatchObject({ showland: false, showcountries: false });
    expect(made.layout.meta.caption).toContain("no country is meant");
    expect(clusterMap([region("A", 1)], { of: "the records" }).layout.geo).toMatchObject({ showland: true });
    for (const text of said(made)) expect(text).toContain("generated");
  });

  it("draws every ring with a gap behind it, and what has no rank among the last", () => {
    const made = clusterMap([region("B", 2), region("C", null)], { of });
    const [lines, first, rest] = traces(made);
    expect(lines?.lon).toEqual([20, 21, 21, 20, null, 20, 21, 21, 20, null]);
    expect([first?.text, rest?.text]).toEqual([["2 B"], ["no rank C"]]);
  });

  it("goes near where all clusters are in one part of the world, and not where they are all over it", () => {
    const geo = (...regions: Parameters<typeof clusterMap>[0]) =>
      clusterMap(regions, { of }).layout.geo as object;
    expect(geo(region("A", 1), { ...region("B", 2), latitude: 15, longitude: 40 })).toMatchObject({
      projection: { type: "mercator" },
      lonaxis: { range: [15, 45] },
      lataxis: { range: [5, 20] },
    });
    expect(geo(region("A", 1), { ...region("B", 2), longitude: -170 })).toMatchObject({
      projection: { type: "natural earth" },
    });
  });

  it("says where there is nothing to show, or nothing ranked", () => {
    expect(clusterMap([], { of }).layout.title.text).toBe(`No cluster was found among ${of}`);
    expect(clusterMap([region("A", null)], { of }).layout.title.text).toContain(
      "none of which can be ranked",
    );
    expect(clusterMap([region("A", 1)], { of }).layout.title.text).toBe(`A is the one cluster of ${of}`);
  });
});

describe("the chart of borders", () => {
  const centres = [{ name: "A", latitude: 0, longitude: 179.5 }];
  const panel = (label: string, ...clusters: readonly string[]) => ({
    label,
    clusters: clusters.map((name, at) => ({ name, boundary: square(179 + at, 0), area: 12.6 })),
  });
  const made = bordersChart([panel("5 km", "A", "B"), panel("20 km", "A–B"), panel("1 km")], {
    region: "The delta",
    parameter: "radius",
    of,
    centres,
  });

  it("counts clusters from the first panel to the last", () => {
    expect(made.layout.title.text).toBe(
      `The delta: 2 clusters at a radius of 5 km, no cluster at 1 km (${of})`,
    );
    expect(made.layout.meta.table.rows).toEqual([
      ["5 km", "A", 13],
      ["5 km", "B", 13],
      ["20 km", "A–B", 13],
    ]);
    for (const text of said(made)) expect(text).toContain("generated");
  });

  it("lays out kilometres from the first centre, across the antimeridian too", () => {
    const [, second] = traces(made);
    expect(second?.x).toEqual([55.6, 166.79, 166.79, 55.6, null]);
    expect(second?.y).toEqual([0, 0, 111.19, 0, null]);
  });

  it("gives every panel axes of the same range and scale", () => {
    const { xaxis, xaxis3, yaxis3 } = made.layout as unknown as {
      readonly [axis: string]: { readonly [key: string]: unknown };
    };
    expect(xaxis3?.range).toEqual(xaxis?.range);
    expect(yaxis3).toMatchObject({ scaleanchor: "x3", anchor: "x3" });
  });

  it("does without panels", () => {
    const empty = bordersChart([], { region: "The delta", parameter: "radius", of, centres });
    expect(empty.layout.title.text).toBe(`No radius was tried for The delta (${of})`);
  });
});

describe("the chart of outlines", () => {
  const outlined = (name: string, rank: number | null, area: number) => ({
    name,
    latitude: 10.5,
    longitude: 20.5,
    rank: quantity(rank),
    boundary: square(20, 10),
    area,
  });

  it("says which is the widest, and holds areas in its table", () => {
    const made = outlinesChart([outlined("A", 1, 10.4), outlined("B", null, 300)], { of });
    expect(made.layout.title.text).toBe(`Of 2 clusters of ${of}, B takes up the most land: 300 km²`);
    expect(made.layout.meta.table.rows).toEqual([
      [1, "A", 10],
      [null, "B", 300],
    ]);
    for (const text of said(made)) expect(text).toContain("generated");
  });

  it("draws each around its own middle", () => {
    const [first] = traces(outlinesChart([outlined("A", 1, 1)], { of }));
    expect(first?.y).toEqual([-55.6, -55.6, 55.6, -55.6, null]);
  });

  it("leaves out what has no boundary, and says where nothing has one", () => {
    const { boundary: _, ...bare } = outlined("A", 1, 1);
    expect(outlinesChart([bare], { of }).layout.title.text).toBe(`No cluster of ${of} has an outline`);
  });
});
