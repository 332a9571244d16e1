import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { run } from "./support.js";

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
let kernel: Kernel;
/** The number of the cell that runs next. */
let next = 1;

beforeAll(async () => {
  kernel = await startKernel({ cwd });
});

beforeEach(async () => {
  next = ((await run(kernel, "")).result.executionCount ?? 0) + 1;
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(cwd, { recursive: true });
});

/** The frames of a failing cell, and the line of the cell that the traceback shows. */
async function frames(
  ...lines: string[]
): Promise<{ first: string | undefined; all: string[]; marked: string | undefined }> {
  const { result } = await run(kernel, lines.join("\n"));
  const traceback = result.error?.traceback ?? [];
  const all = traceback.filter((line) => line.startsWith("    at ")).map((line) => line.slice(7));
  return { first: all[0], all, marked: traceback.find((line) => line.startsWith("> ")) };
}

const at = (line: number, column: number, cell = next) => `Cell In[${cell}], line ${line}, column ${column}`;

describe("a run-time error points at the line of the cell", () => {
  test("on the first line", async () => {
    const { first, all, marked } = await frames("throw new Error('here')");
    expect(first).toBe(at(1, 7));
    expect(all).toHaveLength(1);
    expect(marked).toBe("> 1 | throw new Error('here')");
  });

  test("after lines that hold only types", async () => {
    const { first } = await frames(
      "interface Shape {",
      "  side: number;",
      "}",
      "type Shapes = Shape[];",
      "",
      "const none: Shapes = [];",
      "none[0].side;",
    );
    expect(first).toBe(at(7, 9));
  });

  test("after a statement of several lines, comments and empty lines", async () => {
    const { first } = await frames(
      "const table = [",
      "  1, // one",
      "  2,",
      "]",
      "  .map((x) => x + 1);",
      "",
      "/* a comment",
      "   of two lines */",
      "throw new Error(String(table));",
    );
    expect(first).toBe(at(9, 7));
  });

  test("after an import, and after an import of types alone", async () => {
    const { first } = await frames(
      "import * as fs from 'fs';",
      "import type { Stats } from 'fs';",
      "const stats: Stats | null = null;",
      "fs.readFileSync('/no/such/file');",
    );
    expect(first).toBe(at(4, 4));
  });

  test("in a cell with a top-level await", async () => {
    const { first } = await frames(
      "const one = await Promise.resolve(1);",
      "",
      "throw new Error(String(one));",
    );
    expect(first).toBe(at(3, 7));
  });

  test("in the last expression, which tslab moves into a variable", async () => {
    const { first } = await frames("const nothing: any = null;", "", "nothing.value");
    expect(first).toBe(at(3, 9));
  });

  test("with lines that end as on Windows", async () => {
    const { result } = await run(kernel, "const a = 1;\r\n\r\nthrow new Error(String(a));");
    expect(result.error?.traceback.at(-1)).toBe(`    at ${at(3, 7)}`);
  });

  test("in a function of an earlier cell, and at the call in the later one", async () => {
    const earlier = next;
    await run(
      kernel,
      "type N = number;\nfunction inverse(n: N) {\n  if (n === 0)\n    throw new Error('zero');\n  return 1 / n;\n}",
    );
    const { all, marked } = await frames("", "inverse(2);", "inverse(0);");
    expect(all).toEqual([`inverse (${at(4, 11, earlier)})`, at(3, 1, earlier + 1)]);
    expect(marked).toBe("> 4 |     throw new Error('zero');");
  });

  test("in a callback, an async function and a method", async () => {
    const { first } = await frames("[1].forEach(() => {", "  throw new Error('x');", "});");
    expect(first).toBe(at(2, 9));
    const inAsync = await frames(
      "async function later() {",
      "  await null;",
      "  throw new Error('y');",
      "}",
      "await later();",
    );
    expect(inAsync.first).toBe(`later (${at(3, 9, next + 1)})`);
    const inMethod = await frames(
      "class Deep {",
      "  go(): void {",
      "    throw new Error('z');",
      "  }",
      "}",
      "new Deep().go();",
    );
    expect(inMethod.first).toBe(`Deep.go (${at(3, 11, next + 2)})`);
  });

  test("in a promise that nobody handles, and in a timer", async () => {
    const rejected = await frames("", "void Promise.reject(new Error('lost'));");
    expect(rejected.first).toBe(at(2, 21));
    const timed = await frames("", "", "void setTimeout(() => {", "  throw new Error('tick');", "}, 1);");
    expect(timed.first).toContain(at(4, 9, next + 1));
  });

  test("in the stack that the cell itself reads", async () => {
    const { stdout } = await run(kernel, "\n\nconsole.log(new Error('mine').stack)");
    expect(stdout).toContain(at(3, 13));
  });

  test("with a deep recursion the cell is still named", async () => {
    const { traceback } = await run(kernel, "function down(): number {\n  return down() + 1;\n}\ndown()");
    expect(traceback).toMatch(/^RangeError: Maximum call stack size exceeded/);
    expect(traceback).toContain("line 2");
  });
});

