import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Project, startProject } from "./support.js";

let project: Project;
beforeAll(async () => {
  project = await startProject();
});
afterAll(() => project.end());

describe("a module of the project", () => {
  test("is found without its ending, by it, and by the name that a build would give it", async () => {
    project.write(
      "lib/scale.ts",
      'import { factor } from "./factor.js";',
      "export const scale = (n: number) => n * factor;",
    );
    project.write("lib/factor.ts", "export const factor: number = 2;");
    const all = await project.call(async ({ modules }) => {
      const found = ["../lib/scale", "../lib/scale.ts", "../lib/scale.js"].map((name) =>
        modules.import(name),
      );
      const [one, two, three] = await Promise.all(found);
      return one === two && two === three && Object(one).scale(4);
    });
    expect(all).toBe(8);
  });

  test("may be a folder's index, an address, an absolute path, or stand in the tsconfig's paths", async () => {
    project.write("lib/shapes/index.ts", "export const shape = 'round';");
    const same = await project.call(async ({ modules, folder }) => {
      const path = `${folder}/../lib/shapes/index.ts`;
      const names = ["../lib/shapes", `file://${path}`, path, "@/../lib/shapes"];
      const found = await Promise.all(names.map((name) => modules.import(name)));
      return new Set(found).size;
    });
    expect(same).toBe(1);
  });

  test("may be named in the imports of its package.json", async () => {
    project.write(
      "inner/package.json",
      '{ "type": "module", "imports": { "#tools/*": "./tools/*.ts", "#fs": "node:fs" } }',
    );
    project.write("inner/tools/saw.ts", "export const saw = 'cuts';");
    project.write(
      "inner/main.ts",
      'import { saw } from "#tools/saw";',
      'import { existsSync } from "#fs";',
      "export default saw + typeof existsSync;",
    );
    expect(await project.call(({ read }) => read("../inner/main"))).toEqual({ default: "cutsfunction" });
  });

  test("has import.meta, top-level await, live bindings, and import() that is one", async () => {
    project.write(
      "lib/modern.ts",
      "export const { filename, dirname, url } = import.meta;",
      "export const resolved = import.meta.resolve('./factor.js');",
      "export let count = 0;",
      "export const more = () => { count += 1; };",
      "export const late = await import('./scale.js').then(({ scale }) => scale(5));",
    );
    const seen = await project.call(async ({ modules }) => {
      const module = Object(await modules.import("../lib/modern"));
      module.more();
      return { ...module };
    });
    const { root } = project;
    expect(seen).toMatchObject({
      count: 1,
      late: 10,
      filename: `${root}/lib/modern.ts`,
      dirname: `${root}/lib`,
      url: `file://${root}/lib/modern.ts`,
      resolved: `file://${root}/lib/factor.ts`,
    });
  });

  test("may import one that imports it", async () => {
    project.write(
      "lib/even.ts",
      'import { odd } from "./odd";',
      "export const even = (n: number): boolean => n === 0 || odd(n - 1);",
    );
    project.write(
      "lib/odd.ts",
      'import { even } from "./even";',
      "export const odd = (n: number): boolean => n !== 0 && even(n - 1);",
    );
    expect(
      await project.call(async ({ modules }) => Object(await modules.import("../lib/even")).even(10)),
    ).toBe(true);
  });

  test("may be JavaScript of either kind, by its ending, its package.json or its syntax", async () => {
    project.write("js/a.mjs", "export const a = import.meta.filename.length > 0;");
    project.write("js/b.cjs", "exports.b = typeof require;");
    project.write("js/c.js", "export const c = 'es';");
    project.write("js/d.js", "#!/usr/bin/env node", "module.exports = { d: __filename.endsWith('d.js') };");
    project.write("js/typed/package.json", '{ "type": "module" }');
    project.write("js/typed/e.js", "export { b as e } from '../b.cjs';");
    project.write(
      "js/all.ts",
      "export * from './a.mjs';",
      "export { b } from './b.cjs';",
      "export * from './c.js';",
      "export { d } from './d.js';",
      "export * from './typed/e.js';",
    );
    expect(await project.call(({ read }) => read("../js/all"))).toEqual({
      a: true,
      b: "function",
      c: "es",
      d: true,
      e: "function",
    });
  });

  test("may be JSON, with or without its attribute, and is one object for import and require", async () => {
    project.write("lib/data.json", '{ "year": 2025, "rows": [1, 2] }');
    project.write(
      "lib/reads.ts",
      'import data from "./data.json" with { type: "json" };',
      'import { year } from "./data.json";',
      "export { data, year };",
    );
    const result = await project.call(async ({ modules }) => {
      const { data, year } = Object(await modules.import("../lib/reads"));
      return [data.rows, year, data === modules.require("../lib/data.json")];
    });
    expect(result).toEqual([[1, 2], 2025, true]);
  });

  test("in TypeScript may use require, __dirname and __filename, or declare them by itself", async () => {
    project.write(
      "lib/common.ts",
      'const { rows } = require("./data.json");',
      "export const seen = [rows.length, __dirname, __filename, 'require' in import.meta];",
    );
    project.write(
      "lib/own.ts",
      'import { createRequire } from "node:module";',
      "const require = createRequire(import.meta.url);",
      'export const year = require("./data.json").year;',
      "export const dir = __dirname;",
    );
    const { root } = project;
    expect(await project.call(({ read }) => read("../lib/common"))).toEqual({
      seen: [2, `${root}/lib`, `${root}/lib/common.ts`, false],
    });
    expect(await project.call(({ read }) => read("../lib/own"))).toEqual({ year: 2025, dir: `${root}/lib` });
  });

  test("may hand on types as if they were values, however far", async () => {
    project.write(
      "types/shape.ts",
      "export interface Shape { side: number }",
      "export type Side = number;",
      "export const { area } = { area: 1 };",
    );
    project.write("types/star.ts", 'export * from "./shape.js";');
    project.write("types/named.ts", 'import { Shape, area } from "./star.js";', "export { Shape, area };");
    project.write(
      "types/index.ts",
      'export { Side, Shape } from "./named.js";',
      'export { area } from "./shape.js";',
      'export { Data, Layout } from "plotly-types";',
    );
    project.write(
      "node_modules/plotly-types/package.json",
      '{ "name": "plotly-types", "version": "1.0.0", "exports": { "import": "./index.js" }, "type": "module" }',
    );
    project.write("node_modules/plotly-types/index.js", "export const draw = 1;");
    expect(await project.call(({ read }) => read("../types/index.js", ["area"]))).toMatchObject({ area: 1 });
  });

  test("is made once, however many ask for it at the same time", async () => {
    project.write(
      "lib/once.ts",
      "globalThis.made = (globalThis.made ?? 0) + 1;",
      "await null;",
      "export const once = {};",
    );
    project.write("lib/p.ts", 'export { once } from "./once";', 'export * from "./scale.js";');
    project.write("lib/q.ts", 'import "./p";', 'export { once } from "./once";', 'export * from "./even";');
    const result = await project.call(async ({ modules }) => {
      const names = ["../lib/p", "../lib/q", "../lib/once", "../lib/q", "../lib/p"];
      const all = await Promise.all(names.map(async (name) => Object(await modules.import(name)).once));
      return [new Set(all).size, Reflect.get(globalThis, "made")];
    });
    expect(result).toEqual([1, 1]);
  });
});

