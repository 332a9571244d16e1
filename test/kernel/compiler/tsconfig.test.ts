import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compiler, createFolder, lastOf, openNotebook, write } from "./notebook.js";

async function inFolder<Result>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<Result>,
) {
  const folder = createFolder(files);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const config = (compilerOptions: object, more: object = {}) => JSON.stringify({ compilerOptions, ...more });

const under = (
  name: string,
  options: object,
  cells: readonly string[],
  expected: string | RegExp,
  files = {},
) =>
  test(name, () =>
    inFolder({ "tsconfig.json": config(options), ...files }, async (folder) => {
      const last = await lastOf(cells, { folder });
      if (typeof expected === "string") expect(last).toBe(expected);
      else expect(last).toMatch(expected);
    }),
  );

const noticesOf = (folder: string, source = "1") =>
  compiler
    .compile({ setting: { folder, language: "typescript" }, history: [], source })
    .then(({ notices }) => notices);

describe("the nearest tsconfig.json is heeded", () => {
  under("strict", { strict: false }, ["let s: string = null; function f(x) { return x } f(s)"], "null");
  under(
    "noUncheckedIndexedAccess",
    { noUncheckedIndexedAccess: true },
    ["const n: number = [1][0];"],
    /^TS2322/,
  );
  under(
    "exactOptionalPropertyTypes",
    { exactOptionalPropertyTypes: true },
    ["const o: { a?: 1 } = { a: undefined };"],
    /^TS2375/,
  );
  under(
    "paths",
    { paths: { "#lib/*": ["./lib/*"], "@/*": ["./lib/*"] } },
    ["import type { T } from '@/t';\nconst t: T = 1; t"],
    "1",
    { "lib/t.ts": "export type T = 1;" },
  );
  under("lib", { lib: ["ES2020"] }, ["[1].toSorted()"], /^TS2550/);
  under(
    "lib with what browsers have",
    { lib: ["ESNext", "DOM"] },
    ["const f = (e: HTMLElement) => e.innerHTML; typeof f"],
    "'function'",
  );
  under(
    "types and typeRoots",
    { types: ["mine"], typeRoots: ["./mine-types"] },
    ["ofMine satisfies number | undefined;"],
    /^ReferenceError/,
    { "mine-types/mine/index.d.ts": "declare const ofMine: number;" },
  );
  under(
    "experimentalDecorators with metadata",
    { experimentalDecorators: true, emitDecoratorMetadata: true },
    [
      "const seen: unknown[] = [];\nfunction d(t: object, k: string) { seen.push(k) }\nclass A { @d x = 1 }\nseen",
    ],
    "[ 'x' ]",
  );
  under(
    "jsx",
    { jsx: "react", jsxFactory: "h" },
    [
      "declare global { namespace JSX { interface IntrinsicElements { p: { id: number } } } }\nconst h = (tag: string, props: object, ...inner: unknown[]) => [tag, props, inner];",
      "<p id={1}>text</p>",
    ],
    "[ 'p', { id: 1 }, [ 'text' ] ]",
  );
  under(
    "the names of what makes elements, in an earlier cell",
    { jsx: "react", jsxFactory: "make.element", jsxFragmentFactory: "Many" },
    [
      "declare global { namespace JSX { interface IntrinsicElements { p: object } } }\nconst Many = 'many', make = { element: (...parts: unknown[]) => parts };",
      "<><p /></>",
    ],
    "[ 'many', null, [ 'p', null ] ]",
  );
  under(
    "the name that a comment gives to what makes elements",
    { jsx: "react" },
    [
      "declare global { namespace JSX { interface IntrinsicElements { p: object } } }\nconst make = (...parts: unknown[]) => parts;",
      "/** @jsx make */\n<p />",
    ],
    "[ 'p', null ]",
  );
  under(
    "useDefineForClassFields",
    { useDefineForClassFields: false },
    [
      "class A { set x(v: number) { console.log('set', v) } }\n// @ts-ignore\nclass B extends A { x = 1 }\nnew B() && undefined",
    ],
    "set 1\n",
  );
  test("through `extends`, and from a folder above", () =>
    inFolder(
      {
        "base.json": config({ strict: false }),
        "tsconfig.json": config({}, { extends: "./base.json" }),
        "a/b/x.txt": "",
      },
      async (folder) =>
        expect(await lastOf(["let s: string = null; s"], { folder: join(folder, "a/b") })).toBe("null"),
    ));
  test("again, when it is changed", () =>
    inFolder({}, async (folder) => {
      const notebook = openNotebook({ folder });
      const cell = "let s: string = null;";
      expect((await notebook.run(cell)).diagnostics).toHaveLength(1);
      write(folder, "tsconfig.json", config({ strict: false }));
      expect((await notebook.run(cell)).diagnostics).toBeUndefined();
      write(folder, "tsconfig.json", config({ strict: true }));
      expect((await notebook.run(cell)).diagnostics).toHaveLength(1);
      await notebook.close();
    }));
});

describe("what a tsconfig.json may not set", () => {
  test("is named in one line, with the first cell", () =>
    inFolder(
      {
        "tsconfig.json": config({ module: "commonjs", moduleResolution: "node10", target: "es5" }),
        "n/x": "",
      },
      async (folder) => {
        const notices = await noticesOf(join(folder, "n"));
        expect(notices).toEqual([
          "../tsconfig.json: module CommonJS, moduleResolution Node10, target ES5 cannot be heeded by notebooks.",
        ]);
        const setting = { folder: join(folder, "n"), language: "typescript" } as const;
        const first = await compiler.compile({ setting, history: [], source: "1" });
        const id = first.status === "compiled" ? first.id : "";
        expect((await compiler.compile({ setting, history: [{ id }], source: "2" })).notices).toEqual([]);
      },
    ));
  test("is passed over in silence where it is about builds", () =>
    inFolder(
      {
        "tsconfig.json": config({
          outDir: "dist",
          rootDir: "src",
          noEmit: true,
          declaration: true,
          composite: true,
          isolatedModules: true,
          verbatimModuleSyntax: true,
          noUnusedLocals: true,
          sourceMap: false,
          incremental: true,
          importHelpers: true,
          removeComments: true,
          checkJs: true,
          module: "nodenext",
          target: "es2022",
        }),
      },
      async (folder) => {
        expect(await noticesOf(folder)).toEqual([]);
        expect(
          await lastOf(
            ["import { Stats, statSync } from 'node:fs';\nconst unread = 1;\nstatSync('.') instanceof Stats"],
            { folder },
          ),
        ).toBe("true");
      },
    ));
  test("is named, where the file is broken, and cells run", () =>
    inFolder({ "tsconfig.json": '{ "compilerOptions": { "strict": ' }, async (folder) => {
      expect(await noticesOf(folder)).toEqual([expect.stringMatching(/^tsconfig\.json:1:\d+: /)]);
      expect(await lastOf(["1 + 1"], { folder })).toBe("2");
    }));
  test("is named, where what it extends is missing or an option is unknown", () =>
    inFolder(
      { "tsconfig.json": config({ strictest: true }, { extends: "./nowhere.json" }) },
      async (folder) => {
        expect(await noticesOf(folder)).toHaveLength(1);
        expect(await lastOf(["1 + 1"], { folder })).toBe("2");
      },
    ));
});
