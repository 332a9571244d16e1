import { describe, expect, test } from "vitest";
import { agree, inherit, mergeSources, missing, published } from "../../../lib/clusters/figures/index.js";

const percent = (text: string, source: string) => published(text, { unit: "percent", source });

describe("mergeSources", () => {
  test("gives every id once, sorted, and nothing for nothing", () => {
    expect(mergeSources(["b", "a"], undefined, ["b", "Z"], [])).toEqual(["Z", "a", "b"]);
    expect(mergeSources()).toEqual([]);
  });
});

describe("inherit", () => {
  test("one projection among the inputs marks the result", () => {
    const inputs = [percent("2.9", "a"), { ...percent("2.3", "b"), projected: true }];
    expect(inherit(inputs)).toEqual({ sources: ["a", "b"], projected: true });
  });

  test("inputs without sources and projections leave nothing", () => {
    expect(inherit([{ value: 1, unit: "1" }])).toEqual({});
  });
});

describe("agree", () => {
  test("the same print of two sources keeps its interval and gets both sources", () => {
    expect(agree([percent("9.0", "b"), percent("9.0", "a")])).toEqual({
      value: 9,
      low: 8.95,
      high: 9.05,
      unit: "percent",
      sources: ["a", "b"],
    });
  });

  test("the more precise print gives the value, in whichever order", () => {
    for (const pair of [
      [percent("23", "a"), percent("22.7", "b")],
      [percent("22.7", "b"), percent("23", "a")],
    ]) {
      expect(agree(pair)).toMatchObject({ value: 22.7, low: 22.65, high: 22.75, sources: ["a", "b"] });
    }
  });

  test("the value stays inside of the intersection", () => {
    const { value, low, high } = agree([percent("10.0", "a"), { value: 12, low: 10.02, unit: "percent" }]);
    expect([value, low, high]).toEqual([(10.02 + 10.05) / 2, 10.02, 10.05]);
  });

  test("an open side stays open, and is closed by a source that closes it", () => {
    const over = published("11", { unit: "percent", qualifier: "over" });
    expect(agree([over])).toEqual({ value: 11, low: 11, unit: "percent" });
    expect(agree([over, percent("11", "a")])).toMatchObject({ low: 11, high: 11.5 });
    expect(agree([published("70", { unit: "percent", qualifier: "about" })])).toEqual({
      value: 70,
      unit: "percent",
    });
  });

  test("exact figures agree when they are equal", () => {
    expect(agree([published("24", { unit: "clusters" }), published("24", { unit: "clusters" })]).value).toBe(
      24,
    );
  });

  test("different prints exclude each other, even where their roundings touch", () => {
    expect(() => agree([percent("13", "a"), percent("18", "b")])).toThrow(
      "Figures contradict each other: 13 percent (a); 18 percent (b).",
    );
    expect(() => agree([percent("9.0", "a"), percent("9.1", "b")])).toThrow(/contradict/);
  });

  test("missing figures say nothing; all missing, the result is missing", () => {
    expect(agree([missing("percent"), percent("2.9", "a")]).value).toBe(2.9);
    expect(agree([missing("percent"), { ...missing("percent"), sources: ["a"] }])).toEqual({
      value: null,
      unit: "percent",
      sources: ["a"],
    });
  });

  test("no figure and two units are errors", () => {
    expect(() => agree([])).toThrow(/at least one/);
    expect(() => agree([missing("rank"), missing("percent")])).toThrow('Found units "rank" and "percent"');
  });
});
