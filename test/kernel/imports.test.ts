import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./support.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-test-")));
let kernel: Kernel;

function write(path: string, ...lines: string[]): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${lines.join("\n")}\n`);
}

/** A workspace like this project's: a package in TypeScript, linked from node_modules, beside a notebook folder. */
beforeAll(async () => {
  write(
    "lib/demo/package.json",
    '{ "name": "demo", "type": "module", "main": "./index.ts", "types": "./index.ts" }',
  );
  write("lib/demo/index.ts", 'export * from "./scale.js";', 'export { shapes } from "./shapes.js";');
  write(
    "lib/demo/scale.ts",
    'import { factor } from "./factor.js";',
    "export interface Scaled {",
    "  readonly value: number;",
    "}",
    "/** Refuses negative numbers. */",
    "export function scale(n: number): Scaled {",
    "  if (n < 0) throw new RangeError('negative');",
    "  return { value: n * factor };",
    "}",
  );
  write("lib/demo/factor.ts", "export const factor = 2;");
  write(
    "lib/demo/shapes.ts",
    'import type { Scaled } from "./scale.js";',
    "export const shapes: Scaled[] = [];",
  );
  mkdirSync(join(root, "node_modules"));
  symlinkSync(join(root, "lib/demo"), join(root, "node_modules/demo"));
  mkdirSync(join(root, "notebooks"));
  kernel = await startKernel({ cwd: join(root, "notebooks") });
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(root, { recursive: true });
});

describe("a package whose entry is TypeScript", () => {
  test("is imported by its name, and its .js specifiers find the .ts files", async () => {
    expect((await run(kernel, "import { scale } from 'demo';\nscale(4).value")).value).toBe("8");
  });

  test("brings its types", async () => {
    const { result } = await run(kernel, "const text: string = scale(1).value;");
    expect(result.error).toMatchObject({ evalue: "Type 'number' is not assignable to type 'string'." });
  });

  test("is named in tracebacks by the line of the TypeScript", async () => {
    const { result } = await run(kernel, "scale(-1)");
    expect(result.error?.traceback).toContain("    at scale (../lib/demo/scale.ts:7:20)");
  });
});

describe("an edit of the package, without a restart of the kernel", () => {
  test("shows in the next cell that imports it, also when the edited file is deep inside", async () => {
    write("lib/demo/factor.ts", "export const factor = 3;");
    expect((await run(kernel, "scale(4).value")).value).toBe("8");
    expect((await run(kernel, "import { scale } from 'demo';\nscale(4).value")).value).toBe("12");
  });

  test("changes the types that the next cell sees", async () => {
    write("lib/demo/factor.ts", 'export const factor = 3;\nexport const unit = "persons";');
    write("lib/demo/index.ts", 'export * from "./scale.js";', 'export { unit } from "./factor.js";');
    const { value } = await run(
      kernel,
      "import { unit } from 'demo';\nconst length: number = unit.length;\nunit",
    );
    expect(value).toBe("'persons'");
    const { result } = await run(kernel, "import { shapes } from 'demo';");
    expect(result.error?.evalue).toMatch(/has no exported member 'shapes'/);
  });

  test("may add a file, while cells go on running", async () => {
    write("lib/demo/added.ts", "export const added = 'new';");
    // Time for the system to report the new file, which a compiler may hear of at any moment.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await run(kernel, "'still here'")).value).toBe("'still here'");
    write("lib/demo/index.ts", 'export * from "./scale.js";', 'export { added } from "./added.js";');
    expect((await run(kernel, "import { added } from 'demo';\nadded")).value).toBe("'new'");
  });

  test("that does not compile fails the cell that imports it, and mending it helps", async () => {
    write("lib/demo/added.ts", "throw new Error('while loading');");
    const { result } = await run(kernel, "import * as broken from 'demo';\nbroken.scale");
    expect(result.status).toBe("error");
    write("lib/demo/added.ts", "export const added = 'mended';");
    expect((await run(kernel, "import { added as again } from 'demo';\nagain")).value).toBe("'mended'");
  });
});

test("a relative TypeScript file beside the notebook is imported, and again after an edit", async () => {
  write("notebooks/helper.ts", "export const help = 1;");
  expect((await run(kernel, "import { help } from './helper';\nhelp")).value).toBe("1");
  write("notebooks/helper.ts", "export const help = 2;");
  expect((await run(kernel, "import { help } from './helper';\nhelp")).value).toBe("2");
});

test("what a relative file imports in its turn is loaded anew after an edit: TypeScript, JavaScript and JSON", async () => {
  const files = (n: number) => {
    write("notebooks/inner.ts", `export const inner = ${n};`);
    write("notebooks/plain.js", `exports.plain = ${n};`);
    write("notebooks/data.json", `{ "d": ${n} }`);
  };
  files(1);
  write("notebooks/again.ts", 'export { inner } from "./inner";');
  write("notebooks/times.ts", 'import { inner } from "./inner";', "export const times = inner * 10;");
  write("notebooks/of-json.ts", 'const { d } = require("./data.json");', "export const ofJson: number = d;");
  const cell = `import { inner } from "./again";
import { times } from "./times";
import { ofJson } from "./of-json";
console.log(inner, times, ofJson, require("./plain.js").plain, require("./data.json").d);`;
  expect(await run(kernel, cell)).toMatchObject({ stdout: "1 10 1 1 1\n" });
  expect(await run(kernel, cell)).toMatchObject({ stdout: "1 10 1 1 1\n" });
  files(7);
  expect(await run(kernel, cell)).toMatchObject({ stdout: "7 70 7 7 7\n" });
});

test("a file above the notebook's folder is imported with its types, and again after an edit", async () => {
  write("common/total.ts", 'import { one } from "./one.js";', "export const total: number = one + 1;");
  write("common/one.ts", "export const one = 1;");
  expect((await run(kernel, "import { total } from '../common/total';\ntotal")).value).toBe("2");
  const { result } = await run(kernel, "const text: string = total;");
  expect(result.error?.evalue).toBe("Type 'number' is not assignable to type 'string'.");
  write("common/one.ts", "export const one = 2;");
  expect((await run(kernel, "import { total } from '../common/total';\ntotal")).value).toBe("3");
});

test("packages of this project are found by a notebook that lies outside of it", async () => {
  const { value } = await run(kernel, "import { plot } from 'tslab-notebook';\ntypeof plot");
  expect(value).toBe("'function'");
  const ofModules = [
    "import * as aq from 'arquero';",
    "import { parse } from 'csv-parse/sync';",
    "import { solve } from 'yalps';",
    "[aq.table({ a: [1, 2] }).numRows(), parse('a,b').length, typeof solve].join(' ')",
  ];
  const modules = await run(kernel, ofModules.join("\n"));
  expect(modules).toMatchObject({ value: "'2 1 function'", stderr: "" });
});

test("a package that is nowhere is an error of the cell", async () => {
  const { result } = await run(kernel, "import { nothing } from 'no-such-package-here';\nnothing");
  expect(result.error?.evalue).toMatch(/Cannot find module 'no-such-package-here'/);
  const required = await run(kernel, "require('no-such-package-here')");
  expect(required.result.error?.evalue).toMatch(/Cannot find module "no-such-package-here"/);
});
