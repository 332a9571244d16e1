import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startKernel } from "tslab-kernel";
import { afterAll, expect, test } from "vitest";
import { isAlive } from "../notebook/faults/support.js";
import { scripted } from "./scripted.js";

/** How long a kernel is waited for that does not answer yet. */

const folder = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (script: object, more: object = {}) =>
  startKernel({ cwd: tmpdir(), startTimeoutMs: 300, ...scripted(script), ...more });

test.each([
  ["keeps the processor busy", { busyMs: 1_500 }],
  ["answers heartbeats", { beatsMs: 1_500 }],
])("a kernel that %s is waited for, and who waits is told", async (_, script) => {
  const told: number[] = [];
  const kernel = await start(script, { onSlowStart: (ms: number) => told.push(ms) });
  expect(kernel.alive).toBe(true);
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  await kernel.shutdown();
});

test("the wait can be given up, and the kernel is gone by then", async () => {
  const giveUp = new AbortController();
  const note = join(folder, "pid");
  const asked = scripted({ busyMs: 60_000 });
  const starting = startKernel({
    cwd: tmpdir(),
    startTimeoutMs: 100,
    signal: giveUp.signal,
    onSlowStart: () => giveUp.abort(new Error("no longer wanted")),
    ...asked,
    // The shell tells the process id of what it becomes.
    program: (file) => {
      const [command, ...args] = asked.program?.(file) ?? ["false"];
      return ["sh", "-c", `echo $$ > "$0"; exec "$@"`, note, command, ...args];
    },
  });
  await expect(starting).rejects.toThrow("no longer wanted");
  const pid = Number(readFileSync(note, "utf8"));
  expect(pid).toBeGreaterThan(0);
  expect(isAlive(pid)).toBe(false);
});

test("a kernel that is at work without end is ended at the limit for all", async () => {
  await expect(start({ busyMs: 60_000 }, { longestStartMs: 900 })).rejects.toThrow(
    /did not answer within 0\.9 s while starting$/,
  );
});
