import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Project, startProject } from "./support.js";

let project: Project;
beforeAll(async () => {
  project = await startProject();
});
afterAll(() => project.end());

/** What a cell that imports the module sees of it. */
const cell = (specifier: string, how = "import") =>
  project.call<Record<string, unknown>>(
    new Function(
      `return async ({ modules }) => { modules.dropChanged(); return { ...(await modules.${how}("${specifier}")) }; }`,
    )(),
  );

describe("an edit reaches the next cell that imports", () => {
  test("an ES module, however deep inside, and leaves what does not rest on it as it is", async () => {
    project.write("lib/deep.ts", "export const deep = 1;");
    project.write("lib/middle.ts", 'export { deep } from "./deep.js";');
    project.write(
      "lib/apart.ts",
      "globalThis.apart = (globalThis.apart ?? 0) + 1;",
      "export const apart = globalThis.apart;",
    );
    project.write("lib/top.ts", 'export * from "./middle.js";', 'export * from "./apart.js";');
    expect(await cell("../lib/top")).toEqual({ deep: 1, apart: 1 });
    project.write("lib/deep.ts", "export const deep = 22;");
    expect(await cell("../lib/top")).toEqual({ deep: 22, apart: 1 });
  });

  test("CommonJS and JSON, by require and by import", async () => {
    project.write("notebooks/data.json", '{ "d": 1 }');
    project.write("notebooks/plain.cjs", "exports.plain = require('./data.json').d;");
    project.write(
      "notebooks/over.ts",
      'import { plain } from "./plain.cjs";',
      'import data from "./data.json";',
      "export const over = [plain, data.d];",
    );
    expect(await cell("./over")).toEqual({ over: [1, 1] });
    expect(await cell("./plain.cjs", "require")).toEqual({ plain: 1 });
    project.write("notebooks/data.json", '{ "d": 77 }');
    expect(await cell("./plain.cjs", "require")).toEqual({ plain: 77 });
    expect(await cell("./over")).toEqual({ over: [77, 77] });
    expect(await cell("./data.json", "require")).toEqual({ d: 77 });
  });

  test("what is imported by import(), or by a require of Node's own", async () => {
    project.write("lib/late.ts", "export const late = 1;");
    project.write("lib/plain.js", "exports.plain = 1;");
    project.write(
      "lib/lazy.ts",
      'import { createRequire } from "node:module";',
      'export const { late } = await import("./late");',
      'export const { plain } = createRequire(import.meta.url)("./plain.js");',
    );
    expect(await cell("../lib/lazy")).toEqual({ late: 1, plain: 1 });
    project.write("lib/late.ts", "export const late = 22;");
    expect(await cell("../lib/lazy")).toEqual({ late: 22, plain: 1 });
    project.write("lib/plain.js", "exports.plain = 333;");
    expect(await cell("../lib/lazy")).toEqual({ late: 22, plain: 333 });
  });

  test("also when a file is renamed into its place with the same size, or taken away", async () => {
    project.write("lib/size.ts", "export const size = 1;");
    expect(await cell("../lib/size")).toEqual({ size: 1 });
    project.write("lib/size.ts", "export const size = 2;");
    expect(await cell("../lib/size")).toEqual({ size: 2 });
    rmSync(`${project.root}/lib/size.ts`);
    expect(
      await project.failure(({ modules }) => {
        modules.dropChanged();
        return modules.import("../lib/size");
      }),
    ).toMatchObject({
      code: "ERR_MODULE_NOT_FOUND",
    });
  });

  test("and one that does not compile hurts nobody after it is mended", async () => {
    project.write("lib/broken.ts", "export const broken = ;");
    project.write("lib/whole.ts", 'export * from "./broken";');
    expect(await project.failure(({ modules }) => modules.import("../lib/whole"))).toMatchObject({
      name: "SyntaxError",
    });
    project.write("lib/broken.ts", "export const broken = 'mended';");
    expect(await cell("../lib/whole")).toEqual({ broken: "mended" });
  });
});

describe("require of a file in TypeScript", () => {
  test("gives its exports, with what it imports", async () => {
    project.write(
      "notebooks/typed.ts",
      'import { other } from "./other.js";',
      "export const typed: number = other + 1;",
      "export default 'd';",
    );
    project.write("notebooks/other.ts", "export const other = 1;");
    const seen = await project.call(({ modules }) => {
      const module = modules.require("./typed.ts");
      return [module.typed, module.default, modules.require("./typed") === module];
    });
    expect(seen).toEqual([2, "d", true]);
    project.write("notebooks/other.ts", "export const other = 10;");
    expect((await cell("./typed.ts", "require")).typed).toBe(11);
  });

  test("is the same module as by import, in either order", async () => {
    const same = await project.call(async ({ modules }) => {
      const required = modules.require("./typed");
      const imported = Object(await modules.import("./typed"));
      return required === imported;
    });
    expect(same).toBe(true);
    project.write("notebooks/first.ts", "export const list: number[] = [];", "export default 1;");
    const again = await project.call(async ({ modules }) => {
      const imported = Object(await modules.import("./first"));
      const required = modules.require("./first");
      return [required.list === imported.list, required.default, required.__esModule];
    });
    expect(again).toEqual([true, 1, true]);
  });

  test("reaches ES modules in JavaScript too", async () => {
    project.write("notebooks/es.mjs", 'import { other } from "./other.js";', "export const es = other;");
    expect(await cell("./es.mjs", "require")).toMatchObject({ es: 10 });
    project.write(
      "notebooks/native.ts",
      'import { createRequire } from "node:module";',
      'export const { es } = createRequire(import.meta.url)("./typed.ts");',
      "export const { typed } = createRequire(import.meta.url)('./typed.ts');",
    );
    expect((await cell("./native")).typed).toBe(11);
  });

  test("that needs import says so", async () => {
    project.write("notebooks/awaits.ts", "export const late = await Promise.resolve(1);");
    expect(await project.failure(({ modules }) => modules.require("./awaits"))).toMatchObject({
      code: "ERR_REQUIRE_ASYNC_MODULE",
      message:
        'require() cannot load "./awaits.ts", which uses top-level await or import.meta: use import instead',
    });
    expect(await cell("./awaits")).toEqual({ late: 1 });
  });

  test("may be CommonJS in TypeScript", async () => {
    project.write("notebooks/old.cts", "const one: number = 1;", "export = { one };");
    expect(await cell("./old.cts", "require")).toEqual({ one: 1 });
    expect(await cell("./old.cjs")).toEqual({ default: { one: 1 }, one: 1 });
  });
});

