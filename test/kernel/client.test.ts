import type { OutputEvent } from "tslab-kernel";
import { describe, expect, test } from "vitest";
import { createClient, type ExecuteOptions } from "../../lib/kernel/client/client.js";
import {
  aborted,
  begun,
  busy,
  error,
  failed,
  fakeChannels,
  idle,
  ok,
  print,
  type Step,
  started,
} from "./fake-kernel.js";
import { textOf } from "./support.js";

const DEATH = { code: 3, signal: null, stderr: "last words" };
const FAST = { idleGraceMs: 30, interruptGraceMs: 30, afterAbortMs: 0, quietMs: 30 };

/** A client whose n-th request is answered with the n-th sequence. */
function setUp(...sequences: (readonly Step[])[]) {
  const channels = fakeChannels(sequences);
  const calls: string[] = [];
  const control = { interrupt: () => void calls.push("interrupt"), kill: () => void calls.push("kill") };
  const client = createClient(channels, control, FAST);
  const events: OutputEvent[] = [];
  const execute = (options: Partial<ExecuteOptions> = {}) =>
    client.execute("code", { onOutput: (event) => events.push(event), ...options });
  return { calls, channels, client, events, execute };
}

describe("an execution", () => {
  test("ends with the reply and idle, and gives count and outputs", async () => {
    const { execute, events } = setUp([busy, started, print("a"), print("b"), ok, idle]);
    const result = await execute();
    expect(result).toMatchObject({ status: "ok", executionCount: 7, idleSeen: true });
    expect(textOf(events, "stdout")).toBe("ab");
  });

  test("waits for outputs that come after the reply", async () => {
    const { execute, events } = setUp([ok, 10, print("late"), idle]);
    await execute();
    expect(textOf(events, "stdout")).toBe("late");
  });

  test("may see idle before the reply", async () => {
    const { execute } = setUp([print("a"), idle, 10, ok]);
    expect(await execute()).toMatchObject({ status: "ok", idleSeen: true });
  });

  test("ends without idle after a grace, and says so", async () => {
    const { execute } = setUp([ok]);
    expect(await execute()).toMatchObject({ status: "ok", idleSeen: false });
  });

  test("begins the grace anew with each output, so that a long print arrives whole", async () => {
    const pieces = Array.from({ length: 10 }, (_, index): Step[] => [10, print(`${index}`)]).flat();
    const { execute, events } = setUp([ok, ...pieces, idle]);
    expect(await execute()).toMatchObject({ idleSeen: true });
    expect(textOf(events, "stdout")).toBe("0123456789");
  });

  test("passes on outputs that come after its end", async () => {
    const { execute, events } = setUp([ok, idle, 10, print("timer")]);
    await execute();
    expect(events).toHaveLength(0);
    await expect.poll(() => textOf(events, "stdout")).toBe("timer");
  });

  test("with an error message is an error, and has its name and text once", async () => {
    const { execute, events } = setUp([error, failed, idle]);
    const result = await execute();
    expect(result).toMatchObject({ status: "error", error: { ename: "TypeError", evalue: "no" } });
    expect(events).toHaveLength(1);
  });

  test("whose reply is an error without an error message gets one from the reply", async () => {
    const { execute, events } = setUp([print("x", "stderr"), failed, idle]);
    expect(await execute()).toMatchObject({ status: "error", error: { ename: "E", traceback: ["t"] } });
    expect(events.at(-1)).toMatchObject({ output: { output_type: "error", ename: "E" } });
  });

  test("whose failed reply tells nothing still has an error", async () => {
    const { execute } = setUp([["shell", "execute_reply", { status: "error" }], idle]);
    expect((await execute()).error?.evalue).toMatch(/without a description/);
  });

  test("with an error message and a reply that says ok has failed", async () => {
    const { execute } = setUp([error, ok, idle]);
    expect((await execute()).status).toBe("error");
  });

  test("that was aborted is sent again", async () => {
    const { execute, channels } = setUp([aborted, idle], [ok, idle]);
    expect((await execute()).status).toBe("ok");
    expect(channels.sent).toHaveLength(2);
  });

  test("that is aborted every time is no success", async () => {
    const { execute, channels } = setUp([aborted, idle], [aborted, idle], [aborted, idle]);
    expect((await execute()).status).toBe("aborted");
    expect(channels.sent).toHaveLength(3);
  });

  test("waits for the one before it", async () => {
    const { execute, channels } = setUp([20, ok, idle], [ok, idle]);
    const first = execute();
    const second = execute();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(channels.sent).toHaveLength(1);
    await Promise.all([first, second]);
    expect(channels.sent).toHaveLength(2);
  });

  test("does not mind messages without a parent, of unknown types or with odd content", async () => {
    const { execute, events } = setUp([
      ["iopub", "comm_open", {}],
      ["iopub", "stream", {}],
      ["iopub", "error", { traceback: "no list" }],
      ["iopub", "update_display_data", { data: {} }],
      ok,
      idle,
    ]);
    expect((await execute()).status).toBe("ok");
    expect(events).toEqual([{ type: "output", output: { output_type: "stream", name: "stdout", text: "" } }]);
  });
});

describe("a timeout", () => {
  test("interrupts, and is a timeout even though the kernel calls it an error", async () => {
    const { execute, calls, events } = setUp([started, begun, 40, error, failed, idle]);
    const result = await execute({ timeoutMs: 20 });
    expect(result.status).toBe("timeout");
    expect(result.death).toBeUndefined();
    expect(calls).toEqual(["interrupt"]);
    expect(events).toHaveLength(0);
  });

  test("kills a kernel that does not react", async () => {
    const { execute, calls, client } = setUp([started, begun]);
    const running = execute({ timeoutMs: 10 });
    await expect.poll(() => calls).toEqual(["interrupt", "kill"]);
    await client.died(DEATH);
    expect(await running).toMatchObject({ status: "timeout", executionCount: 7, death: DEATH });
  });
});

describe("a kernel that dies", () => {
  test("ends the running cell, after the outputs that are still under way", async () => {
    const { execute, client, events } = setUp([started, 10, print("bye")]);
    const running = execute();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await client.died(DEATH);
    expect(await running).toMatchObject({ status: "dead", death: DEATH, executionCount: 7, idleSeen: false });
    expect(textOf(events, "stdout")).toBe("bye");
  });

  test("runs nothing any more", async () => {
    const { execute, client, channels } = setUp();
    await client.died(DEATH);
    expect(await execute()).toMatchObject({ status: "dead", executionCount: null });
    expect(channels.sent).toHaveLength(0);
  });

  test("answers no request", async () => {
    const { client } = setUp([]);
    const request = client.request("complete_request", {}, { timeoutMs: 5_000 });
    const expected = expect(request).rejects.toThrow(/did not answer a complete_request: it died/);
    await client.died(DEATH);
    await expected;
  });
});

describe("a request", () => {
  test("gives the reply of its channel", async () => {
    const { client } = setUp([busy, ["shell", "complete_reply", { matches: ["a"] }], idle]);
    const reply = await client.request("complete_request", {}, { timeoutMs: 1_000 });
    expect(reply.content).toEqual({ matches: ["a"] });
  });

  test("without a reply is an error that says how long was waited", async () => {
    const { client } = setUp([busy, idle]);
    await expect(client.request("inspect_request", {}, { timeoutMs: 20 })).rejects.toThrow(/within 20 ms/);
  });
});
