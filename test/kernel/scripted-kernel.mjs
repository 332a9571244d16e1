// A kernel for tests, in a process of its own: it speaks Jupyter's protocol, and a cell is JavaScript that may call
// `print(text)`, `await ask(prompt, password)` and `await pause(ms)`. It loads nothing but ZeroMQ, so that it is there at once.
// SCRIPTED_KERNEL holds, as JSON, how it behaves: {"busyMs", "beatsMs"} what it does before it answers, {"adopts": false}.

import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Publisher, Router } from "zeromq";

const how = JSON.parse(process.env.SCRIPTED_KERNEL ?? "{}");
const parent = Number(process.env.TSLAB_NOTEBOOK_PARENT);
setInterval(() => process.ppid === parent || process.exit(1), 200).unref();

const connection = JSON.parse(
  readFileSync(process.argv.at(process.argv.at(-1) === "--js" ? -2 : -1), "utf8"),
);
const address = (port) => `${connection.transport}://${connection.ip}:${connection[port]}`;
const sockets = { iopub: new Publisher() };
for (const name of ["shell", "control", "stdin", "hb"]) sockets[name] = new Router();

const sign = (parts) => {
  const hmac = createHmac("sha256", connection.key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
};

let queue = Promise.resolve();
/** Sends in order: ZeroMQ takes one send at a time. */
function send(channel, identity, type, parent, content) {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: "scripted",
    username: "kernel",
    date: new Date().toISOString(),
    version: "5.3",
  };
  const parts = [header, parent, {}, content].map((part) => JSON.stringify(part));
  const frames = [...identity, "<IDS|MSG>", sign(parts), ...parts];
  queue = queue.then(() => sockets[channel].send(frames)).catch(() => undefined);
  return queue;
}

function read(frames) {
  const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const [header, parent, metadata, content] = frames
    .slice(at + 2)
    .map((frame) => JSON.parse(frame.toString()));
  return { identity: frames.slice(0, at), header, parent, metadata, content };
}

const status = (state, header) => send("iopub", [], "status", header, { execution_state: state });

/** What has come over stdin, and who waits for it: an answer that nobody has asked for is not lost. */
const answers = [];
let onAnswer = () => {};
let interrupted = () => {};

async function execute({ identity, header, metadata, content }) {
  const print = (text) => send("iopub", [], "stream", header, { name: "stdout", text: `${text}\n` });
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  async function ask(prompt, password = false) {
    if (!content.allow_stdin) throw new Error("nobody is there to answer");
    const answered = new Promise((resolve) => {
      onAnswer = resolve;
    });
    void send("stdin", identity, "input_request", header, { prompt, password });
    if (answers.length === 0) await answered;
    const reply = answers.shift();
    if (reply.status === "error") throw new Error(reply.evalue);
    return reply.value;
  }
  const stop = new Promise((_, reject) => {
    interrupted = reject;
  });
  const AsyncFunction = (async () => {}).constructor;
  await send("iopub", [], "execute_input", header, { code: content.code, execution_count: 1 });
  let reply = { status: "ok", execution_count: 1 };
  try {
    const cell = new AsyncFunction("print", "ask", "pause", "metadata", content.code);
    await Promise.race([cell(print, ask, pause, metadata), stop]);
  } catch (error) {
    const failure = { ename: "Error", evalue: error.message, traceback: [`Error: ${error.message}`] };
    await send("iopub", [], "error", header, failure);
    reply = { status: "error", execution_count: 1, ...failure };
  }
  await send("shell", identity, "execute_reply", header, reply);
}

/** The types of all requests so far, for cells to look at. */
globalThis.requests = [];

async function answer(channel, message) {
  const { identity, header, content } = message;
  const type = header.msg_type;
  globalThis.requests.push(type);
  const reply = (body) => send(channel, identity, type.replace("_request", "_reply"), header, body);
  await status("busy", header);
  if (type === "execute_request") await execute(message);
  else if (type === "kernel_info_request")
    await reply({
      status: "ok",
      protocol_version: "5.3",
      implementation: "scripted",
      banner: "",
      language_info: { name: "typescript", version: "1", mimetype: "text/typescript", file_extension: ".ts" },
    });
  else if (type === "tslab_notebook_adopt_request" && how.adopts !== false) {
    process.chdir(content.cwd);
    Object.assign(process.env, content.env);
    await reply({ status: "ok" });
  } else if (type === "interrupt_request") {
    interrupted(new Error("Interrupted"));
    await reply({ status: "ok" });
  } else if (type === "shutdown_request") {
    await reply({ status: "ok", restart: content.restart === true });
    setTimeout(() => process.exit(0), 20);
  } else await reply({ status: "error", ename: "Error", evalue: `no ${type}`, traceback: [] });
  await status("idle", header);
}

async function serve(channel, take) {
  for await (const frames of sockets[channel]) take(frames);
}

const end = performance.now() + (how.busyMs ?? 0);
while (performance.now() < end);
await sockets.hb.bind(address("hb_port"));
void serve("hb", (frames) => void sockets.hb.send(frames));
if (how.beatsMs) await new Promise((resolve) => setTimeout(resolve, how.beatsMs));
for (const [name, socket] of Object.entries(sockets))
  if (name !== "hb") await socket.bind(address(`${name}_port`));

let cells = Promise.resolve();
void serve("shell", (frames) => {
  const message = read(frames);
  if (message.header.msg_type !== "execute_request") void answer("shell", message);
  else cells = cells.then(() => answer("shell", message));
});
void serve("control", (frames) => void answer("control", read(frames)));
void serve("stdin", (frames) => {
  answers.push(read(frames).content);
  onAnswer();
});