describe("what is wrong", () => {
  test("with a path is said in the author's terms", async () => {
    expect(await project.failure(({ modules }) => modules.import("./nowhere"))).toMatchObject({
      message: 'Cannot find module "./nowhere" imported from notebook',
      code: "ERR_MODULE_NOT_FOUND",
    });
    project.write("lib/lost.ts", 'import "./gone.js";');
    expect(await project.failure(({ modules }) => modules.import("../lib/lost"))).toMatchObject({
      message: 'Cannot find module "./gone.js" imported from ../lib/lost.ts',
    });
    expect(await project.failure(({ modules }) => modules.require("no-such-package"))).toMatchObject({
      message: 'Cannot find module "no-such-package" imported from notebook',
      code: "MODULE_NOT_FOUND",
    });
    project.write("lib/gone.ts", "");
    expect(await project.call(({ read }) => read("../lib/lost"))).toEqual({});
  });

  test("with a name says who lacks it, and where it is asked for", async () => {
    expect(
      await project.failure(({ modules }) =>
        modules.import("../lib/factor", { names: ["factor", "faktor"] }),
      ),
    ).toMatchObject({
      name: "SyntaxError",
      message: 'The requested module "../lib/factor" does not provide an export named "faktor"',
    });
    project.write(
      "lib/asks.mjs",
      "// a line",
      'import { faktor } from "./factor.ts";',
      "export default faktor;",
    );
    expect(await project.failure(({ modules }) => modules.import("../lib/asks.mjs"))).toMatchObject({
      message: 'The requested module "./factor.ts" does not provide an export named "faktor"',
      place: [`${project.root}/lib/asks.mjs`, 2, 1],
    });
    project.write("lib/asks.mjs", 'import { factor } from "./factor.ts";', "export default factor;");
    await project.call(({ modules }) => modules.dropChanged());
    expect(await project.call(({ read }) => read("../lib/asks.mjs"))).toEqual({ default: 2 });
  });

  test("with the code has its file, line and column", async () => {
    for (const [file, code] of [
      ["bad.mjs", "let b = = 2;"],
      ["bad.cjs", "let b = = 2;"],
      ["bad.js", "export let b = = 2;"],
    ] as const) {
      project.write(`notebooks/bad/${file}`, "const a = 1;", code);
    }
    for (const [file, column] of [
      ["bad.mjs", 9],
      ["bad.cjs", 9],
      ["bad.js", 16],
    ] as const) {
      const act = `({ modules }) => modules.import("./bad/${file}")`;
      const error = await project.failure(new Function(`return ${act}`)());
      const path = `${project.root}/notebooks/bad/${file}`;
      expect(error).toMatchObject({ name: "SyntaxError", place: [path, 2, column] });
      expect(error.stack).toContain(`SyntaxError: Unexpected token '='\n    at ${path}:2:${column}\n`);
    }
  });

  test("while it runs is thrown by each import, until the file changes", async () => {
    project.write(
      "lib/fails.ts",
      "globalThis.runs = (globalThis.runs ?? 0) + 1;",
      "throw new Error('while loading');",
    );
    project.write("lib/rests.ts", 'import "./fails";', "export const rests = 1;");
    const messages = await project.call(async ({ modules }) => {
      const names = ["../lib/rests", "../lib/fails", "../lib/rests"];
      const all = await Promise.allSettled(names.map((name) => modules.import(name)));
      modules.dropChanged();
      const [again] = await Promise.allSettled([modules.import("../lib/rests")]);
      return [...all, again].map((one) => (one?.status === "rejected" ? one.reason.message : "none"));
    });
    expect(messages).toEqual(Array(4).fill("while loading"));
    expect(await project.call(() => Reflect.get(globalThis, "runs"))).toBe(1);
    project.write("lib/another.ts", 'import "./fails";');
    expect(await project.failure(({ modules }) => modules.import("../lib/another"))).toMatchObject({
      message: "while loading",
    });
    project.write("lib/fails.ts", "export {};");
    await project.call(({ modules }) => modules.dropChanged());
    expect(await project.call(({ read }) => read("../lib/rests"))).toEqual({ rests: 1 });
  });
});

describe("a module that a cell makes", () => {
  test("is imported like a file beside the notebook, and replaced with what imports it", async () => {
    const define = (n: number) =>
      new Function(
        `return ({ modules, folder }) => modules.define(folder + "/made.ts", { code: "export const made = ${n};", map: "{}" })`,
      )();
    await project.call(define(1));
    project.write("notebooks/uses.ts", 'import { made } from "./made";', "export const twice = made * 2;");
    expect(await project.call(({ read }) => read("./made"))).toEqual({ made: 1 });
    expect(await project.call(({ read }) => read("./uses"))).toEqual({ twice: 2 });
    await project.call(define(5));
    expect(await project.call(({ read }) => read("./uses"))).toEqual({ twice: 10 });
    expect(await project.call(({ modules }) => modules.require("./made").made)).toBe(5);
  });
});
