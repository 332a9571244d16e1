import { describe, expect, it } from "vitest";
import { readData } from "../../../../lib/clusters/data/index.js";
import {
  identificationRule,
  method,
  parameterChanges,
  parameters,
  weightsOf,
} from "../../../../lib/clusters/rank/methods/index.js";

const rows = [
  { edition: 2024, parameter: "merge_distance", quantity: { value: 5, unit: "km" }, source: "b" },
  { edition: 2024, parameter: "merge_distance", quantity: { value: 5, unit: "km" }, source: "a" },
  { edition: 2024, parameter: "window", text: "2019-2023", source: "a" },
  { edition: 2025, parameter: "window", text: "2020-2024", source: "c" },
  {
    edition: 2025,
    parameter: "merge_distance",
    quantity: { value: 9, unit: "km" },
    source: "c",
    standing: "contradicted",
  },
  { edition: 2025, parameter: "empty", text: "", source: "c" },
];

describe("the method of an edition", () => {
  it("is PCT alone in 2017, two metrics to 2024 and three in 2025", () => {
    expect(method(2017).metrics).toEqual(["pct"]);
    expect(method(2018).metrics).toEqual(["pct", "publications"]);
    expect(method(2024).metrics).toEqual(["pct", "publications"]);
    expect(method(2025)).toEqual({
      edition: 2025,
      metrics: ["pct", "publications", "ventureDeals"],
      weights: { pct: 1, publications: 1, ventureDeals: 1 },
    });
  });

  it("is not guessed for other editions", () => {
    for (const edition of [2016, 2026, 2024.5, Number.NaN])
      expect(() => method(edition)).toThrow("is not known");
  });

  it("can be given as weights", () => {
    expect(weightsOf({ pct: 3 })).toEqual({ pct: 3 });
    expect(weightsOf(2017)).toEqual({ pct: 1 });
  });
});

describe("parameters of an edition", () => {
  it("are one entry per parameter, with all sources", () => {
    expect(parameters(rows, 2024)).toEqual([
      { parameter: "merge_distance", values: [5], unit: "km", sources: ["a", "b"] },
      { parameter: "window", values: ["2019-2023"], unit: null, sources: ["a"] },
    ]);
  });

  it("leave out contradicted and empty rows, and are none for an unknown edition", () => {
    expect(parameters(rows, 2025).map((entry) => entry.parameter)).toEqual(["window"]);
    expect(parameters(rows, 1999)).toEqual([]);
  });

  it("are compared without taking silence for no change", () => {
    expect(parameterChanges(rows, 2024, 2025).map((entry) => [entry.parameter, entry.change])).toEqual([
      ["merge_distance", "not known"],
      ["window", "changed"],
    ]);
    expect(parameterChanges(rows, 2024, 2024).map((entry) => entry.change)).toEqual(["same", "same"]);
  });
});

describe("the density rule of an edition", () => {
  it("is the one that data/methodology.csv has for 2024, with its source", () => {
    const { radius, threshold, merge, density, source } = identificationRule(2024);
    const rows = readData("data").methodology.filter((row) => row.edition === 2024);
    const stated = (name: string) => rows.find((row) => row.parameter === name);
    expect(stated("density_radius_km")).toMatchObject({ quantity: { value: radius, unit: "km" }, source });
    expect(stated("density_minimum")).toMatchObject({
      quantity: { value: threshold, unit: "inventors and authors" },
      source,
    });
    expect(stated("merge_distance_km")).toMatchObject({ quantity: { value: merge, unit: "km" }, source });
    expect(density).toEqual(method(2024).metrics);
  });

  it("is not guessed for other editions, and is there for every edition that has all three numbers", () => {
    const rows = readData("data").methodology;
    const needed = ["density_radius_km", "density_minimum", "merge_distance_km"];
    for (const edition of [2016, ...new Set(rows.map((row) => row.edition)), 2026]) {
      const named = rows.filter((row) => row.edition === edition).map((row) => row.parameter);
      if (needed.every((name) => named.includes(name)))
        expect(identificationRule(edition).edition).toBe(edition);
      else expect(() => identificationRule(edition)).toThrow("is not published");
    }
  });
});
