import { tmpdir } from "node:os";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./support.js";

let kernel: Kernel;
let loop: ReturnType<typeof run>;

/** A kernel whose thread is kept by a cell. */
beforeAll(async () => {
  kernel = await startKernel({ cwd: tmpdir() });
  await run(kernel, "/** Metres. */\nconst someLength = 5;");
  let begun = () => {};
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  loop = run(kernel, "console.log('in'); for (;;) {}", { onOutput: begun, timeoutMs: 50_000 });
  await started;
});

afterAll(async () => {
  kernel.interrupt();
  await loop;
  await kernel.shutdown();
});

describe("while a cell keeps its thread", () => {
  test("names are completed", async () => {
    const { content } = await kernel.request("complete_request", { code: "someLen", cursor_pos: 7 });
    expect(content).toMatchObject({ status: "ok", matches: ["someLength"], cursor_start: 0, cursor_end: 7 });
  });

  test("positions are counted in code points, as Jupyter counts them", async () => {
    const { content } = await kernel.request("complete_request", { code: "'🎉'; someLen", cursor_pos: 12 });
    expect(content).toMatchObject({ matches: ["someLength"], cursor_start: 5, cursor_end: 12 });
  });

  test("names are explained, with their documentation", async () => {
    const { content } = await kernel.request("inspect_request", {
      code: "someLength",
      cursor_pos: 3,
      detail_level: 0,
    });
    expect(content).toMatchObject({ status: "ok", found: true });
    expect(JSON.stringify(content.data)).toMatch(/const someLength: 5.*Metres\./);
  });

  test("a cell is checked without being run", async () => {
    const { content } = await kernel.request("tslab_kernel_diagnose_request", {
      code: "\nconst n: string = someLength;",
    });
    expect(content.diagnostics).toMatchObject([
      { line: 2, column: 7, message: "Type 'number' is not assignable to type 'string'." },
    ]);
  });

  test("it is told whether code is complete", async () => {
    const { content } = await kernel.request("is_complete_request", { code: "function f() {" });
    expect(content).toMatchObject({ status: "incomplete" });
  });

  test("a request that nobody knows is answered with an error", async () => {
    const { content } = await kernel.request("no_such_request", {});
    expect(content).toMatchObject({
      status: "error",
      evalue: "This kernel has no answer to a no_such_request.",
    });
  });
});