test("a relative TypeScript file is named by its own line", async () => {
  writeFileSync(
    join(cwd, "helper.ts"),
    "interface A {\n  a: number;\n}\n\nexport function fail(a: A) {\n  throw new Error(String(a.a));\n}\n",
  );
  const { all } = await frames("import { fail } from './helper';", "fail({ a: 1 })");
  expect(all).toEqual(["fail (helper.ts:6:9)", at(2, 1)]);
});

test("causes and parts of an error are told, each with its frames", async () => {
  const { traceback } = await run(kernel, "throw new Error('outer', { cause: new TypeError('inner') })");
  expect(traceback).toMatch(/Caused by: TypeError: inner\n {4}at Cell In/);
  const parts = await run(kernel, "throw new AggregateError([new Error('a'), 'b'], 'both')");
  expect(parts.traceback).toMatch(/Caused by: Error: a[\s\S]*Caused by: 'b'/);
});

test("the class of an error that has not set its name is its name", async () => {
  const { result } = await run(kernel, "class DataError extends Error {}\nthrow new DataError('bad row')");
  expect(result.error).toMatchObject({ ename: "DataError", evalue: "bad row" });
});

test("a message of a million characters is cut, with a notice", async () => {
  const { result } = await run(kernel, "throw new Error('x'.repeat(1e6))");
  expect(result.error?.evalue.length).toBeLessThan(30_000);
  expect(result.error?.evalue).toMatch(/more characters\)$/);
});

test("no machinery and no path of this machine is in a traceback", async () => {
  const { traceback } = await run(kernel, "import * as fs from 'fs';\nJSON.parse('{');");
  expect(traceback).not.toMatch(/node:|tslab|preload|evalmachine/);
  expect(traceback).not.toContain(cwd);
});

describe("what TypeScript refuses", () => {
  test("names line and column of each complaint", async () => {
    const { result } = await run(kernel, "const a = 1;\n\nconst s: string = a;\nunknownName();");
    expect(result.error).toMatchObject({
      ename: "TypeScriptError",
      evalue: "Type 'number' is not assignable to type 'string'.",
    });
    expect(result.error?.traceback).toEqual([
      "TypeScriptError: Type 'number' is not assignable to type 'string'.",
      `Cell In[${next}], line 3`,
      "  1 | const a = 1;",
      "  2 | ",
      "> 3 | const s: string = a;",
      "    |       ^",
      `${at(3, 7)}: Type 'number' is not assignable to type 'string'.`,
      `${at(4, 1)}: Cannot find name 'unknownName'.`,
    ]);
  });

  test("may be the syntax, at the very end", async () => {
    const { result, stderr } = await run(kernel, "function f() {\n  return 1;\n");
    expect(result.error).toMatchObject({ ename: "TypeScriptError", evalue: "'}' expected." });
    expect(result.error?.traceback).toContain(`${at(3, 1)}: '}' expected.`);
    expect(stderr).toBe("");
  });
});
