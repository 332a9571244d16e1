import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCompiler } from "../../../lib/kernel/compiler/compiler.js";
import type { Compiled, Compiler, RanCell, Refused, Setting } from "../../../lib/kernel/compiler/contract.js";
import { createFolder, near, write } from "./notebook.js";

let folder: string;
let setting: Setting;
let compilers: Compiler[];

beforeEach(() => {
  folder = createFolder({ "lib.ts": "export const unit = 'km';" });
  setting = { folder, language: "typescript" };
  compilers = [];
});

afterEach(() => {
  for (const compiler of compilers) compiler.close();
  rmSync(folder, { recursive: true });
});

function open(): Compiler {
  const compiler = createCompiler({ near: [near] });
  compilers.push(compiler);
  return compiler;
}

/** Compiles cells one after another; refused ones are left out of the history. */
async function compileAll(compiler: Compiler, sources: readonly string[]): Promise<(Compiled | Refused)[]> {
  const history: RanCell[] = [];
  const results: (Compiled | Refused)[] = [];
  for (const source of sources) {
    const result = await compiler.compile({ setting, history, source });
    if (result.status === "compiled") history.push({ id: result.id });
    results.push(result);
  }
  return results;
}

const turns = (count: number) =>
  Array.from({ length: count }).reduce<Promise<void>>(
    (before) => before.then(() => new Promise((resolve) => setImmediate(resolve))),
    Promise.resolve(),
  );

const NOTEBOOK = [
  "import { unit } from './lib';\nlet n = 1;",
  "const s: string = n;",
  "n = 'x';",
  "const text = unit + n;",
  "declare global { var told: number }\nenum E { a }",
  "told satisfies number; E.a; text.length",
  "broken(",
  "import * as path from 'node:path';\nexport type P = path.ParsedPath;",
  "const p: P = path.parse(text); document.title;",
  "let n = text; const enum K { k = 2 }",
  "[n.length, K.k, typeof document]",
];

test("what was compiled beforehand is what would be compiled later", async () => {
  const alone = await compileAll(open(), NOTEBOOK);
  const compiler = open();
  compiler.ahead({ setting, history: [], sources: NOTEBOOK });
  await turns(40);
  expect(await compileAll(compiler, NOTEBOOK)).toEqual(alone);
  // The same while the work goes on.
  const busy = open();
  busy.ahead({ setting, history: [], sources: NOTEBOOK });
  expect(await compileAll(busy, NOTEBOOK)).toEqual(alone);
});

describe("what a cell declares for all cells", () => {
  test("is not known to those before it, though they are compiled together", async () => {
    const sources = ["const early = told;", "declare global { var told: number }", "const late = told;"];
    const compiler = open();
    compiler.ahead({ setting, history: [], sources });
    await turns(10);
    const results = await compileAll(compiler, sources);
    expect(results.map(({ status }) => status)).toEqual(["refused", "compiled", "compiled"]);
  });

  test("is that of packages, too", async () => {
    write(
      folder,
      "node_modules/with-globals/package.json",
      '{ "name": "with-globals", "types": "./i.d.ts" }',
    );
    write(
      folder,
      "node_modules/with-globals/i.d.ts",
      "declare global { var ofPackage: number }\nexport declare const a: 1;",
    );
    const sources = ["ofPackage;", "import { a } from 'with-globals';", "ofPackage + a"];
    const compiler = open();
    compiler.ahead({ setting, history: [], sources });
    await turns(10);
    const results = await compileAll(compiler, sources);
    expect(results.map(({ status }) => status)).toEqual(["refused", "compiled", "compiled"]);
  });
});

describe("what was compiled beforehand is compiled anew", () => {
  test("where a file has changed that it rests on", async () => {
    const compiler = open();
    const sources = ["import { unit } from './lib';", "unit.length"];
    compiler.ahead({ setting, history: [], sources });
    await turns(10);
    write(folder, "lib.ts", "export const unit = 12345;");
    const [, second] = await compileAll(compiler, sources);
    expect(second).toMatchObject({ status: "refused", diagnostics: [{ code: 2339 }] });
  });

  test("where a file has come that was looked for", async () => {
    const compiler = open();
    const sources = ["import { late } from './late';"];
    compiler.ahead({ setting, history: [], sources });
    await turns(10);
    write(folder, "late.ts", "export const late = 1;");
    expect(await compileAll(compiler, sources)).toMatchObject([{ status: "compiled" }]);
  });

  test("where the cell before it has failed", async () => {
    const compiler = open();
    const sources = ["const a = 1; const b = 2;", "a + b"];
    compiler.ahead({ setting, history: [], sources });
    await turns(10);
    const first = await compiler.compile({ setting, history: [], source: sources[0] ?? "" });
    const id = first.status === "compiled" ? first.id : "";
    const second = await compiler.compile({ setting, history: [{ id, reached: ["a"] }], source: "a + b" });
    expect(second).toMatchObject({ status: "refused", diagnostics: [{ message: "Cannot find name 'b'." }] });
  });
});
