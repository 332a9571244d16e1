import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, type Message, type SharedCompiler, startCompiler, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../lib/kernel/protocol/json.js";
import { createRequestMessage } from "../../lib/kernel/protocol/wire.js";

/** A kernel as a front end sees it: by messages, with someone to be asked. */

const folder = mkdtempSync(join(tmpdir(), "front-end-"));
let compiler: SharedCompiler;
let kernel: Kernel;
let heard: Message[] = [];

beforeAll(async () => {
  compiler = await startCompiler(() => undefined);
  kernel = await startKernel({ cwd: folder, compiler });
  kernel.onMessage((_, message) => heard.push(message));
});
afterAll(async () => {
  await kernel.shutdown();
  await compiler.close();
  rmSync(folder, { recursive: true });
});

function send(channel: "shell" | "stdin", type: string, content: JsonObject, parent: object = {}): string {
  const { header } = createRequestMessage(type, content, randomUUID());
  kernel.send(
    channel,
    [header, parent, {}, content].map((part) => Buffer.from(JSON.stringify(part))),
  );
  return header.msg_id;
}

const execute = (code: string) => send("shell", "execute_request", { code, allow_stdin: true });
const answer = (value: string, question?: Message) =>
  send("stdin", "input_reply", { status: "ok", value }, question?.header);

const all = (id: string, type: string) =>
  heard.filter(({ header, parentHeader }) => parentHeader.msg_id === id && header.msg_type === type);
const poll = <Value>(what: () => Value) => expect.poll(what, { timeout: 30_000 });
const replied = async (id: string) => {
  await poll(() => all(id, "execute_reply").length).toBe(1);
  return all(id, "execute_reply")[0]?.content;
};
const result = async (id: string) => {
  await replied(id);
  await poll(() => all(id, "execute_result").length).toBe(1);
  const [{ content } = { content: {} as JsonObject }] = all(id, "execute_result");
  return (content.data as JsonObject)["text/plain"];
};
const questions = async (id: string, count = 1) => {
  await poll(() => all(id, "input_request").length).toBe(count);
  return all(id, "input_request");
};

test("each reply has the count of its own cell, also where others wait", async () => {
  const ids = [1, 2, 3].map((value) => execute(`let counted${value} = ${value}`));
  await Promise.all(ids.map(replied));
  const counts = (type: string) => ids.map((id) => all(id, type)[0]?.content.execution_count);
  expect(counts("execute_reply")).toEqual(counts("execute_input"));
});

test("cells go on where the compiler has ended and was started again", async () => {
  await replied(execute("let first = 20"));
  await replied(execute("let second = first + 1"));
  process.kill(compiler.pid ?? 0, "SIGKILL");
  expect(await result(execute("first + second"))).toBe("41");
});

test("answers reach the questions that they name", async () => {
  const id = execute(
    "import { createInterface } from 'node:readline/promises'; const ask = (what: string) => createInterface({ input: process.stdin }).question(what); (await Promise.all([ask('one'), ask('two')])).join()",
  );
  await poll(() => all(id, "input_request").filter(({ content }) => content.prompt !== "").length).toBe(2);
  const asked = all(id, "input_request").filter(({ content }) => content.prompt !== "");
  answer("second", asked[1]);
  answer("first", asked[0]);
  expect(await result(id)).toBe("'first,second'");
});

test("a question that its cell has not waited for takes no answer from the next", async () => {
  await replied(
    execute(
      "import readline from 'node:readline'; readline.createInterface({ input: process.stdin }).question('open', () => undefined)",
    ),
  );
  const id = execute("prompt('Age?')");
  await questions(id);
  answer("42");
  expect(await result(id)).toBe("'42'");
});

test("the standard input can be read again after an interrupt", async () => {
  const first = execute("for await (const line of process.stdin) console.log(line)");
  await questions(first);
  kernel.interrupt();
  await replied(first);
  const id = execute("let read = ''; for await (const line of process.stdin) { read += line; break; } read");
  answer("hello", (await questions(id))[0]);
  expect(await result(id)).toBe("'hello\\n'");
});

test("a question by util.promisify gives the answer", async () => {
  const id = execute(
    "import { promisify } from 'node:util'; const reader = readline.createInterface({ input: process.stdin }); await promisify(reader.question).call(reader, 'Name?')",
  );
  await poll(() => all(id, "input_request").some(({ content }) => content.prompt === "Name?")).toBe(true);
  answer(
    "Ada",
    all(id, "input_request").find(({ content }) => content.prompt === "Name?"),
  );
  expect(await result(id)).toBe("'Ada'");
});

test("the console makes others of its kind", async () => {
  expect(await result(execute("typeof console.Console"))).toBe("'function'");
});

test("fake timers in a cell do not keep it from its end", async () => {
  expect(
    await result(execute("const real = setImmediate; globalThis.setImmediate = (() => ({})) as never; 1")),
  ).toBe("1");
  expect(await result(execute("globalThis.setImmediate = real; 2"))).toBe("2");
  heard = [];
});
