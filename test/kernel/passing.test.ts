import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kernel, type Message, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRequestMessage } from "../../lib/kernel/protocol/wire.js";
import type { JsonObject } from "../../lib/notebook/nbformat/index.js";

/** Requests of front ends, which the kernel's client passes on without taking part. */

let kernel: Kernel;
let heard: { channel: string; message: Message; parts: readonly Buffer[] }[];

beforeAll(async () => {
  kernel = await startKernel({ cwd: tmpdir() });
  kernel.onMessage((channel, message, parts = []) => heard.push({ channel, message, parts }));
});

beforeEach(() => {
  heard = [];
});

afterAll(() => kernel.shutdown());

/** Sends a request as a front end does; gives its id. */
function send(type: string, content: JsonObject): string {
  const { header, metadata } = createRequestMessage(type, content, "a front end");
  kernel.send(
    "shell",
    [header, {}, metadata, content].map((part) => Buffer.from(JSON.stringify(part))),
  );
  return header.msg_id;
}

const run = (code: string, more: JsonObject = {}) =>
  send("execute_request", { code, stop_on_error: true, ...more });

const replyTo = (id: string): Message | undefined =>
  heard.find(({ channel, message }) => channel !== "iopub" && message.parentHeader.msg_id === id)?.message;

const statusOf = (id: string) => expect.poll(() => replyTo(id)?.content.status, { timeout: 20_000 });

const statuses = () =>
  heard
    .filter(({ message }) => message.header.msg_type === "status")
    .map(
      ({ message }) =>
        `${message.parentHeader.msg_type?.replace("_request", "")} ${message.content.execution_state}`,
    );

describe("what a front end sends and hears", () => {
  test("is passed on, with its parts as they came", async () => {
    const id = run("console.log('passed on')");
    await statusOf(id).toBe("ok");
    const stream = heard.find(({ message }) => message.header.msg_type === "stream");
    expect(stream?.message.content).toEqual({ name: "stdout", text: "passed on\n" });
    expect(stream?.parts.map((part) => JSON.parse(part.toString()))).toEqual([
      stream?.message.header,
      stream?.message.parentHeader,
      stream?.message.metadata,
      stream?.message.content,
    ]);
    expect(stream?.message.parentHeader).toMatchObject({ msg_id: id, session: "a front end" });
  });

  test("goes to the new kernel when it is sent during a restart", async () => {
    const restarted = kernel.restart();
    const id = run("'new'");
    await restarted;
    await statusOf(id).toBe("ok");
    expect(replyTo(id)?.content.execution_count).toBe(1);
  });

  test("an idle kernel is not said to be busy, and one that has cells to run not to be idle", async () => {
    const first = run("await new Promise((done) => setTimeout(done, 200))");
    const second = run("2");
    await sleep(100);
    const help = send("complete_request", { code: "cons", cursor_pos: 4 });
    await statusOf(help).toBe("ok");
    await statusOf(first).toBe("ok");
    await statusOf(second).toBe("ok");
    await expect
      .poll(statuses)
      .toEqual([
        "execute busy",
        "execute busy",
        "complete busy",
        "complete idle",
        "execute busy",
        "execute idle",
        "execute busy",
        "execute idle",
      ]);
  });

  test("text that processes of a cell print to the kernel's own streams is handed on", async () => {
    const texts: string[] = [];
    const forget = kernel.onText((name, text) => texts.push(`${name} ${text}`));
    await statusOf(run("require('node:fs').writeSync(1, 'directly'); undefined")).toBe("ok");
    await expect.poll(() => texts).toEqual(["stdout directly"]);
    forget();
  });
});

describe("after a cell that fails", () => {
  const failing = "await new Promise((done) => setTimeout(done, 50)); throw new Error('stop')";

  test("what was sent before its end is aborted, also while it keeps the thread", async () => {
    const codes = [
      "const end = Date.now() + 100; while (Date.now() < end); throw new Error('stop')",
      "1",
      "2",
    ];
    const [first = "", ...rest] = codes.map((code) => run(code));
    await statusOf(first).toBe("error");
    for (const id of rest) await statusOf(id).toBe("aborted");
    expect(heard.filter(({ message }) => message.header.msg_type === "execute_input")).toHaveLength(1);
  });

  test("what comes at once after its end is run", async () => {
    await statusOf(run(failing)).toBe("error");
    await statusOf(run("1")).toBe("ok");
  });

  test("nothing is aborted where it says so", async () => {
    const [first, second] = [run(failing, { stop_on_error: false }), run("1")];
    await statusOf(first).toBe("error");
    await statusOf(second).toBe("ok");
  });
});
