import { describe, expect, it } from "vitest";
import {
  bordersChart,
  type PartsStep,
  parameterSweepChart,
  partsChart,
} from "../../../lib/clusters/charts/index.js";
import { of, quantity, said, square, traces } from "./generated.js";

describe("the chart of a parameter sweep", () => {
  const steps = [
    { at: 30, clusters: quantity(12, 11, 13), assigned: quantity(91, 90, 92) },
    { at: 5, clusters: quantity(14, 14, 14), assigned: quantity(82, 81, 83) },
  ];
  const labels = { parameter: "Radius", unit: "km", usual: 15, of, over: "five worlds" };
  const made = parameterSweepChart(steps, labels);

  it("says in its title how many clusters there are, and what they hold, over all values and worlds", () => {
    expect(made.layout.title.text).toBe(
      `Radius from 5 to 30 km: 11 to 14 clusters of ${of}, with 81 to 92 percent of them inside`,
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
      `Radius 5 km: 14 clusters of ${of}, with 81 to 83 percent of them inside`,
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
    // From [180, 0], half a degree east of the centre, to [181, 0] and [181, 1].
    expect(second?.x).toEqual([55.6, 166.79, 166.78, 55.6, null]);
    expect(second?.y).toEqual([0, 0, 111.21, 0, null]);
  });

  it("keeps the colour of a cluster from panel to panel where it is told", () => {
    const coloured = bordersChart(
      [
        { label: "5 km", clusters: [{ name: "B", boundary: square(0, 0), colour: 1 }] },
        {
          label: "9 km",
          clusters: [
            { name: "A", boundary: square(3, 0), colour: 0 },
            { name: "B", boundary: square(0, 0), colour: 1 },
          ],
        },
      ],
      { region: "The delta", parameter: "radius", of, centres },
    );
    const colours = traces(coloured).flatMap(({ name, fillcolor }) => (fillcolor ? [[name, fillcolor]] : []));
    expect(colours[0]).toEqual(colours[2]);
    expect(colours[1]?.[1]).not.toBe(colours[2]?.[1]);
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
