import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Project, startProject } from "./support.js";

let project: Project;
beforeAll(async () => {
  project = await startProject();
});
afterAll(() => project.end());

function addPackage(name: string, manifest: object, files: Readonly<Record<string, string>>): void {
  project.write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.2.3", ...manifest }));
  for (const [file, text] of Object.entries(files)) project.write(`node_modules/${name}/${file}`, text);
}

describe("packages of npm, for a notebook that lies outside of this project", () => {
  test.each([
    ["arquero", "table"],
    ["arquero", "op"],
    ["danfojs-node", "DataFrame"],
    ["mime", "Mime"],
    ["open", "openApp"],
    ["commander", "Command"],
    ["csv-parse/sync", "parse"],
    ["yalps", "solve"],
    ["kdbush", "default"],
    ["d3-array", "rollup"],
    ["lodash", "chunk"],
    ["lodash/chunk", "default"],
    ["lodash/chunk.js", "default"],
    ["papaparse", "parse"],
    ["ajv", "default"],
    ["markdown-it", "default"],
    ["culori", "formatHex"],
    ["plotly.js/package.json", "version"],
    ["node:fs", "readFileSync"],
    ["fs/promises", "readFile"],
  ])("%s gives its %s", async (name, key) => {
    const act = new Function(
      `return async ({ modules }) => typeof (await modules.import("${name}", { names: ["${key}"] }))["${key}"]`,
    )();
    expect(await project.call(act)).toMatch(/^(?:function|object|string)$/);
  });

  test("work in modules of the project as in cells, and in require", async () => {
    project.write(
      "lib/all.ts",
      'import * as aq from "arquero";',
      'import * as dfd from "danfojs-node";',
      'import Ajv from "ajv";',
      'import chunk from "lodash/chunk";',
      'import _, { chunk as again } from "lodash";',
      'import mime from "mime";',
      "export const rows = aq.table({ a: [1, 2] }).numRows();",
      "export const frame = new dfd.DataFrame([[1, 2]]).shape;",
      "export const valid = new Ajv().validate({ type: 'number' }, 1);",
      "export const same = chunk([1, 2], 1).length === 2 && again === _.chunk && again === require('lodash').chunk;",
      "export const type = mime.getType('a.html');",
    );
    expect(await project.call(({ read }) => read("../lib/all"))).toEqual({
      rows: 2,
      frame: [1, 2],
      valid: true,
      same: true,
      type: "text/html",
    });
    const required = await project.call(({ modules }) => {
      const names = ["arquero", "lodash", "ajv", "mime", "node:fs"];
      return names.map((name) => typeof modules.require(name));
    });
    expect(required).toEqual(["object", "function", "function", "object", "object"]);
  });
});

describe("CommonJS as an ES module", () => {
  test("has module.exports as its default and its properties as names", async () => {
    addPackage(
      "plain",
      {},
      { "index.js": "module.exports = Object.assign(() => 'called', { a: 1, get b() { return 2; } });" },
    );
    const seen = await project.call(async ({ modules }) => {
      const module = Object(await modules.import("plain"));
      return [
        module.default(),
        module.a,
        module.b,
        module.default === modules.require("plain"),
        Object.keys(module),
      ];
    });
    expect(seen).toEqual(["called", 1, 2, true, ["default", "a", "b"]]);
  });

  test("that was an ES module before has the default that it had, and is itself under `* as`", async () => {
    addPackage(
      "was-es",
      {},
      {
        "index.js":
          "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'own'; for (const k of ['x', 'y']) exports[k] = k;",
      },
    );
    project.write(
      "lib/of-es.ts",
      'import own, { x } from "was-es";',
      'import * as all from "was-es";',
      "export const seen = [own, x, all.y, all.default];",
    );
    const seen = await project.call(async ({ modules, read }) => {
      const module = await modules.import("was-es", { names: ["default", "x"] });
      return [module === modules.require("was-es"), (await read("../lib/of-es")).seen];
    });
    expect(seen).toEqual([true, ["own", "x", "y", "own"]]);
  });

  test("lacks names that it does not have", async () => {
    expect(await project.failure(({ modules }) => modules.import("plain", { names: ["c"] }))).toMatchObject({
      name: "SyntaxError",
      message: 'The requested module "plain" does not provide an export named "c"',
    });
  });
});