// ES modules stay in memory until the kernel ends: V8 never lets go of one (nodejs/node#59118).
test("CommonJS that has been dropped is released", async () => {
  project.write("lib/holds.cjs", "exports.heavy = require('./heavy.cjs').heavy;");
  project.write("lib/heavy.cjs", "exports.heavy = {};");
  await project.call(({ modules }) => {
    const ref = new WeakRef(modules.require("../lib/holds.cjs").heavy);
    Object.assign(globalThis, { ref });
  });
  project.write("lib/heavy.cjs", "exports.heavy = 'light';");
  expect(await cell("../lib/holds.cjs", "require")).toEqual({ heavy: "light" });
  const isThere = await project.call(async () => {
    for (let i = 0; i < 5; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const { gc } = globalThis as { gc?: () => void };
      gc?.();
    }
    return Reflect.get(globalThis, "ref").deref() !== undefined;
  });
  expect(isThere).toBe(false);
});

describe("after an interrupt, what was being loaded is loaded anew:", () => {
  test("a module that waits", async () => {
    project.write(
      "lib/hangs.ts",
      "globalThis.hangs = (globalThis.hangs ?? 0) + 1;",
      "if (globalThis.hangs === 1) await new Promise(() => {});",
      "export const times = globalThis.hangs;",
    );
    project.write("lib/waits.ts", 'export { times } from "./hangs";');
    await project.call(async ({ modules }) => {
      modules.import("../lib/waits");
      while (Reflect.get(globalThis, "hangs") === undefined)
        await new Promise((resolve) => setTimeout(resolve, 1));
      modules.abandon();
    });
    expect(await cell("../lib/waits")).toEqual({ times: 2 });
  });

  test.each([
    ["a package in CommonJS that loops", "loops", "node_modules/loops/index.js", "exports.times ="],
    ["a module that loops", "../lib/loops", "lib/loops.ts", "export const times ="],
  ])("%s", async (_, specifier, file, exports) => {
    const name = specifier.replace(/\W/g, "");
    project.write(
      file,
      `globalThis.${name} = (globalThis.${name} ?? 0) + 1;`,
      `if (globalThis.${name} === 1) { looping(); for (;;); }`,
      `${exports} globalThis.${name};`,
    );
    project.write("lib/over.ts", `export { times } from "${specifier.replace("../lib", ".")}";`);
    const interrupted = `async ({ modules, interrupt }) => { modules.dropChanged(); interrupt(); setTimeout(() => modules.import("../lib/over"), 1); }`;
    await project.call(new Function(`return ${interrupted}`)());
    // No answer comes while it loops.
    const runs = new Function(`return () => globalThis.${name} ?? 0`)();
    while ((await project.call(runs)) === 0);
    await project.call(({ modules }) => modules.abandon());
    expect(await cell("../lib/over")).toEqual({ times: 2 });
  });
});

describe("the trace", () => {
  const traced = (act: string) =>
    project.call<string[]>(
      new Function(
        `return async (child) => { child.notes.length = 0; await (${act})(child); return child.notes; }`,
      )(),
    );

  test("names the files that are loaded, where they were looked for before, and the packages", async () => {
    project.write(
      "notebooks/traced.ts",
      'import { inner } from "../lib/inner";',
      'import * as aq from "arquero";',
      "export default [inner, aq];",
    );
    project.write("lib/inner.ts", "export const inner = 1;");
    const notes = await traced(`({ modules }) => modules.import("./traced")`);
    const { root } = project;
    expect(notes).toEqual([
      `stat ${root}/notebooks/traced`,
      `file ${root}/notebooks/traced.ts`,
      `map ${root}/notebooks/traced.ts true`,
      `stat ${root}/lib/inner`,
      "package arquero true",
      `file ${root}/lib/inner.ts`,
      `map ${root}/lib/inner.ts true`,
    ]);
    expect(
      await traced(`({ modules }) => modules.import("lodash").then(() => modules.import("node:wasi"))`),
    ).toEqual(["package lodash true", "builtin wasi"]);
  });

  test("names all places where a module is not", async () => {
    const notes = await traced(`({ modules }) => { try { modules.require("./local"); } catch {} }`);
    const path = `${project.root}/notebooks/local`;
    for (const note of [
      `stat ${path}`,
      `stat ${path}.ts`,
      `stat ${path}.js`,
      `stat ${path}.json`,
      `file ${path}/package.json`,
      `stat ${path}/index.ts`,
    ])
      expect(notes).toContain(note);
  });
});
