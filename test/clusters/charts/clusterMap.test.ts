import { describe, expect, it } from "vitest";
import { clusterMap } from "../../../lib/clusters/charts/index.js";
import { of, quantity, said, square, traces } from "./generated.js";

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

  it("shows the clusters of the far north and south, which a map of the world else leaves out", () => {
    const far = [
      { ...region("A", 1), latitude: 89 },
      { ...region("B", 2), latitude: -79.8 },
    ];
    expect(clusterMap(far, { of }).layout.geo).toMatchObject({ lataxis: { range: [-83.8, 90] } });
    const usual = [region("A", 1), { ...region("B", 2), longitude: -170 }];
    expect(clusterMap(usual, { of }).layout.geo).toMatchObject({ lataxis: { range: [-56, 78] } });
  });

  it("names no more than lead where ranks are shared, and none of many that share the first", () => {
    const titled = (...regions: Parameters<typeof clusterMap>[0]) =>
      clusterMap(regions, { of }).layout.title.text;
    const [a, b, c, d] = ["A", "B", "C", "D"].map((name) => region(name, 1));
    expect(a && b && c && titled(a, b, c, region("E", 4))).toBe(`A, B and C lead the 4 clusters of ${of}`);
    expect(a && b && c && d && titled(a, b, c, d)).toBe(`4 of the 4 clusters of ${of} share the first rank`);
    expect(a && titled(a, region("F", 2), region("G", 3), region("H", 3))).toBe(
      `A leads the 4 clusters of ${of}`,
    );
    expect(titled(region("10° N, 20° E", 1), region("B", 2))).toBe(
      `10° N, 20° E leads the 2 clusters of ${of}`,
    );
  });

  it("draws names as they are written, markup and all", () => {
    const [, marks] = traces(clusterMap([region("<b>A</b>", 1)], { of }));
    expect(marks?.text).toEqual(["1 ‹b›A‹/b›"]);
    expect(clusterMap([region("<b>A</b>", 1)], { of }).layout.meta.table.rows[0]?.[1]).toBe("<b>A</b>");
  });

  it("says in its caption how many boundaries it draws where there are too many", () => {
    const many = Array.from({ length: 301 }, (_, at) => region(`C${at}`, at + 1));
    expect(clusterMap(many, { of }).layout.meta.caption).toContain("for the first 300");
    expect(clusterMap(many.slice(1), { of }).layout.meta.caption).not.toContain("for the first");
  });

  it("says where there is nothing to show, or nothing ranked", () => {
    expect(clusterMap([], { of }).layout.title.text).toBe(`No cluster was found among ${of}`);
    expect(clusterMap([region("A", null), region("B", null)], { of }).layout.title.text).toBe(
      `2 clusters of ${of}, none of which can be ranked`,
    );
    expect(clusterMap([region("A", null)], { of }).layout.title.text).toContain("which cannot be ranked");
    expect(clusterMap([region("A", 1)], { of }).layout.title.text).toBe(`A is the one cluster of ${of}`);
  });
});