describe("package.json", () => {
  test("exports are heeded: conditions, subpaths, patterns, what is closed", async () => {
    addPackage(
      "@scope/pack",
      {
        exports: {
          ".": {
            types: "./t.d.ts",
            browser: "./no.js",
            node: { import: "./main.mjs", require: "./main.cjs" },
          },
          "./features/*.js": "./src/*.mjs",
          "./features/*": "./src/*.mjs",
          "./features/secret/*": null,
          "./only": { require: "./main.cjs" },
        },
      },
      {
        "main.mjs": "export const by = 'import'; export { default as self } from '@scope/pack/features/a';",
        "main.cjs": "exports.by = 'require';",
        "src/a.mjs": "export default 'a';",
        "src/secret/b.mjs": "export default 'b';",
      },
    );
    const seen = await project.call(async ({ modules, read }) => [
      await read("@scope/pack"),
      modules.require("@scope/pack"),
      (await read("@scope/pack/features/a")).default,
      (await read("@scope/pack/features/a.js")).default,
      (await read("@scope/pack/only")).by,
    ]);
    expect(seen).toEqual([{ by: "import", self: "a" }, { by: "require" }, "a", "a", "require"]);
    for (const [subpath, what] of [
      ["/features/secret/b", 'subpath "./features/secret/b"'],
      ["/src/a.mjs", 'subpath "./src/a.mjs"'],
    ]) {
      const act = new Function(`return ({ modules }) => modules.import("@scope/pack${subpath}")`)();
      expect(await project.failure(act)).toMatchObject({
        code: "ERR_PACKAGE_PATH_NOT_EXPORTED",
        message: `The package "@scope/pack" does not export its ${what}, imported from notebook`,
      });
    }
  });

  test("may lead to TypeScript where the package is one of the project, linked", async () => {
    project.write(
      "lib/demo/package.json",
      '{ "name": "demo", "type": "module", "exports": { ".": "./index.ts", "./part": "./part.ts" } }',
    );
    project.write(
      "lib/demo/index.ts",
      'export * from "./part.js";',
      'export { part as again } from "demo/part";',
    );
    project.write("lib/demo/part.ts", "export const part: number = 1;");
    project.link("node_modules/demo", `${project.root}/lib/demo`);
    expect(await project.call(({ read }) => read("demo"))).toEqual({ part: 1, again: 1 });
    expect(
      await project.call(
        async ({ modules }) => modules.require("demo/part") === (await modules.import("demo/part")),
      ),
    ).toBe(true);
  });

  test("of a package that asks for top-level await loads all the same", async () => {
    addPackage("awaits", { main: "m.js" }, { "m.js": "export const late = await Promise.resolve(7);" });
    expect(await project.call(({ read }) => read("awaits"))).toEqual({ late: 7 });
  });
});

test("packages are loaded in the order in which they are imported", async () => {
  for (const name of ["first", "second", "third"])
    addPackage(name, { type: "module" }, { "index.js": `(globalThis.order ??= []).push("${name}");` });
  project.write("lib/order/inner.ts", 'import "second";');
  project.write("lib/order/main.ts", 'import "first";', 'import "./inner";', 'import "third";');
  await project.call(({ modules }) => modules.import("../lib/order/main"));
  expect(await project.call(() => Reflect.get(globalThis, "order"))).toEqual(["first", "second", "third"]);
});

test("tslab is the kernel's own, in cells, in the project and in packages", async () => {
  // The package is looked for when a kernel starts.
  const other = await startProject({
    "node_modules/tslab/package.json": '{ "name": "tslab", "main": "dist/public.js" }',
    "node_modules/tslab/dist/public.js": "exports.display = 'of another kernel';",
    "node_modules/shows/index.js": "exports.display = require('tslab').display;",
    "node_modules/shows-es/package.json": '{ "type": "module", "exports": "./m.js" }',
    "node_modules/shows-es/m.js": "export { display } from 'tslab';",
    "lib/shows.ts": 'export { display } from "tslab";\nexport const required = require("tslab").display;',
  });
  try {
    const same = await other.call(async ({ modules, read, tslab }) => {
      const display = Reflect.get(tslab, "display");
      const lib = await read("../lib/shows");
      return {
        cell: (await read("tslab", ["display"])).display === display,
        required: modules.require("tslab") === tslab,
        project: lib.display === display && lib.required === display,
        package: (await read("shows")).display === display,
        esPackage: (await read("shows-es")).display === display,
      };
    });
    expect(same).toEqual({ cell: true, required: true, project: true, package: true, esPackage: true });
  } finally {
    other.end();
  }
});
