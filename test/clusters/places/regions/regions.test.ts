import { describe, expect, it } from "vitest";
import { identify } from "../../../../lib/clusters/places/dbscan/index.js";
import { regions, regionsGeoJson } from "../../../../lib/clusters/places/regions/index.js";
import { membersByLabel } from "../../../../lib/clusters/places/regions/members.js";
import { block, cellsOf, objections } from "./support.js";

const cells = cellsOf([
  ...block(0, 0, 2, 2),
  [500, 500],
  ...block(4000, -18000, 4001, -17998),
  ...block(4000, 17998, 4001, 17999),
]);
const found = identify(
  {
    latitude: Array.from(cells.row, (row) => (row + 0.5) / 100),
    longitude: Array.from(cells.column, (column) => (column + 0.5) / 100),
    weight: Array.from(cells.row, (row) => (row < 100 ? 10 : row > 1000 ? 5 : 1)),
  },
  { radius: 15, threshold: 20 },
);
const places = { name: ["Isle"], latitude: [0.015], longitude: [0.015], size: [1] };

describe("regions", () => {
  const made = regions(cells, found, { radius: 15, places });

  it("say of each cluster what it is on the map, by label", () => {
    expect(made.map(({ label, id, name, weight }) => ({ label, id, name, weight }))).toEqual([
      { label: 0, id: "isle", name: "Isle", weight: 90 },
      { label: 1, id: "40-01-n-180-00-w", name: "40.01° N, 180.00° W", weight: 50 },
    ]);
    expect(made.map((region) => region.cells.row.length)).toEqual([9, 10]);
    expect(made[1]?.boundary.type).toBe("MultiPolygon");
    expect(made.flatMap(({ boundary }) => objections(boundary))).toEqual([]);
  });

  it("are none where no cluster was found", () => {
    const none = cellsOf([]);
    expect(
      regions(none, identify({ latitude: [], longitude: [] }, { radius: 1, threshold: 1 }), { radius: 1 }),
    ).toEqual([]);
  });

  it("become GeoJSON with properties in a fixed order, and facts after them", () => {
    const collection = regionsGeoJson(made, ({ label }) => ({ rank: label + 1, population: null }));
    expect(collection.type).toBe("FeatureCollection");
    expect(Object.keys(collection.features[0]?.properties ?? {})).toEqual([
      "cluster",
      "name",
      "label",
      "records",
      "cells",
      "area_km2",
      "latitude",
      "longitude",
      "rank",
      "population",
    ]);
    expect(collection.features[1]).toMatchObject({
      type: "Feature",
      id: "40-01-n-180-00-w",
      properties: { cells: 10, rank: 2 },
    });
    expect(JSON.parse(JSON.stringify(collection))).toEqual(collection);
    expect(regionsGeoJson([]).features).toEqual([]);
  });
});

describe("membersByLabel", () => {
  it("refuses labels that do not fit the cells", () => {
    expect(() => membersByLabel(cells, [0], 1)).toThrow(`Found 1 labels for ${cells.row.length} cells`);
    expect(() => membersByLabel(cellsOf([[0, 0]]), [1], 1)).toThrow("Found the label 1 at position 0");
    expect(() => membersByLabel(cellsOf([[0, 0]]), [Number.NaN], 1)).toThrow(RangeError);
  });
});
