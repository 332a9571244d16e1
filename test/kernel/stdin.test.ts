import { tmpdir } from "node:os";
import { type Kernel, type Message, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRequestMessage } from "../../lib/kernel/protocol/wire.js";
import type { JsonObject } from "../../lib/notebook/nbformat/index.js";
import { scripted } from "./scripted.js";
import { run } from "./support.js";

/** Questions that a kernel asks over stdin, and their answers. */

let kernel: Kernel;
const heard: { channel: string; message: Message }[] = [];

beforeAll(async () => {
  kernel = await startKernel({ cwd: tmpdir(), ...scripted() });
  kernel.onMessage((channel, message) => heard.push({ channel, message }));
});

afterAll(() => kernel.shutdown());

function send(channel: "shell" | "stdin", type: string, content: JsonObject): string {
  const { header } = createRequestMessage(type, content, "a front end");
  kernel.send(
    channel,
    [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part))),
  );
  return header.msg_id;
}

const question = (id: string) =>
  heard.find(({ channel, message }) => channel === "stdin" && message.parentHeader.msg_id === id)?.message;

test("a question comes over stdin to who has sent the cell, and the answer goes back", async () => {
  const code = "print(await ask('Name?')); print(await ask('Secret?', true))";
  const id = send("shell", "execute_request", { code, allow_stdin: true });
  await expect.poll(() => question(id)?.content).toEqual({ prompt: "Name?", password: false });
  expect(question(id)?.header.msg_type).toBe("input_request");
  send("stdin", "input_reply", { value: "Ada", status: "ok" });
  await expect
    .poll(() => heard.filter(({ channel }) => channel === "stdin").at(-1)?.message.content)
    .toEqual({ prompt: "Secret?", password: true });
  send("stdin", "input_reply", { value: "hush", status: "ok" });
  const texts = () =>
    heard.flatMap(({ message: { header, content } }) => (header.msg_type === "stream" ? [content.text] : []));
  await expect.poll(texts).toEqual(["Ada\n", "hush\n"]);
});

test("a cell of a run may not ask", async () => {
  const { result } = await run(kernel, "await ask('Name?')");
  expect(result).toMatchObject({ status: "error", error: { evalue: "nobody is there to answer" } });
});

test("an answer during a restart goes nowhere: who has asked is no more", async () => {
  const restarted = kernel.restart();
  send("stdin", "input_reply", { value: "for the old one", status: "ok" });
  await restarted;
  const id = send("shell", "execute_request", { code: "print(await ask('Who?'))", allow_stdin: true });
  await expect.poll(() => question(id)).toBeDefined();
  send("stdin", "input_reply", { value: "the new one", status: "ok" });
  const printed = () =>
    heard.find(({ message }) => message.header.msg_type === "stream" && message.parentHeader.msg_id === id);
  await expect.poll(() => printed()?.message.content.text).toBe("the new one\n");
});

test("the sources of the cells to come go with a cell", async () => {
  const { stdout } = await run(kernel, "print(JSON.stringify(metadata.tslab_notebook.ahead))", {
    ahead: ["let a = 1", "a + 1"],
  });
  expect(JSON.parse(stdout)).toEqual(["let a = 1", "a + 1"]);
});

test("a kernel can be given another folder and variables after its start, and keeps them in a restart", async () => {
  const spare = await startKernel({ cwd: tmpdir(), ...scripted() });
  const where = async () => (await run(spare, "print(process.cwd() + ' ' + process.env.MINE)")).stdout.trim();
  expect(await spare.adopt({ cwd: "/", env: { MINE: "1" } })).toBe(true);
  expect(await where()).toBe("/ 1");
  await spare.restart();
  expect(await where()).toBe("/ 1");
  await spare.shutdown();
  expect(await spare.adopt({ cwd: "/" })).toBe(false);
});

test("a kernel that cannot be given another folder says so", async () => {
  const spare = await startKernel({ cwd: tmpdir(), ...scripted({ adopts: false }) });
  expect(await spare.adopt({ cwd: "/" })).toBe(false);
  await spare.shutdown();
});
