import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRunning, run } from "./support.js";

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
let kernel: Kernel;

beforeAll(async () => {
  kernel = await startKernel({ cwd, interruptGraceMs: 20_000 });
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(cwd, { recursive: true });
});

describe("output", () => {
  test("the value of the last expression and what is printed arrive, and the cell is counted", async () => {
    const first = await run(kernel, "console.log('a'); console.error('b'); 1 + 1");
    expect(first).toMatchObject({
      stdout: "a\n",
      stderr: "b\n",
      value: "2",
      result: { status: "ok", idleSeen: true },
    });
    const second = await run(kernel, "undefined");
    expect(second.result.executionCount).toBe((first.result.executionCount ?? 0) + 1);
    expect(second.events).toEqual([]);
  });

  test("all of 20,000 lines arrive, in order, and idle after them", async () => {
    const { stdout, result } = await run(kernel, "for (let i = 0; i < 20000; i++) console.log(i)");
    expect(stdout).toBe(Array.from({ length: 20_000 }, (_, index) => `${index}\n`).join(""));
    expect(result).toMatchObject({ status: "ok", idleSeen: true, droppedBytes: 0 });
  });

  test("20,000 displays arrive, which are messages of their own", async () => {
    const code = "import { display } from 'tslab'; for (let i = 0; i < 20000; i++) display.text(String(i))";
    const { events, result } = await run(kernel, code);
    expect(events).toHaveLength(20_000);
    expect(result.idleSeen).toBe(true);
  });

  test("a print and a display keep their order", async () => {
    const code = "for (let i = 0; i < 2000; i++) console.log('x'); display.text('y'); console.log('z')";
    const { events } = await run(kernel, code);
    const types = events.map((event) => event.type === "output" && event.output.output_type);
    expect(types.at(-2)).toBe("display_data");
    expect(events.at(-1)).toMatchObject({ output: { name: "stdout", text: "z\n" } });
  });

  test("text beyond the limit stays in the kernel, and its size is told", async () => {
    const { stdout, result } = await run(kernel, "console.log('x'.repeat(50_000_000))", {
      maxOutputBytes: 1_000,
    });
    expect(stdout).toBe("x".repeat(1_000));
    expect(result).toMatchObject({ status: "ok", droppedBytes: 49_999_001 });
  });

  test("200 MB in two million lines neither hang nor fill the memory", async () => {
    const code = "for (let i = 0; i < 2e6; i++) console.log('x'.repeat(99))";
    const { stdout, result } = await run(kernel, code, { maxOutputBytes: 100_000, timeoutMs: 50_000 });
    expect(stdout).toHaveLength(100_000);
    expect(result).toMatchObject({ status: "ok", droppedBytes: 199_900_000, idleSeen: true });
  });

  test("who waits for a write to be done is called back", async () => {
    const { stdout } = await run(
      kernel,
      "await new Promise<void>((done) => process.stdout.write('a', () => done()))",
    );
    expect(stdout).toBe("a");
  });

  test("values are plain text, whatever the terminal", async () => {
    expect((await run(kernel, "({ a: 'text', n: 1 })")).value).toBe("{ a: 'text', n: 1 }");
  });

  test("what a timer prints belongs to the cell that started it", async () => {
    const first = await run(kernel, "void setTimeout(() => console.log('from the timer'), 150)", {
      settleMs: 0,
    });
    expect(first.stdout).toBe("");
    const second = await run(
      kernel,
      "await new Promise((done) => setTimeout(done, 300)); console.log('second')",
    );
    expect(second.stdout).toBe("second\n");
    expect(first.events).toMatchObject([{ output: { text: "from the timer\n" } }]);
  });
});

