import { describe, expect, it } from "vitest";
import { outlinesChart } from "../../../lib/clusters/charts/index.js";
import type { Boundary } from "../../../lib/clusters/places/geo/index.js";
import { of, quantity, said, square, traces } from "./generated.js";

const near = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : expect.closeTo(value, 1)));

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
    expect(made.layout.title.text).toBe(`Of the 2 clusters of ${of}, B has the largest area: 300 km²`);
    expect(made.layout.meta.table.rows).toEqual([
      [1, "A", 10],
      [null, "B", 300],
    ]);
    for (const text of said(made)) expect(text).toContain("generated");
  });

  it("says of how many clusters it draws the first, and of one what it covers", () => {
    const two = [outlined("A", 1, 9.96), outlined("B", 2, 3)];
    expect(outlinesChart(two, { of, among: 1200 }).layout.title.text).toBe(
      `Of the first 2 of 1,200 clusters of ${of}, A has the largest area: 10.0 km²`,
    );
    expect(outlinesChart(two.slice(1), { of, among: 1 }).layout.title.text).toBe(`B covers 3.0 km² (${of})`);
  });

  it("draws each around its own middle, and one at a pole in its true shape", () => {
    const [first] = traces(outlinesChart([{ ...outlined("A", 1, 1), latitude: 10, longitude: 20 }], { of }));
    expect(first?.x).toEqual([0, 109.51, 109.16, 0, null]);
    expect(first?.y).toEqual([0, 0.17, 111.37, 0, null]);
    const cap: Boundary = {
      type: "Polygon",
      coordinates: [
        [
          [-180, 89],
          [-90, 89],
          [0, 89],
          [90, 89],
          [180, 89],
          [180, 90],
          [-180, 90],
          [-180, 89],
        ],
      ],
    };
    const [area, line, ...more] = traces(
      outlinesChart([{ ...outlined("P", 1, 1), latitude: 90, longitude: 0, boundary: cap }], { of }),
    );
    expect(more).toEqual([]);
    expect(area?.x).toEqual(near([0, -111.2, 0, 111.2, 0, 0, 0, 0, null]));
    // A ring without the three edges that no border runs along.
    expect(line?.x).toEqual(near([0, -111.2, 0, 111.2, 0, null, 0, null, 0, null, 0, null]));
  });

  it("joins what the antimeridian parts: it is filled in two, and has no line in the middle", () => {
    const half = (east: number, seam: number): Boundary["coordinates"][number] =>
      [
        [
          [east, 0],
          [seam, 0],
          [seam, 1],
          [east, 0],
        ],
      ] as never;
    const both = { type: "MultiPolygon", coordinates: [half(179, 180), half(-179, -180)] } as Boundary;
    const middle = { ...outlined("S", 1, 1), latitude: 0, longitude: 180 };
    const [area, line] = traces(outlinesChart([{ ...middle, boundary: both }], { of }));
    expect(area?.x).toEqual(near([-111.2, 0, 0, -111.2, null, 111.2, 0, 0, 111.2, null]));
    expect(area?.line).toMatchObject({ width: 0 });
    expect(line?.x).toEqual(near([-111.2, 0, null, 0, -111.2, null, 111.2, 0, null, 0, 111.2, null]));
    const oneSide = { type: "Polygon", coordinates: half(179, 180) } as unknown as Boundary;
    expect(traces(outlinesChart([{ ...middle, boundary: oneSide }], { of }))).toHaveLength(1);
  });

  it("shortens a long name, which else runs into the next panel, and keeps it whole in its table", () => {
    const name = "A name that goes on to the end of the line";
    const made = outlinesChart([outlined(name, 1, 1)], { of });
    expect(made.layout.annotations).toMatchObject([{ text: "<b>1 A name that goes on…</b>" }]);
    expect(made.layout.meta.table.rows[0]?.[1]).toBe(name);
  });

  it("leaves out what has no boundary, and says where nothing has one", () => {
    const { boundary: _, ...bare } = outlined("A", 1, 1);
    expect(outlinesChart([bare], { of }).layout.title.text).toBe(`No cluster of ${of} has an outline`);
  });
});
