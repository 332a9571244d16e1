import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFolder, lastOf, openNotebook, runCells, write } from "./notebook.js";

let folder: string;

beforeAll(() => {
  folder = createFolder({
    "plain.mjs": "export default 'd'; export const a = 1; export let b = 2;",
    "data.json": '{ "n": 3 }',
    "types.d.ts": "export interface Row { id: number } export declare class Shape { side: number }",
    "types.js": "export class Shape { side = 4 }",
    "node_modules/only-modules/package.json":
      '{ "name": "only-modules", "version": "1.0.0", "exports": { "./sub": { "types": "./s.d.mts", "import": "./s.mjs" } } }',
    "node_modules/only-modules/s.mjs": "export const sub = 'sub';",
    "node_modules/only-modules/s.d.mts": "export declare const sub: string;",
    "node_modules/no-types/package.json": '{ "name": "no-types", "version": "1.0.0", "main": "index.js" }',
    "node_modules/no-types/index.js": "exports.anything = 5;",
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

const gives = (name: string, cells: readonly string[], expected: string) =>
  test(name, async () => expect(await lastOf(cells, { folder })).toBe(expected));

describe("an import", () => {
  gives(
    "takes a default, names and all of a module",
    [
      "import d, { a, b as c } from './plain.mjs';\nimport * as all from './plain.mjs';\nimport e, * as both from './plain.mjs';",
      "[d, a, c, all.a, e, both.b]",
    ],
    "[ 'd', 1, 2, 1, 'd', 2 ]",
  );
  gives(
    "comes before what stands above it",
    ["console.log(sep.length);\nimport { sep } from 'node:path';"],
    "1\n",
  );
  gives(
    "of a type leaves nothing to load",
    [
      "import { Row, Shape } from './types.js';\nimport type * as t from './types.js';",
      "const r: Row = { id: 1 }; const s: t.Shape = new Shape();\n[r, s.side]",
    ],
    "[ { id: 1 }, 4 ]",
  );
  gives(
    "of JSON has its attributes",
    ["import data from './data.json' with { type: 'json' };", "const n: number = data.n; n"],
    "3",
  );
  gives("for effects alone", ["import './plain.mjs';\n1"], "1");
  gives(
    "by require",
    [
      "import path = require('node:path');\nconst os = require('node:os');",
      "[path.sep.length, typeof os.cpus]",
    ],
    "[ 1, 'function' ]",
  );
  gives(
    "at any time",
    [
      "const { a } = await import('./plain.mjs');\nconst load = (name: string) => import(name);",
      "[a, (await load('./plain.mjs')).b]",
    ],
    "[ 1, 2 ]",
  );
  gives("of a package with `exports` alone", ["import { sub } from 'only-modules/sub';\nsub.length"], "3");
  gives(
    "of a package without types is anything",
    ["import { anything } from 'no-types';\nanything.what ?? anything"],
    "5",
  );
  gives(
    "of this project's packages, far from them",
    [
      "import * as aq from 'arquero';\nimport { display } from 'tslab';\nimport { solve } from 'yalps';",
      "[aq.table({ a: [1, 2] }).numRows(), typeof display.html, typeof solve]",
    ],
    "[ 2, 'function', 'function' ]",
  );
  gives(
    "of nothing is refused",
    ["import { x } from 'not-there';"],
    "TS2307 1:19 Cannot find module 'not-there' or its corresponding type declarations.",
  );
  gives(
    "of a name that is missing is refused",
    ["import { nothing } from './plain.mjs';"],
    `TS2614 1:10 Module '"./plain.mjs"' has no exported member 'nothing'. Did you mean to use 'import nothing from "./plain.mjs"' instead?`,
  );
  gives(
    "may come again, and may be assigned to by a declaration only",
    ["import { a } from './plain.mjs';", "import { b as a } from './plain.mjs';", "a"],
    "2",
  );
  gives(
    "is a constant",
    [
      "import { a } from './plain.mjs';",
      "// @ts-nocheck\ntry { a = 2 } catch (e) { console.log(e.name, a) }",
    ],
    "TypeError 1\n",
  );
});

describe("an export", () => {
  gives(
    "of a declaration",
    [
      "export const answer = 42; export { answer as other }; export type { T }; type T = typeof answer;",
      "const t: T = 42; answer === t",
    ],
    "true",
  );
  gives(
    "from elsewhere makes variables of it",
    [
      "export { a, b as bee, default as def } from './plain.mjs';\nexport * as whole from './plain.mjs';\nexport * from './plain.mjs';\nexport { type Row } from './types.js';",
      "const r: Row = { id: 1 };\n[a, bee, def, whole.a, r.id]",
    ],
    "[ 1, 2, 'd', 1, 1 ]",
  );
  gives(
    "of types alone",
    ["type Tree<T> = { v: T };\nexport type { Tree as T2, Tree };", "const t: Tree<number> = { v: 1 }; t.v"],
    "1",
  );
});

describe("import.meta and the variables of CommonJS", () => {
  gives(
    "are the notebook's",
    [
      "[import.meta.dirname === __dirname, import.meta.url.startsWith('file:'), typeof require, typeof module, typeof exports, __filename.endsWith('.ts')]",
    ],
    "[ true, true, 'function', 'object', 'object', true ]",
  );
});

describe("a file of the project", () => {
  test("that is edited shows in the next cell", async () => {
    const notebook = openNotebook({ folder });
    write(folder, "edited.ts", "export const e: number = 1;");
    const cell = "import { e } from './edited.ts';\nconst s: string = e;";
    expect((await notebook.run(cell)).diagnostics).toMatchObject([{ code: 2322 }]);
    write(folder, "edited.ts", "export const e: string = 'x';");
    expect(await notebook.run(cell)).not.toHaveProperty("diagnostics");
    await notebook.close();
  });

  test("that is edited shows behind another one, too, and in what an earlier cell has imported", async () => {
    const notebook = openNotebook({ folder });
    write(folder, "outer.ts", "export * from './inner';");
    write(folder, "inner.ts", "export const i = 1;");
    await notebook.run("import { i } from './outer';");
    write(folder, "inner.ts", "export const i = 'text';");
    expect((await notebook.run("const n: number = i;")).diagnostics).toMatchObject([{ code: 2322 }]);
    await notebook.close();
  });

  test("that comes later is found by the next cell, and so is a package", async () => {
    const notebook = openNotebook({ folder });
    const cell = "import { l } from './later';\nimport { p } from 'later-package';";
    expect((await notebook.run(cell)).diagnostics).toMatchObject([{ code: 2307 }, { code: 2307 }]);
    write(folder, "later.ts", "export const l = 1;");
    expect((await notebook.run(cell)).diagnostics).toMatchObject([{ code: 2307, line: 2 }]);
    write(
      folder,
      "node_modules/later-package/package.json",
      '{ "name": "later-package", "types": "./i.d.ts" }',
    );
    write(folder, "node_modules/later-package/i.d.ts", "export declare const p: number;");
    expect(await notebook.run(cell)).not.toHaveProperty("diagnostics");
    await notebook.close();
  });

  test("is among what a cell rests on, with what it imports and what was looked for in vain", async () => {
    write(folder, "lib/one.ts", "import { two } from './two'; export const one = two;");
    write(folder, "lib/two.ts", "export const two = 2;");
    const [outcome] = await runCells(["import { one } from './lib/one.js'; one"], { folder });
    const looks = outcome?.compiled?.looks.map(([kind, path]) => `${kind} ${path.replace(folder, "")}`) ?? [];
    expect(looks).toContain("file /lib/one.ts");
    expect(looks).toContain("file /lib/two.ts");
    expect(looks).toContain("stat /tsconfig.json");
    expect(looks).toContain("stat /lib/two.ts");
    expect(looks.some((look) => look.includes("node_modules/"))).toBe(false);
  });
});

describe("a cell that is a module", () => {
  test("is imported by later cells, and again when it is run again", async () => {
    const notebook = openNotebook({ folder });
    const module = (n: number) =>
      `/** @module counted */\nimport { a } from './plain.mjs';\nexport const counted: number = a + ${n};\nexport type C = ${n};`;
    const made = await notebook.run(module(1));
    expect(made.compiled).toMatchObject({ code: "", declared: [], module: { path: `${folder}/counted.ts` } });
    expect(made.compiled?.module?.code).toContain("export const counted = a + 1;");
    expect(
      (await notebook.run("import type { C, counted } from './counted';\nconst c: C = 1;")).diagnostics,
    ).toBeUndefined();
    await notebook.run(module(2));
    expect(
      (await notebook.run("import type { C } from './counted';\nconst c: C = 1;")).diagnostics,
    ).toMatchObject([{ message: "Type '1' is not assignable to type '2'." }]);
    expect((await notebook.run("counted")).diagnostics).toMatchObject([{ code: 1361 }]);
    await notebook.close();
  });

  test("does not see the notebook's variables, and is checked", async () => {
    expect(
      await lastOf(["const outer = 1;", "/** @module inner */\nexport const i = outer;"], { folder }),
    ).toMatch(/^TS2304 2:18/);
  });

  test.each([
    "/** @jsx @module drawn */",
    "/** @module drawn @jsx */",
    "/**\n * @jsx\n * @module drawn\n */",
  ])("may hold JSX: %s", async (tags) => {
    const notebook = openNotebook({ folder });
    const { compiled } = await notebook.run(
      `${tags}\ndeclare const React: any;\nexport let x = <div></div>;`,
    );
    expect(compiled?.module?.code).toContain("React.createElement");
    await notebook.close();
  });

  test("is none where prose mentions the tag", async () => {
    const prose = "/** See the tag @module of tslab. */\nlet here = 1;";
    expect(await lastOf([prose, "here"], { folder })).toBe("1");
  });

  test("for the browser is refused in one sentence", async () => {
    expect(await lastOf(["/** @browser */\nalert(1)"], { folder })).toMatch(/\(@browser\) are not supported/);
  });
});
