import { tmpdir } from "node:os";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./support.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel({ cwd: tmpdir() });
});
afterAll(() => kernel.shutdown());

describe("where nobody can be asked, a cell that asks fails at once", () => {
  test.each([
    ["prompt", "prompt('Name?')"],
    ["confirm", "confirm('Sure?')"],
    ["alert", "alert('Look')"],
    [
      "readline/promises",
      "import { createInterface } from 'node:readline/promises'; await createInterface({ input: process.stdin, output: process.stdout }).question('Name? ')",
    ],
    [
      "readline",
      "import { createInterface as create } from 'node:readline'; await new Promise((done) => create({ input: process.stdin, output: process.stdout }).question('Name? ', done))",
    ],
  ])("with %s", async (_, code) => {
    const { result } = await run(kernel, code, { timeoutMs: 20_000 });
    expect(result).toMatchObject({ status: "error", error: { ename: "NoInputError" } });
    expect(result.error?.evalue).toMatch(/nobody can be asked/);
  });

  test("and the standard input is at its end", async () => {
    const { stdout } = await run(
      kernel,
      "let read = ''; for await (const part of process.stdin) read += part; console.log(JSON.stringify(read))",
    );
    expect(stdout).toBe('""\n');
  });
});
