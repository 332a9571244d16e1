import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const place = realpathSync(mkdtempSync(join(tmpdir(), "build-")));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A repository whose kernel has two entries that share a module. */
let root: string;
let number = 0;
beforeEach(() => {
  root = join(place, String(++number));
  mkdirSync(root);
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  for (const name of ["build.js", "build-plugins.js"])
    cpSync(join(REPOSITORY, "lib", name), join(root, "lib", name));
  write("package.json", '{ "type": "module" }');
  write("lib/kernel/index.ts", 'export { place } from "./room/place.js";\nexport const one: number = 1;\n');
  write("lib/kernel/errors.ts", 'export { place } from "./room/place.js";\n');
  write("lib/kernel/room/place.ts", "export const place = [import.meta.url, import.meta.dirname];\n");
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

const read = (name: string): string => readFileSync(join(root, name), "utf8");
const dist = (name: string): string => join("lib", "kernel", "dist", name);

/** Runs a module beside the build, and gives what it prints. */
function node(code: string): string {
  const options = { cwd: root, encoding: "utf8", stdio: "pipe" } as const;
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], options).trim();
}

const BUILD = `import { buildIfStale } from "./lib/build.js";
process.stderr.write = (text) => process.stdout.write(text);
console.log(await buildIfStale(["kernel"]));`;

const loaded = (name: string): unknown =>
  JSON.parse(node(`console.log(JSON.stringify(await import("./${dist(name)}")))`));

describe("a build", () => {
  test("makes a module of each entry that is there, which share the rest", () => {
    expect(node(BUILD)).toBe("true");
    expect(readdirSync(join(root, dist("."))).sort()).toEqual([
      "chunks",
      "errors.js",
      "errors.js.map",
      "index.js",
      "index.js.map",
      "inputs.json",
      "outputs.json",
    ]);
    expect(loaded("index.js")).toMatchObject({ one: 1 });
  });

  test("leaves a source its place, by which it finds what lies beside it", () => {
    node(BUILD);
    const source = join(root, "lib", "kernel", "room", "place.ts");
    expect(loaded("errors.js")).toEqual({ place: [`file://${source}`, dirname(source)] });
  });

  test("is made again when a source has changed, an entry is new or the recipe is another, and only then", () => {
    const madeAgain = (): boolean => {
      const before = statSync(join(root, dist("inputs.json")), { throwIfNoEntry: false })?.mtimeMs;
      node(BUILD);
      return statSync(join(root, dist("inputs.json"))).mtimeMs !== before;
    };
    expect(madeAgain()).toBe(true);
    expect(madeAgain()).toBe(false);
    write("lib/kernel/room/place.ts", "export const place = 2;\n");
    expect(madeAgain()).toBe(true);
    expect(loaded("index.js")).toMatchObject({ place: 2 });
    write("lib/kernel/kernel.ts", "export const kernel = 3;\n");
    expect(madeAgain()).toBe(true);
    expect(loaded("kernel.js")).toEqual({ kernel: 3 });
    write("lib/build.js", `${read("lib/build.js")}// Another.\n`);
    expect(madeAgain()).toBe(true);
    write("lib/kernel/unused.ts", "export {};\n");
    expect(madeAgain()).toBe(false);
  });

  test("that fails says where, on one line, and leaves the one before", () => {
    node(BUILD);
    write("lib/kernel/errors.ts", "export const two: = 2;\n");
    expect(node(BUILD)).toBe('lib/kernel/errors.ts:1:19: Unexpected "="\nfalse');
    expect(loaded("index.js")).toMatchObject({ one: 1 });
  });

  test("keeps the shared modules of the one before, which a command that runs may still load", () => {
    node(BUILD);
    const chunks = () => readdirSync(join(root, dist("chunks"))).filter((name) => name.endsWith(".js"));
    const before = chunks();
    write("lib/kernel/room/place.ts", "export const place = 2;\n");
    node(BUILD);
    expect(chunks()).toEqual(expect.arrayContaining(before));
    expect(chunks().length).toBe(before.length + 1);
  });

  test("is whole when several processes make it at once", async () => {
    const ends = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ["lib/build.js", "kernel"], { cwd: root });
      return new Promise((resolve) => child.once("close", resolve));
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
    expect(loaded("index.js")).toMatchObject({ one: 1 });
    const all = readdirSync(join(root, dist(".")), { recursive: true, encoding: "utf8" });
    expect(all.filter((name) => name.endsWith(".draft"))).toEqual([]);
  });
});
