import { createRequire } from "node:module";
import * as aq from "arquero";
import { describe, expect, it } from "vitest";
import { sanitise } from "../../../lib/notebook/report/sanitise.js";
import { cellsOf, formsOf, htmlOf } from "./support.js";

describe("an array of records", () => {
  it("is a table with numbers aligned and texts escaped", async () => {
    expect(await htmlOf([{ a: 1.5, "<b>": "<i>&\"'" }])).toBe(
      '<table><thead><tr><th class="number">a</th><th>&lt;b&gt;</th></tr></thead>' +
        '<tbody><tr><td class="number">1.5</td><td>&lt;i&gt;&amp;&quot;&#39;</td></tr></tbody></table>',
    );
  });
  it("has the keys of all records as columns, and tells what is missing from undefined and null", async () => {
    expect(cellsOf(await htmlOf([{ a: 1 }, { b: undefined, c: null }]))).toEqual([
      ["a", "b", "c"],
      ["1", "", ""],
      ["", "<em>undefined</em>", "<em>null</em>"],
    ]);
  });
  it.each([
    [0.1 + 0.2, "0.30000000000000004"],
    [1e21, "1e+21"],
    [123456789.125, "123456789.125"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [123456789012345678901234567890n, "123456789012345678901234567890"],
    [true, "true"],
    [new Date("2025-01-31"), "2025-01-31"],
    [new Date("2025-01-31T12:30:00Z"), "2025-01-31T12:30:00Z"],
    [new Date("2025-01-31T12:30:00.250Z"), "2025-01-31T12:30:00.250Z"],
    [new Date(Number.NaN), "Invalid Date"],
    [{ a: { b: [1, 2] } }, "{ a: { b: [Array] } }"],
    [[1, "<"], "[ 1, &#39;&lt;&#39; ]"],
    [new Map([["a", 1]]), "Map(1) { &#39;a&#39; =&gt; 1 }"],
    [Math.max, "[Function: max]"],
    [Symbol("s"), "Symbol(s)"],
    [new TypeError("bad <b>"), "TypeError: bad &lt;b&gt;"],
    ["x".repeat(300), `${"x".repeat(199)}…`],
  ])("prints the cell %s as %s", async (value, text) => {
    expect(cellsOf(await htmlOf([{ value }]))[1]).toEqual([text]);
  });
  it("calls no getter", async () => {
    const record = Object.defineProperty({}, "a", { get: () => expect.unreachable(), enumerable: true });
    expect(cellsOf(await htmlOf([record]))[1]).toEqual(["[Getter]"]);
  });
  it("says how many rows and columns of how many are shown", async () => {
    const record = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`c${i}`, "<".repeat(1_000)]));
    const html = await htmlOf(Array.from({ length: 1_200 }, () => record));
    expect(html).toMatch(
      /<p class="table-note">\d+ of 1,200 rows and 50 of at least 3,000 columns are shown\.<\/p>$/,
    );
    expect(html.length).toBeLessThan(600_000);
    expect(await htmlOf(Array.from({ length: 51 }, (_, i) => ({ i })))).toContain(
      '<p class="table-note">50 of 51 rows are shown.</p>',
    );
  });
  it("keeps its alignment and its line in a report", async () => {
    const html = String((await formsOf([{ n: 1, t: "x" }]))["text/html"]);
    const clean = sanitise(html);
    expect(clean).toContain('<td class="number">1</td><td>x</td>');
    expect(clean).not.toContain("style");
  });
  it.each([
    ["records and others", [{ a: 1 }, 2]],
    ["empty records", [{}, {}]],
    ["nothing", []],
    ["texts", ["a", "b"]],
    ["errors", [new Error("x")]],
  ])("is text where it holds %s", async (_, list) => {
    expect(Object.keys(await formsOf(list))).toEqual(["text/plain"]);
  });
});

describe("other collections", () => {
  it("shows a Map by its keys, with records as columns", async () => {
    expect(
      cellsOf(
        await htmlOf(
          new Map<unknown, unknown>([
            ["<a>", 1],
            [{ k: 1 }, "x"],
          ]),
        ),
      ),
    ).toEqual([
      ["key", "value"],
      ["&lt;a&gt;", "1"],
      ["{ k: 1 }", "x"],
    ]);
    expect(
      cellsOf(
        await htmlOf(
          new Map([
            ["a", { x: 1 }],
            ["b", { x: 2 }],
          ]),
        ),
      ),
    ).toEqual([
      ["key", "x"],
      ["a", "1"],
      ["b", "2"],
    ]);
  });
  it("shows a typed array by its index", async () => {
    const html = await htmlOf(new Float64Array(1_000).fill(0.5));
    expect(cellsOf(html).slice(0, 2)).toEqual([
      ["", "value"],
      ["0", "0.5"],
    ]);
    expect(html).toContain("50 of 1,000 rows are shown.");
  });
  it("shows rows of the same length, and not what is ragged or nested", async () => {
    expect(
      cellsOf(
        await htmlOf([
          [1, "a"],
          [2, "b"],
        ]),
      ),
    ).toEqual([
      ["", "0", "1"],
      ["0", "1", "a"],
      ["1", "2", "b"],
    ]);
    expect(await htmlOf([[1, 2], [3]])).toBe("");
    expect(await htmlOf([[[1]], [[2]]])).toBe("");
  });
  it("shows a Set of records, and other Sets as text", async () => {
    expect(cellsOf(await htmlOf(new Set([{ a: 1 }])))).toEqual([["a"], ["1"]]);
    expect(await htmlOf(new Set([1, 2]))).toBe("");
  });
});

describe("data frames", () => {
  it("shows an arquero table in its order and through its filter, as HTML and as text", async () => {
    const table = aq
      .from([
        { a: 1, b: "<x>" },
        { a: 3, b: "y" },
        { a: 2, b: null },
      ])
      .filter("d => d.a > 1")
      .orderby("a");
    expect(cellsOf(await htmlOf(table))).toEqual([
      ["a", "b"],
      ["2", "<em>null</em>"],
      ["3", "y"],
    ]);
    expect((await formsOf(table))["text/plain"]).toBe("a  b\n2  null\n3  y");
    expect(await htmlOf(aq.from([{ b: "<x>" }]))).toContain("&lt;x&gt;");
  });
  it("cuts a long arquero table with a line that says so, in both forms", async () => {
    const forms = await formsOf(aq.table({ a: Array.from({ length: 1_000 }, (_, i) => i) }));
    expect(forms["text/html"]).toContain("50 of 1,000 rows are shown.");
    expect(forms["text/plain"]).toMatch(/49\n50 of 1,000 rows are shown\.$/);
  });
  it("shows danfojs DataFrames and Series with their index", async () => {
    const danfo = createRequire(import.meta.url)("danfojs-node");
    const frame = new danfo.DataFrame(
      [
        { a: 1, b: "<x>" },
        { a: 2, b: null },
      ],
      { index: ["r", "s"] },
    );
    expect(cellsOf(await htmlOf(frame))).toEqual([
      ["", "a", "b"],
      ["r", "1", "&lt;x&gt;"],
      ["s", "2", "<em>null</em>"],
    ]);
    expect((await formsOf(frame))["text/plain"]).toBe("   a  b\nr  1  <x>\ns  2  null");
    expect(cellsOf(await htmlOf(frame.a))).toEqual([
      ["", "a"],
      ["r", "1"],
      ["s", "2"],
    ]);
  });
});
