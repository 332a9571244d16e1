import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compiler, openNotebook, type TestNotebook } from "./notebook.js";

let notebook: TestNotebook;

beforeAll(async () => {
  notebook = openNotebook();
  await notebook.run(
    "/** The yearly rate. */\nlet interestRate = 0.1;\n/**\n * Adds.\n * @param a the first\n * @example add(1, 2)\n */\nfunction add(a: number, b = 2): number { return a + b; }\ninterface Row { id: number; 'odd key': string }\nconst row: Row = { id: 1, 'odd key': '' };",
  );
  await notebook.run("import * as path from 'node:path';\nconst rates: Map<string, number> = new Map();");
});

afterAll(() => notebook.close());

/** Asks at the `|` of a cell's text. */
function at(text: string) {
  const position = text.indexOf("|");
  const source = text.replace("|", "");
  return { setting: notebook.setting, history: notebook.history, source, position };
}

describe("completion", () => {
  const names = async (text: string) => (await compiler.complete(at(text))).entries.map(({ name }) => name);
  test("knows what earlier cells have declared, and what the cell has so far", async () => {
    expect(await names("const rateHere = 1;\nrat|")).toEqual(
      expect.arrayContaining(["rates", "rateHere", "interestRate"]),
    );
  });
  test("puts what begins so first", async () => {
    expect((await names("const rateHere = 1;\nrat|")).slice(0, 2).sort()).toEqual(["rateHere", "rates"]);
    expect((await names("PATH|")).slice(0, 1)).toEqual(["path"]);
  });
  test("knows members, with their kinds, and says what they replace", async () => {
    expect(await compiler.complete(at("path.basen|"))).toEqual({
      start: 5,
      end: 10,
      entries: [{ name: "basename", kind: "method" }],
    });
    expect(await names("row.i|")).toContain("id");
    expect((await compiler.complete(at("rates.ge|t('x')"))).end).toBe(9);
  });
  test("knows types, keys of objects and texts that fit", async () => {
    expect(await names("let r: Ro|")).toContain("Row");
    expect(await names("const r: Row = { | }")).toContain("id");
    expect(
      await names("const u: 'km' | 'mi' = '|'".replace(" | ", " \u007c ").replace("'|'", "'|'")),
    ).toBeDefined();
  });
  test("works in a cell that is not whole", async () => {
    expect(await names("if (interestRate > 0) { add(row.|")).toContain("id");
  });
});

describe("inspection", () => {
  test("tells the declaration of a name of an earlier cell, its comment and its tags", async () => {
    expect(await compiler.inspect(at("interest|Rate"))).toEqual({
      signature: "let interestRate: number",
      documentation: "The yearly rate.",
      tags: [],
    });
    expect(await compiler.inspect(at("ad|d(1)"))).toEqual({
      signature: "function add(a: number, b?: number): number",
      documentation: "Adds.",
      tags: ["@param a the first", "@example add(1, 2)"],
    });
  });
  test("works right behind a name, and tells nothing of nothing", async () => {
    expect(await compiler.inspect(at("row|"))).toMatchObject({ signature: "const row: Row" });
    expect(await compiler.inspect(at("  |  "))).toBeNull();
  });
  test("tells of Node's own, with what it documents", async () => {
    const found = await compiler.inspect(at("path.jo|in()"));
    expect(found?.signature).toMatch(/join\(\.\.\.paths: string\[\]\): string/);
    expect(found?.documentation).toMatch(/Join all arguments together/);
  });
});

test("diagnosis tells everything wrong with a cell, and nothing of a sound one", async () => {
  expect(await compiler.diagnose(at("add('x');\nnobody|"))).toMatchObject([
    { line: 1, column: 5, code: 2345, length: 3 },
    { line: 2, column: 1, code: 2304, length: 6 },
  ]);
  expect(await compiler.diagnose(at("add(1)|"))).toEqual([]);
});

describe("a cell is", () => {
  const statusOf = (source: string, language: "typescript" | "javascript" = "typescript") =>
    compiler.completeness({ setting: { ...notebook.setting, language }, source });
  for (const source of [
    "",
    "1 + 1",
    "const a: number = 1;",
    "for (;;) {}\n",
    "await f()",
    "`a\nb`",
    "// only",
    "<T>(x: T) => x",
    "type A = 1",
  ])
    test(`complete: ${JSON.stringify(source)}`, async () =>
      expect(await statusOf(source)).toEqual({ status: "complete" }));
  for (const [source, indent] of [
    ["function f() {", "  "],
    ["if (a) {\n  for (;;) {", "    "],
    ["f(1,", "  "],
    ["const a =", ""],
    ["`open", ""],
    ["/* open", ""],
    ["[1, {", "    "],
    ["a ?", ""],
    ["import {", "  "],
    ["class A {\n  m() {}\n", "  "],
  ] as const)
    test(`incomplete: ${JSON.stringify(source)}`, async () =>
      expect(await statusOf(source)).toEqual({ status: "incomplete", indent }));
  for (const source of ["a b", "}", "let 1 = 2", "'open", "f(]"])
    test(`invalid: ${JSON.stringify(source)}`, async () =>
      expect(await statusOf(source)).toEqual({ status: "invalid" }));
  test("invalid in JavaScript where it has types", async () => {
    expect(await statusOf("if (a) {", "javascript")).toEqual({ status: "incomplete", indent: "  " });
  });
});
