import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsFor } from "../../lib/kernel/modules/paths.js";
import { run } from "./support.js";

describe("the paths of a tsconfig.json", () => {
  const paths = {
    base: "/base",
    patterns: [
      ["*", ["any/*"]],
      ["@/*", ["first/*", "./second/*"]],
      ["@/deep/*", ["deep/*.ts"]],
      ["one", ["other.ts"]],
      ["*.css", ["styles.ts"]],
    ],
  } as const;
  test.each([
    ["@/a/b", ["/base/first/a/b", "/base/second/a/b"]],
    ["@/deep/$&", ["/base/deep/$&.ts"]],
    ["one", ["/base/other.ts"]],
    ["one/two", ["/base/any/one/two"]],
  ])("%s stands for %j", (specifier, expected) => {
    expect(pathsFor(specifier, paths)).toEqual(expected);
  });

  test("that fit nothing give nothing", () => {
    expect(pathsFor("b", { base: "/", patterns: [["a*", ["x/*"]]] })).toEqual([]);
  });
});

describe("a cell imports by the paths of the tsconfig.json", () => {
  const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
  let kernel: Kernel;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  const configure = (compilerOptions: object) => write("tsconfig.json", JSON.stringify({ compilerOptions }));
  beforeAll(async () => {
    write("src/two.ts", "export const two: number = 2;");
    write("src/one.ts", "import { two } from '@/two'; export const one = two - 1;");
    kernel = await startKernel({ cwd });
  });
  afterAll(async () => {
    await kernel.shutdown();
    rmSync(cwd, { recursive: true });
  });

  test("values and types, with what these import, by import(), and by require", async () => {
    configure({ paths: { "@/*": ["./none/*", "./src/*"] } });
    const code =
      "import { one } from '@/one'; const { two } = await import('@/two'); [one, two, require('@/two').two]";
    expect((await run(kernel, code)).value).toBe("[ 1, 2, 2 ]");
  });

  test("as they are when it runs", async () => {
    configure({ paths: { "~/*": ["./src/*"] } });
    const { value, traceback } = await run(kernel, "import { two as again } from '~/two'; again");
    expect(traceback).toBe("");
    expect(value).toBe("2");
  });

  test("and of its baseUrl", async () => {
    configure({ baseUrl: "./src" });
    expect((await run(kernel, "import { two as bare } from 'two'; bare")).value).toBe("2");
  });
});
