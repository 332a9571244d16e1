import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimals, missing, published } from "../../../lib/clusters/figures/index.js";

const percent = { unit: "percent" };

describe("published", () => {
  test("a share printed as 9.0 lies in [8.95, 9.05]", () => {
    expect(published("9.0", percent)).toEqual({ value: 9, low: 8.95, high: 9.05, unit: "percent" });
  });

  test("a share printed as 9 lies in [8.5, 9.5]: the decimals carry the rounding", () => {
    expect(published("9", percent)).toMatchObject({ low: 8.5, high: 9.5 });
  });

  test("a fractional count printed as an integer lies half a count around it", () => {
    expect(published("117542", { unit: "applications" })).toMatchObject({ low: 117541.5, high: 117542.5 });
  });

  test.each(["rank", "places", "clusters", "economies", "years", "1"])("a figure in %s is exact", (unit) => {
    expect(published("24", { unit })).toMatchObject({ value: 24, low: 24, high: 24 });
  });

  test("bounds are the nearest decimal numbers, without the noise of binary addition", () => {
    expect(published("1.1", percent)).toMatchObject({ low: 1.05, high: 1.15 });
    expect(published("0.3", percent)).toMatchObject({ low: 0.25, high: 0.35 });
    expect(published("-4.4", percent)).toMatchObject({ value: -4.4, low: -4.45, high: -4.35 });
    expect(published("0.0", percent)).toMatchObject({ value: 0, low: -0.05, high: 0.05 });
  });

  test("every print lies inside of its interval, whose bounds have one decimal more", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
        const text = (digits / 10 ** places).toFixed(places);
        const { value, low, high } = published(text, percent);
        expect(low).toBeLessThan(value ?? Number.NaN);
        expect(high).toBeGreaterThan(value ?? Number.NaN);
        expect(Number((low ?? 0).toFixed(places + 1))).toBe(low);
      }),
    );
  });

  test("about has bounds only where the width of the print is given", () => {
    expect(published("70", { ...percent, qualifier: "about" })).toEqual({ value: 70, unit: "percent" });
    expect(published("13000", { unit: "applications", qualifier: "about", halfWidth: 500 })).toMatchObject({
      low: 12500,
      high: 13500,
    });
  });

  test("over bounds below only, under and almost bound above only", () => {
    expect(published("11", { ...percent, qualifier: "over" })).toEqual({
      value: 11,
      low: 11,
      unit: "percent",
    });
    expect(published("3", { ...percent, qualifier: "under" })).toEqual({
      value: 3,
      high: 3,
      unit: "percent",
    });
    expect(published("20", { ...percent, qualifier: "almost" })).toEqual({
      value: 20,
      high: 20,
      unit: "percent",
    });
  });

  test("a width closes the open side of almost", () => {
    expect(published("20", { ...percent, qualifier: "almost", halfWidth: 1 })).toMatchObject({
      low: 19,
      high: 20,
    });
  });

  test("source and projection are kept, and absent where there is none", () => {
    const print = { ...percent, source: "a", projected: true };
    expect(published("2.3", print)).toMatchObject({ sources: ["a"], projected: true });
    expect(Object.keys(published("2.3", { ...percent, projected: false }))).not.toContain("projected");
  });

  test.each(["", "NaN", "Infinity", "1e3", "1,5", "9.", ".5", "+1", " 1", "0x10"])(
    "%j is refused",
    (text) => {
      expect(() => published(text, percent)).toThrow(/expected a number in plain decimal notation/);
    },
  );
});

test("decimals are counted in the text", () => {
  expect([decimals("9"), decimals("9.0"), decimals("98.18")]).toEqual([0, 1, 2]);
});

test("a missing figure has no value and no bounds", () => {
  expect(missing("percent")).toEqual({ value: null, unit: "percent" });
});
