import { SourceMap } from "node:module";
import { expect, test } from "vitest";
import { readMappings, writeMappings } from "../../../lib/kernel/compiler/script/mappings.js";
import { openNotebook, runCells } from "./notebook.js";

test("mappings are read as they are written", () => {
  const places = [
    { line: 0, column: 0, sourceLine: 3, sourceColumn: 17 },
    { line: 0, column: 40, sourceLine: 0, sourceColumn: 2 },
    { line: 2, column: 5, sourceLine: 1_000_000, sourceColumn: 0 },
    { line: 2, column: 6, sourceLine: 1, sourceColumn: 70_000 },
  ];
  expect(readMappings(writeMappings(places))).toEqual(places);
});

/** Where an error of a cell comes from, in the cell. */
async function placeOf(source: string, before: readonly string[] = []): Promise<string> {
  const outcome = (await runCells([...before, source])).at(-1);
  const [line = 0, column = 0] =
    /<anonymous>:(\d+):(\d+)/
      .exec(outcome?.error ?? "")
      ?.slice(1)
      .map(Number) ??
    outcome?.place ??
    [];
  const map = new SourceMap(JSON.parse(outcome?.compiled?.map ?? ""));
  const entry = map.findEntry(line - 1, column - 1);
  return "originalLine" in entry ? `${entry.originalLine + 1}:${entry.originalColumn + 1}` : "nowhere";
}

for (const [what, source, place, before] of [
  ["a plain statement", "const a: number = 1;\n\n  throw new Error('x');", "3:9"],
  ["the last expression", "interface I { a: 1 }\nconst o = null as unknown as { f(): void };\no.f()", "3:3"],
  [
    "a function, moved to the beginning",
    "const before = 1;\nclass Z {}\nfunction f(): never {\n  throw new TypeError('x');\n}\nf()",
    "4:9",
  ],
  [
    "a method of a class",
    "type T = 1;\nexport class K { static m() { throw new Error('x') } }\nK.m()",
    "2:37",
  ],
  ["a variable that is marked", "const URL = 'u', event = { URL };\nthrow new Error(URL)", "2:7"],
  [
    "a `var` in a loop",
    "for (var i = 0, n = 3; i < n; i++) { var { a, b } = null as unknown as { a: 1, b: 2 } }",
    "1:44",
  ],
  ["a constant of an earlier cell", "// @ts-nocheck\nlet b = 1;\nc = b;", "3:1", ["const c = 1"]],
  [
    "a cell that uses `using`",
    "using h = null;\nfunction f() { return 1 }\n(null as unknown as { x: 1 }).x",
    "3:31",
  ],
] as const)
  test(`an error in ${what} is traced to its line and column`, async () => {
    expect(await placeOf(source, before)).toBe(place);
  });

test("the map's one source is the cell's text", async () => {
  const notebook = openNotebook();
  const { compiled } = await notebook.run("const a = 1;");
  expect(JSON.parse(compiled?.map ?? "")).toMatchObject({
    version: 3,
    sources: ["cell"],
    sourcesContent: ["const a = 1;"],
  });
  await notebook.close();
});
