import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRunning, run } from "./support.js";

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
let kernel: Kernel;

beforeAll(async () => {
  kernel = await startKernel({ cwd, interruptGraceMs: 20_000 });
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(cwd, { recursive: true, force: true });
});

test("a timeout interrupts an endless loop, and the kernel keeps its variables", async () => {
  await run(kernel, "let kept = 41");
  const { result, stdout } = await run(kernel, "console.log('in'); for (;;) {}", { timeoutMs: 200 });
  expect(result.status).toBe("timeout");
  expect(result.death).toBeUndefined();
  expect(stdout).toBe("in\n");
  expect((await run(kernel, "kept + 1")).value).toBe("42");
});

test("a timeout interrupts an await that never ends", async () => {
  const { result } = await run(kernel, "await new Promise(() => {})", { timeoutMs: 200 });
  expect(result.status).toBe("timeout");
  expect(kernel.alive).toBe(true);
});

test("an interrupt from outside is an error of its own name", async () => {
  const running = run(kernel, "await new Promise(() => {})");
  await sleep(300);
  kernel.interrupt();
  expect((await running).result.error).toMatchObject({ ename: "Interrupted" });
});

test.each([
  ["at once", "for (;;) {}"],
  ["after an await", "await null; for (;;) {}"],
  ["after a timer", "await new Promise((done) => setTimeout(done, 5)); for (;;) {}"],
  ["in a timer", "setTimeout(() => { for (;;) {} }, 5); await new Promise(() => {})"],
  ["in setImmediate", "setImmediate(() => { for (;;) {} }); await new Promise(() => {})"],
  ["of awaits", "for (;;) await null"],
  ["in nextTick", "process.nextTick(() => { for (;;) {} }); await new Promise(() => {})"],
  ["of ticks", "const tick = () => process.nextTick(tick); tick(); await new Promise(() => {})"],
  [
    "of a stream without end",
    "const { Readable } = await import('node:stream'); new Readable({ read() { this.push('x') } }).resume(); await new Promise(() => {})",
  ],
  [
    "in the callback of a file",
    "const fs = await import('node:fs'); fs.stat('.', () => { for (;;) {} }); await new Promise(() => {})",
  ],
  [
    "that waits for a program behind a shell",
    "const { execSync } = require('node:child_process'); execSync('sleep 600; sleep 600')",
  ],
  [
    "that waits for another program",
    "const { execFileSync } = require('node:child_process'); execFileSync('sleep', ['600'])",
  ],
  ["that catches everything", "for (;;) { try { await null; for (;;) {} } catch {} finally { await null } }"],
  ["in a library", "await null; JSON.parse('[' + '1,'.repeat(5e6) + '1]').sort(() => { for (;;) {} })"],
])("a loop %s is ended, and what it was given before is there", async (_, loop) => {
  const { result } = await run(kernel, `let before = 7; ${loop}`, { timeoutMs: 400 });
  expect(result).toMatchObject({ status: "timeout" });
  expect(result.death).toBeUndefined();
  expect((await run(kernel, "before")).value).toBe("7");
});

test.each([
  ["timers", "await new Promise<void>((done) => setTimeout(done, 10));"],
  [
    "files",
    "await import('node:fs/promises').then(({ readFile }) => readFile(process.execPath).then(() => undefined));",
  ],
])("a loop of awaits on %s does not go on after it was interrupted", async (_, wait) => {
  await run(kernel, "let rounds = 0;");
  const { result, events } = await run(kernel, `for (;;) { ${wait} rounds++; console.log(rounds); }`, {
    timeoutMs: 400,
  });
  expect(result.status).toBe("timeout");
  const [count, shown] = [(await run(kernel, "rounds")).value, events.length];
  await sleep(200);
  expect((await run(kernel, "rounds")).value).toBe(count);
  expect(events).toHaveLength(shown);
});

test.each([
  ["waited", "await new Promise(() => {})"],
  ["looped", "for (;;) await null"],
])("what a cell that %s has left behind is collected, and the kernel lives", async (_, code) => {
  await run(kernel, code, { timeoutMs: 300 });
  const collect = `
import v8 from "node:v8";
import vm from "node:vm";
v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;
for (let i = 0; i < 5; i++) { collect(); await new Promise((done) => setTimeout(done, 10)); }
"lives"`;
  expect((await run(kernel, collect)).value).toBe("'lives'");
});

test("children and servers of an interrupted cell end; those of others stay", async () => {
  const start = `
import { spawn } from "node:child_process";
import { createServer } from "node:net";
let child = spawn("sleep", ["600"]);
let server = createServer().listen(0, "127.0.0.1");`;
  await run(kernel, `${start} var [first, other] = [child.pid, server]; undefined`);
  await run(kernel, `${start} await new Promise(() => {})`, { timeoutMs: 300 });
  const pids = (await run(kernel, "[first, child.pid].join()")).value
    .replace(/'/g, "")
    .split(",")
    .map(Number);
  await expect.poll(() => pids.map(isRunning)).toEqual([true, false]);
  expect((await run(kernel, "[other.listening, server.listening]")).value).toBe("[ true, false ]");
  await run(kernel, "other.close(); process.kill(first!); undefined");
});
