import * as aq from "arquero";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../../lib/kernel/results/index.js";
import { cellsOf } from "./support.js";

const cells = (data: unknown, columns?: readonly string[]) =>
  cellsOf(String(tableOf(data, columns).data["text/html"]));

describe("console.table", () => {
  it("prints the text that Node prints", () => {
    expect(tableOf([{ a: 1, b: "x" }]).data["text/plain"]).toBe(
      [
        "┌─────────┬───┬─────┐",
        "│ (index) │ a │ b   │",
        "├─────────┼───┼─────┤",
        "│ 0       │ 1 │ 'x' │",
        "└─────────┴───┴─────┘",
      ].join("\n"),
    );
  });
  it("shows the same columns as HTML", () => {
    expect(cells([{ a: 1 }, { b: "<" }, 3])).toEqual([
      ["(index)", "a", "b", "Values"],
      ["0", "1", "", ""],
      ["1", "", "&lt;", ""],
      ["2", "", "", "3"],
    ]);
    expect(cells({ x: { a: 1 }, y: [5] })).toEqual([
      ["(index)", "a", "0"],
      ["x", "1", ""],
      ["y", "", "5"],
    ]);
    expect(cells(new Map([["k", 1]]))).toEqual([
      ["(iteration index)", "Key", "Values"],
      ["0", "k", "1"],
    ]);
    expect(cells(new Set(["v"]))).toEqual([
      ["(iteration index)", "Values"],
      ["0", "v"],
    ]);
  });
  it("takes the columns that are asked for", () => {
    expect(cells([{ a: 1, b: 2, c: 3 }], ["c", "a"])).toEqual([
      ["(index)", "c", "a"],
      ["0", "3", "1"],
    ]);
    expect(cells(aq.from([{ a: 1, b: 2 }]), ["b"])).toEqual([["b"], ["2"]]);
  });
  it("prints what is no table as console.log does", () => {
    expect(tableOf("a <b>").data).toEqual({ "text/plain": "a <b>" });
    expect(tableOf(null).data).toEqual({ "text/plain": "null" });
    expect(tableOf(undefined).data).toEqual({ "text/plain": "undefined" });
  });
  it("leaves an iterator as it is", () => {
    const entries = new Map([["k", 1]]).entries();
    expect(tableOf(entries).data["text/plain"]).toContain("'k'");
    expect(entries.next().value).toEqual(["k", 1]);
  });
  it.each([
    ["an array", Array.from({ length: 1_500 }, (_, i) => ({ i }))],
    ["an object", Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`k${i}`, i]))],
    ["a Map", new Map(Array.from({ length: 1_500 }, (_, i) => [i, i]))],
  ])("cuts %s with a line that says so", (_, data) => {
    const { data: forms } = tableOf(data);
    expect(forms["text/plain"]).toMatch(/\n\.\.\. 500 more rows$/);
    expect(forms["text/html"]).toContain("50 of 1,500 rows are shown.");
  });
  it("never throws", () => {
    const hostile = new Proxy([], { get: () => expect.unreachable() });
    expect(tableOf(hostile).data["text/plain"]).toContain("[]");
  });
});
