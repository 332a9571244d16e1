import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const require = createRequire(import.meta.url);
const tslab = dirname(require.resolve("tslab/package.json"));

/** What a new process prints of an expression; `loaded()` says whether a compiler has been loaded in it. */
function printed(expression: string): unknown {
  const loaded = "() => Object.keys(require.cache).some((file) => file.endsWith('/lib/typescript.js'))";
  const program = `const loaded = ${loaded}; console.log(JSON.stringify(${expression}))`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { cwd: tslab, encoding: "utf8" }));
}

describe("the compiler that tslab is given", () => {
  it("is the stand-in, and no second one", () => {
    const file = require.resolve("@tslab/typescript-for-tslab", { paths: [tslab] });
    expect(relative("lib/typescript-for-tslab", file)).toBe("index.cjs");
  });

  it("tells TypeScript's version without loading it, also where tslab's display is imported", () => {
    expect(printed(`[require("tslab").versions.typescript, loaded()]`)).toEqual([ts.version, false]);
  });

  it("is the project's TypeScript as soon as more is asked for", () => {
    const stand = `require("@tslab/typescript-for-tslab")`;
    expect(printed(`[${stand}.ScriptTarget.ES2022, loaded()]`)).toEqual([ts.ScriptTarget.ES2022, true]);
    expect(printed(`[typeof ${stand}.sys.readFile, loaded()]`)).toEqual(["function", true]);
    expect(printed(`["createProgram" in ${stand}, "createNothing" in ${stand}]`)).toEqual([true, false]);
  });
});
