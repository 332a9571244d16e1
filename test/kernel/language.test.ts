import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Case, outcomeOf } from "./cases.js";

// What a cell may be written in: the language of the running Node and of TypeScript 6.

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const FILES: Readonly<Record<string, string>> = {
  "helper.ts": "export const two: number = 2;",
  "where.ts": "export const where = import.meta.url; export const { dirname, filename } = import.meta;",
  "late.mjs": "await null; export const value = 7;",
  "early.ts": "export const value: number = await Promise.resolve(8);",
  "data.json": '{ "n": 3 }',
  "node_modules/doors/package.json": JSON.stringify({
    name: "doors",
    type: "module",
    exports: {
      ".": { types: "./main.d.ts", default: "./main.js" },
      "./side": { types: "./side.d.ts", default: "./side.js" },
    },
  }),
  "node_modules/doors/main.js": "export const main = 1;",
  "node_modules/doors/main.d.ts": "export const main: number;",
  "node_modules/doors/side.js": "export default function side() { return 2; }",
  "node_modules/doors/side.d.ts": "export default function side(): number;",
};

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(cwd, path, ".."), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
});

const CASES: readonly Case[] = [
  {
    title: "top-level for await",
    cells: ["async function* two() { yield 1; yield 2; }\nfor await (const n of two()) console.log(n);"],
    prints: "1\n2\n",
  },
  {
    title: "await in every place that JavaScript allows it",
    cells: [
      "const { a = await Promise.resolve(1) } = {} as { a?: number };\nif (await true) { console.log(a); }\nconst list = [await 2, ...(await [3])]; console.log([await 4].join(), list);\nclass K { static v = 5; [await 'm']() { return 6; } }\nconsole.log((new K() as any).m()); label: for (const x of await [7]) { switch (await x) { case await 7: console.log(x); break label; } }",
    ],
    prints: "1\n4 [ 2, 3 ]\n6\n7\n",
  },
  {
    title: "newer library functions of the running Node",
    cells: ["console.log([3, 1, 2].toSorted(), [1, 2, 3].findLast((n) => n < 3), 'a'.isWellFormed());"],
    prints: "[ 1, 2, 3 ] 2 true\n",
  },
  {
    title: "globals of Node are known wherever the notebook lies",
    cells: ["console.log(typeof crypto.randomUUID(), typeof WebAssembly, new File(['x'], 'a.txt').size);"],
    prints: "string object 1\n",
  },
  {
    title: "a class expression with private members",
    cells: [
      "const Point = class { private x = 1; get() { return this.x; } };",
      "console.log(new Point().get());",
    ],
    prints: "1\n",
  },
  {
    title: "a mixin, a local class and a type without a name",
    cells: [
      "const Mix = <T extends new (...a: any[]) => {}>(B: T) => class extends B { private secret = 1; protected p = 2; };\nfunction make() { class Local { private y = 2; z = 3 } return new Local(); }\nconst key = Symbol('k'); const keyed = { [key]: 4 };",
      "class Base { b = 5 }\nconst mixed = new (Mix(Base))(); console.log(mixed.b, make().z, keyed[key]);",
    ],
    prints: "5 3 4\n",
  },
  { title: "export in a cell", cells: ["export const answer = 42;", "console.log(answer);"], prints: "42\n" },
  {
    title: "declare global",
    cells: [
      "declare global { var shared: number; interface Array<T> { second(): T } }\nglobalThis.shared = 3;\nArray.prototype.second = function () { return this[1]; };",
      "console.log(shared, [1, 2].second());",
    ],
    prints: "3 2\n",
  },
  {
    title: "using declarations",
    cells: [
      "class Handle implements Disposable { [Symbol.dispose]() { console.log('closed'); } }\n{ using h = new Handle(); console.log('open'); }",
    ],
    prints: "open\nclosed\n",
  },
  {
    title: "using at the top level ends with the cell, await using too",
    cells: [
      "using a = { [Symbol.dispose]() { console.log('a'); } };\nawait using b = { async [Symbol.asyncDispose]() { console.log('b'); } };\nlet after = 1; console.log('in');",
      "console.log(after);",
    ],
    prints: "1\n",
  },
  {
    title: "a filter narrows",
    cells: [
      "const found = [1, null, 2].filter((x) => x !== null);\nconst sum: number = found[0]! + found[1]!;\nconsole.log(sum);",
    ],
    prints: "3\n",
  },
  {
    title: "strict by default: it fails before anything runs",
    cells: [
      "let ran = false;",
      "ran = true;\nlet text: string | undefined = Math.random() > 2 ? 'x' : undefined;\nconst n: number = text.length;",
    ],
    fails: [
      "TypeScriptError",
      /'text' is possibly 'undefined'|Property 'length' does not exist on type 'never'/,
    ],
  },
  {
    title: "ts-nocheck",
    cells: ["// @ts-nocheck\nconst x = 1;\nconsole.log((x as any).foo, x.bar);"],
    prints: "undefined undefined\n",
  },
  {
    title: "ts-ignore and ts-expect-error",
    cells: [
      "// @ts-ignore\nconst a: string = 1;\n// @ts-expect-error\nconst b: string = 2;\nconsole.log(a, b);",
    ],
    prints: "1 2\n",
  },
  {
    title: "standard decorators",
    cells: [
      "function twice(value: (n: number) => number, _: ClassMethodDecoratorContext) { return function (this: unknown, n: number) { return 2 * value.call(this, n); }; }\nclass C { @twice m(n: number) { return n + 1; } }",
      "console.log(new C().m(1), C.name);",
    ],
    prints: "4 C\n",
  },
  {
    title: "a recursive function needs no type for what it returns",
    cells: [
      "function fib(n: number) { return n > 1 ? fib(n - 1) + fib(n - 2) : 1; }",
      "console.log(fib(20));",
    ],
    prints: "10946\n",
  },
  {
    title: "enums, namespaces and parameter properties",
    cells: [
      "enum Colour { Red, Green = 'g' as any }\nconst enum Size { S = 1 }\nnamespace Tools { export const one = 1; export type Word = string }\nclass P { constructor(readonly x: number) {} }",
      "const w: Tools.Word = 'w'; console.log(Colour.Red, Colour[0], Size.S, Tools.one, w, new P(9).x);",
    ],
    prints: "0 Red 1 1 w 9\n",
  },
  {
    title: "an import with its ending",
    cells: ["import { two } from './helper.ts';\nconsole.log(two);"],
    prints: "2\n",
  },
  {
    title: "import.meta in a module of the project, and in a cell",
    cells: [
      "import { where, dirname, filename } from './where.ts';\nimport { basename } from 'node:path';\nconsole.log(where.endsWith('where.ts'), basename(filename), dirname === import.meta.dirname, typeof import.meta.url, typeof import.meta.filename);",
    ],
    prints: "true where.ts true string string\n",
  },
  {
    title: "import.meta.resolve in a cell",
    cells: [
      "console.log(import.meta.resolve('fs'), import.meta.resolve('node:fs'), import.meta.resolve('./helper.ts') === new URL('helper.ts', import.meta.url).href);",
    ],
    prints: "node:fs node:fs true\n",
  },
  {
    title: "top-level await in modules",
    cells: [
      "const { value } = await import('./late.mjs');\nimport { value as early } from './early.ts';\nconsole.log(value, early);",
    ],
    prints: "7 8\n",
  },
  {
    title: "import attributes",
    cells: ["import data from './data.json' with { type: 'json' };\nconsole.log(data.n + 1);"],
    prints: "4\n",
  },
  {
    title: "a package with exports only, its subpath, by import and import()",
    cells: [
      "import { main } from 'doors'; import side from 'doors/side';\nconsole.log(main, side(), (await import('doors')).main);",
    ],
    prints: "1 2 1\n",
  },
  {
    title: "a name that is nowhere is no mistake under typeof",
    cells: ["console.log(typeof noSuchName, typeof window === 'undefined' ? 'no window' : 'window');"],
    prints: "undefined no window\n",
  },
  {
    title: "an error that only V8 finds has a line and a column",
    cells: ["// @ts-nocheck\nlet a = 1;\nlet b = new RegExp('(');"],
    fails: ["SyntaxError", /Invalid regular expression/],
  },
];

test.each(CASES)("$title", async (one) => {
  const outcome = await outcomeOf(one, { cwd });
  expect(outcome.surprises).toEqual([]);
  if (one.prints !== undefined) expect(outcome.prints).toBe(one.prints);
  if (one.fails !== undefined)
    expect(outcome.fails).toMatch(new RegExp(`^${one.fails[0]}: .*(${one.fails[1].source})`));
});

test("a JavaScript notebook is checked only where it asks for it", async () => {
  const unchecked: Case = {
    title: "",
    cells: ["const n = 'text'; n.noSuch;\nlate = 5;", "console.log(n.length, late);"],
    prints: "4 5\n",
  };
  const outcome = await outcomeOf(unchecked, { cwd, language: "javascript" });
  expect(outcome).toMatchObject({ prints: "4 5\n", surprises: [] });
  const checked: Case = {
    title: "",
    cells: ["// @ts-check\nconst n = 'text'; n.noSuch;"],
    fails: ["TypeScriptError", /noSuch/],
  };
  expect((await outcomeOf(checked, { cwd, language: "javascript" })).fails).toMatch(
    /^TypeScriptError: Property 'noSuch'/,
  );
});