describe("failures", () => {
  test("a thrown error fails the cell; nothing of it is on stderr; the next cell runs", async () => {
    const { result, stderr, events } = await run(kernel, "throw new RangeError('too far')");
    expect(result).toMatchObject({ status: "error", error: { ename: "RangeError", evalue: "too far" } });
    expect(stderr).toBe("");
    expect(events).toHaveLength(1);
    expect((await run(kernel, "'next'")).value).toBe("'next'");
  });

  test("a promise that nobody handles fails its cell", async () => {
    const { result, traceback } = await run(kernel, "void Promise.reject(new Error('lost'))");
    expect(result).toMatchObject({ status: "error", error: { ename: "Error", evalue: "lost" } });
    expect(traceback).toMatch(/^Unhandled promise rejection: Error: lost/);
  });

  test("an error in a timer fails the cell that is waited for", async () => {
    const { result, traceback } = await run(
      kernel,
      "void setTimeout(() => { throw new TypeError('tick') }, 10)",
    );
    expect(result).toMatchObject({ status: "error", error: { ename: "TypeError", evalue: "tick" } });
    expect(traceback).toMatch(/^Uncaught exception: TypeError: tick/);
  });

  test("an error that comes while a later cell runs belongs to the cell that caused it", async () => {
    const first = await run(kernel, "void setTimeout(() => { throw new Error('late') }, 150)", {
      settleMs: 0,
    });
    expect(first.result.status).toBe("ok");
    const second = await run(kernel, "await new Promise((done) => setTimeout(done, 300)); 'fine'");
    expect(second.result.status).toBe("ok");
    expect(first.events).toMatchObject([{ output: { output_type: "error", evalue: "late" } }]);
  });

  test("a rejection that is handled within the cell is none", async () => {
    const code = "const p = Promise.reject(new Error('x')); await p.catch(() => 'caught')";
    expect((await run(kernel, code)).result.status).toBe("ok");
  });

  test("three failures in a row are three failures, and none is taken for a success", async () => {
    const codes = ["throw 1", "throw 2", "throw 3"];
    const results = await Promise.all(codes.map((code) => run(kernel, code)));
    expect(results.map(({ result }) => `${result.status} ${result.error?.evalue}`)).toEqual([
      "error 1",
      "error 2",
      "error 3",
    ]);
  });

  test("what is thrown need not be an error, and need not be readable", async () => {
    expect((await run(kernel, "throw { code: 7 }")).result.error).toMatchObject({
      ename: "Thrown",
      evalue: "{ code: 7 }",
    });
    expect((await run(kernel, "throw undefined")).result.error).toMatchObject({
      ename: "Thrown",
      evalue: "undefined",
    });
    const hostile = "throw new (class extends Error { get message(): string { throw new Error('no') } })()";
    expect((await run(kernel, hostile)).result.status).toBe("error");
  });
});

describe("the end", () => {
  test("process.exit is reported with its code, after what the cell has printed", async () => {
    const deaths: unknown[] = [];
    const forget = kernel.onDeath((death) => deaths.push(death.code));
    const { result, stdout } = await run(
      kernel,
      "for (let i = 0; i < 3000; i++) console.log(i); process.exit(3)",
    );
    expect(result).toMatchObject({ status: "dead", death: { code: 3, signal: null } });
    expect(stdout).toMatch(/^0\n[\s\S]*\n2999\n$/);
    expect(deaths).toEqual([3]);
    forget();
    await kernel.restart();
  });

  test("the end of what a dying kernel wrote to its stderr is kept", async () => {
    const { result } = await run(
      kernel,
      "require('node:fs').writeSync(2, 'last words\\n'); process.kill(process.pid, 'SIGKILL')",
    );
    expect(result).toMatchObject({ status: "dead", death: { signal: "SIGKILL", stderr: "last words" } });
    await kernel.restart();
  });

  test("live timers do not keep a kernel that is asked to stop, nor do children of its cells stay", async () => {
    const code =
      "import { spawn } from 'child_process'; setInterval(() => {}, 50); spawn('sleep', ['600']).pid";
    const child = Number((await run(kernel, code, { settleMs: 0 })).value);
    expect(child).toBeGreaterThan(0);
    await kernel.shutdown();
    await kernel.shutdown();
    expect(kernel.alive).toBe(false);
    await expect.poll(() => isRunning(child)).toBe(false);
    await kernel.restart();
    expect((await run(kernel, "'up'")).value).toBe("'up'");
  });

  test("other requests of the protocol are answered", async () => {
    await run(kernel, "const someLongName = 1");
    const reply = await kernel.request("complete_request", { code: "someLo", cursor_pos: 6 });
    expect(reply.content.matches).toContain("someLongName");
  });
});
