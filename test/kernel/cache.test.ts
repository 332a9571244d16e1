import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, describe, expect, test } from "vitest";
import { run } from "./support.js";

const place = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(place, { recursive: true }));
const project = join(place, "project");
const cache = join(place, "cache");
const SOURCE = join(project, "lib", "shape.ts");
mkdirSync(join(project, "lib"), { recursive: true });
mkdirSync(join(project, "notebooks"));

const IMPORT = `import { area, fail } from "../lib/shape";`;
const source = (factor: number) => `/** An area. */
export function area(side: number): number {
  return ${factor} * side * side;
}

export function fail(): never {
  throw new Error("failed on purpose");
}
`;

/** What a fresh kernel with the cache prints. */
async function inKernel(act: (kernel: Kernel) => Promise<string>): Promise<string> {
  const kernel = await startKernel({
    cwd: join(project, "notebooks"),
    env: { TSLAB_NOTEBOOK_CACHE: cache },
  });
  try {
    return await act(kernel);
  } finally {
    await kernel.shutdown();
  }
}
const printed = (cell: string) =>
  inKernel(async (kernel) => {
    const { stdout, traceback } = await run(kernel, cell);
    return stdout + traceback;
  });
/** The one file of the cache that holds the compiled library. */
const kept = (): string => {
  const names = readdirSync(cache).filter((name) => name.startsWith("js-"));
  expect(names).toHaveLength(1);
  return join(cache, names[0] ?? "");
};

describe("what a kernel has compiled and kept", () => {
  test("serves the next kernel: same values, same lines", async () => {
    writeFileSync(SOURCE, source(1));
    expect(await printed(`${IMPORT} console.log(area(3))`)).toBe("9\n");
    const text = readFileSync(kept(), "utf8");
    expect(text).toContain("failed on purpose");
    const failure = await printed(`${IMPORT} fail()`);
    expect(failure).toContain("shape.ts:7:9");
    expect(readFileSync(kept(), "utf8")).toBe(text);
  });

  test("is what runs, and not compiled again", async () => {
    const [head, ...code] = readFileSync(kept(), "utf8").split("\n");
    expect(head).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
    expect(code.join("\n")).toContain("1 * side * side");
  });

  test("gives way to an edit, in the next kernel and in the next cell, and no second file is kept", async () => {
    writeFileSync(SOURCE, source(2));
    const both = await inKernel(async (kernel) => {
      const first = await run(kernel, `${IMPORT} console.log(area(3))`);
      writeFileSync(SOURCE, source(3));
      const second = await run(kernel, `${IMPORT} console.log(area(3))`);
      return first.stdout + second.stdout;
    });
    expect(both).toBe("18\n27\n");
    expect(readFileSync(kept(), "utf8")).toContain("3 * side * side");
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    ["empty", () => Buffer.from("")],
    ["changed by someone", (bytes: Buffer) => Buffer.from(bytes.toString().replace("3 * side", "4 * side"))],
  ])("is passed over where it is %s, and made anew", async (_, spoil) => {
    const whole = readFileSync(kept());
    // A folder is Node's own, which it looks after itself.
    const files = readdirSync(cache, { withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name } of files) {
      const file = join(cache, name);
      writeFileSync(file, spoil(readFileSync(file)));
    }
    expect(await printed(`${IMPORT} console.log(area(3))`)).toBe("27\n");
    expect(readFileSync(kept()).equals(whole)).toBe(true);
  });

  test("is not missed where no folder can be made for it", async () => {
    rmSync(cache, { recursive: true });
    writeFileSync(cache, "in the way");
    expect(await printed(`${IMPORT} console.log(area(3))`)).toBe("27\n");
    expect(readFileSync(cache, "utf8")).toBe("in the way");
    rmSync(cache);
  });

  test("by several kernels at once is whole, and no drafts are left", async () => {
    const all = await Promise.all([1, 2, 3].map(() => printed(`${IMPORT} console.log(area(3))`)));
    expect(all).toEqual(["27\n", "27\n", "27\n"]);
    expect(readFileSync(kept(), "utf8")).toContain("3 * side * side");
    expect(readdirSync(cache).filter((name) => name.endsWith(".draft"))).toEqual([]);
  });
});
