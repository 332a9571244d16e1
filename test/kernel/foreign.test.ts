import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, type OutputEvent, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createForeignText } from "../../lib/kernel/client/foreign.js";
import { run, textOf } from "./support.js";

describe("text that does not come by messages", () => {
  test("goes to the cell that was begun last, without the number of the process in Node's warnings", () => {
    const text = createForeignText();
    const [first, second]: [OutputEvent[], OutputEvent[]] = [[], []];
    text.print("stdout", "nobody's");
    text.show((event) => first.push(event));
    text.print("stdout", "out");
    text.print("stderr", "(node:4711) Warning: old\n");
    text.show((event) => second.push(event));
    text.print("stdout", "later");
    expect(textOf(first, "stdout")).toBe("out");
    expect(textOf(first, "stderr")).toBe("(node) Warning: old\n");
    expect(textOf(second, "stdout")).toBe("later");
    expect(textOf(second, "stderr")).toBe("");
  });

  test("is not shown where it was the kernel's last words", () => {
    const text = createForeignText();
    const events: OutputEvent[] = [];
    text.show((event) => events.push(event));
    text.print("stderr", "FATAL ERROR");
    text.drop();
    text.flush();
    expect(events).toEqual([]);
  });
});

describe("with the real kernel", () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await startKernel({ cwd: import.meta.dirname });
  });
  afterAll(() => kernel.shutdown());

  test("a child process that inherits the kernel's streams prints into the cell that started it", async () => {
    const { stdout, stderr } = await run(
      kernel,
      'import { spawnSync } from "node:child_process"; spawnSync("sh", ["-c", "echo out; echo err >&2"], { stdio: "inherit" }).status;',
    );
    expect(stdout.split("\n").sort()).toEqual(["", "out"]);
    expect(stderr).toBe("err\n");
  });

  test("a character that arrives in two pieces stays whole, and one that never ends is shown as broken", async () => {
    const whole =
      'const e = Buffer.from("é🎉"); for (let i = 0; i < e.length; i++) process.stdout.write(e.subarray(i, i + 1));';
    expect((await run(kernel, `${whole} null`)).stdout).toBe("é🎉");
    expect((await run(kernel, "process.stdout.write(new Uint8Array([0x61, 0xc3])); null")).stdout).toBe("a�");
  });

  test("text in a named encoding is decoded", async () => {
    expect((await run(kernel, 'process.stdout.write("6869", "hex"); null')).stdout).toBe("hi");
    expect((await run(kernel, 'process.stdout.write("é", "utf8"); null')).stdout).toBe("é");
  });

  test("a promise shows nothing of the kernel", async () => {
    const { stdout } = await run(kernel, "console.log([new Promise(() => {}), Promise.resolve(3)]);");
    expect(stdout).toBe("[ Promise { <pending> }, Promise { 3 } ]\n");
    expect((await run(kernel, "console.log(setTimeout(() => {}, 1));")).stdout).not.toContain(
      "kResourceStore",
    );
  });

  test("the stack of a caught error ends where the cell begins", async () => {
    const { stdout } = await run(
      kernel,
      'try { throw new Error("caught"); } catch (e) { console.log((e as Error).stack); }',
    );
    expect(stdout).toMatch(/^Error: caught\n {4}at Cell In\[\d+\], line 1, column 13\n$/);
  });

  test("a namespace can still be used after other cells", async () => {
    await run(kernel, "namespace Tools { export const two = 2; export type Word = string; }");
    await run(kernel, "1;");
    expect((await run(kernel, 'const word: Tools.Word = "w"; console.log(Tools.two, word);')).stdout).toBe(
      "2 w\n",
    );
  });

  test("an error that is its own cause is told once", async () => {
    const { traceback } = await run(
      kernel,
      'const own = new Error("loop") as Error & { cause: unknown }; own.cause = own; throw own;',
    );
    expect(traceback.match(/loop/g)?.length).toBe(2);
  });
});

test("what a JavaScript cell requires can still be used after other cells", async () => {
  const kernel = await startKernel({ cwd: import.meta.dirname, language: "javascript" });
  try {
    await run(kernel, 'const path = require("node:path");');
    await run(kernel, "1;");
    expect((await run(kernel, 'console.log(path.basename("a/b"));')).stdout).toBe("b\n");
  } finally {
    await kernel.shutdown();
  }
});

test("places are told from the notebook's folder, also after a cell has left it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tsnb-test-"));
  const kernel = await startKernel({ cwd: folder });
  try {
    writeFileSync(
      join(folder, "boom.ts"),
      "export function boom(): never {\n  throw new Error('boom');\n}\n",
    );
    await run(kernel, 'process.chdir("/");');
    const { traceback } = await run(kernel, 'import { boom } from "./boom"; boom();');
    expect(traceback).toContain("at boom (boom.ts:2:9)");
  } finally {
    await kernel.shutdown();
    rmSync(folder, { recursive: true });
  }
});
