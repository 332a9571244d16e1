import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { RanCell, Setting } from "../compiler/contract.js";
import { connectCompiler } from "../compiler/index.js";
import { COMPILER } from "../compiler-source.js";
import {
  type Answer,
  type Ask,
  type CellEnd,
  type FromCells,
  INTERRUPTED,
  type Numbered,
  SHARED,
  type SocketsData,
  type ToCells,
} from "../link/link.js";
import type { Connection } from "../protocol/connection.js";
import type { JsonObject } from "../protocol/json.js";
import type { Header } from "../protocol/wire.js";
import { compileCell, executeRequest, ranCell, taskOf } from "./execute.js";
import { createInterrupts } from "./interrupts.js";
import { watchParent } from "./parent.js";
import { createQuestions } from "./questions.js";
import { createQueue } from "./queue.js";
import { answer, objectOf } from "./requests.js";
import { bindSockets, type Received, type Sockets } from "./sockets.js";

// The thread that speaks the Jupyter protocol. Cells run on another: whatever they do, this one hears and answers.

const data = workerData as SocketsData;
const post = (message: ToCells) => parentPort?.postMessage(message);
if (data.parent !== undefined) watchParent(data.parent, data.connectionFile);
const memory = new Int32Array(data.shared);
const compiler = connectCompiler(data.compiler, COMPILER);
const interrupts = createInterrupts(data.shared, (number) => post({ type: "interrupt", number }));
const queue = createQueue<Received>();
const connection = JSON.parse(readFileSync(data.connectionFile, "utf8")) as Connection;
let setting: Setting = data.setting;
/** A new list with each cell: who was given an earlier one tells by it what came before a cell. */
let history: readonly RanCell[] = [];
let count = 0;

/** Requests to execute, by the key of their cell: what it prints later is theirs. */
const cells = new Map<number, Received>();
let lastKey = 0;
const ending = new Map<number, (end: CellEnd) => void>();
/** The next cell waits for it. */
let interrupting: Promise<void> = Promise.resolve();
/** Stops the wait for the compiler of the cell that is being compiled. */
let stopCompiling: (() => void) | null = null;
let adopted: (() => void) | null = null;
const questions = createQuestions();

const sockets: Promise<Sockets> = bindSockets(connection, (received) => void handle(received));
parentPort?.on("message", async ([number, message]: Numbered) => {
  await onMessage(message);
  Atomics.store(memory, SHARED.handled, number);
  Atomics.notify(memory, SHARED.handled);
});

async function onMessage(message: FromCells): Promise<void> {
  const out = await sockets;
  switch (message.type) {
    case "publish":
      out.publish(message.message, message.content, cells.get(message.key)?.message.header);
      break;
    case "ended":
      ending.get(message.end.key)?.(message.end);
      ending.delete(message.end.key);
      break;
    case "request":
      void answerCells(message.request, message.blocking, message.ask);
      break;
    case "leave":
      out.close();
      break;
    case "interrupt":
      void interrupt();
      break;
    case "adopted":
      adopted?.();
      break;
    case "ready":
  }
}

/** Answers what the thread of the cells asks; where it waits on its thread, through the port that it can read there. */
async function answerCells(request: number, blocking: boolean, ask: Ask): Promise<void> {
  const answer = await answerOf(ask);
  if (!blocking) return post({ type: "answer", request, answer });
  data.answers.postMessage({ request, answer });
  Atomics.add(memory, SHARED.answered, 1);
  Atomics.notify(memory, SHARED.answered);
}

async function answerOf(ask: Ask): Promise<Answer> {
  try {
    if (ask.type === "transpile") return { value: await compiler.transpile(ask.file, ask.format) };
    return { value: await question(ask) };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: message, name };
  }
}

async function question({ key, prompt, password }: Extract<Ask, { type: "input" }>): Promise<string | null> {
  const asker = cells.get(key);
  if (asker === undefined) return null;
  const out = await sockets;
  return questions.ask(key, () => out.reply(asker, "input_request", { prompt, password }, {}, "stdin"));
}

async function handle(received: Received): Promise<void> {
  const { channel, message } = received;
  const { header, content } = message;
  const type = header.msg_type;
  if (channel === "stdin") {
    if (type === "input_reply") questions.answer(message);
    return;
  }
  const out = await sockets;
  publishStatus(out, "busy", header);
  if (type === "execute_request") await execute(out, received);
  else if (type.endsWith("_request")) {
    out.reply(received, type.replace(/request$/, "reply"), await reply(type, content));
  } else if (type === "comm_open") {
    out.publish("comm_close", { comm_id: content.comm_id ?? "", data: {} }, header);
  }
  publishStatus(out, "idle", header);
  if (type === "shutdown_request") leave();
}

/**
 * A kernel that answers something else meanwhile, or has cells waiting, is not idle: who is shown `idle` is shown that it is
 * busy.
 */
function publishStatus(out: Sockets, status: "busy" | "idle", header: Header): void {
  out.publish("status", { execution_state: status }, header);
  const [busy] = queue.waiting;
  if (status === "idle" && busy) out.publish("status", { execution_state: "busy" }, busy.message.header);
}

async function reply(type: string, content: JsonObject): Promise<JsonObject> {
  if (type === "shutdown_request") return { status: "ok", restart: content.restart === true };
  if (type === "interrupt_request") {
    void interrupt();
    return { status: "ok" };
  }
  if (type === "tslab_notebook_adopt_request") return adopt(content);
  return answer({ compiler, setting, history }, type, content);
}

/** Gives a kernel that has waited without a notebook its folder and its variables of the environment. */
async function adopt(content: JsonObject): Promise<JsonObject> {
  const folder = String(content.cwd);
  const env = Object.fromEntries(
    Object.entries(objectOf(content.env)).map(([name, value]) => [name, String(value)]),
  );
  setting = { ...setting, folder };
  const done = new Promise<void>((resolve) => {
    adopted = resolve;
  });
  post({ type: "adopt", folder, env });
  await done;
  return { status: "ok" };
}

async function execute(out: Sockets, received: Received): Promise<void> {
  const { message } = received;
  const request = executeRequest(message.content, message.metadata);
  const ran: { end: CellEnd | null; count: number } = { end: null, count };
  const started = queue.inTurn(received, message.header.date, async () => {
    ran.end = await executeCell(out, received, request);
    // The next cell counts before this one's reply goes out.
    ran.count = count;
    return ran.end.error !== undefined && request.stopOnError;
  });
  compileAhead(request);
  const executed = await started.finally(() => queue.done(received));
  const { end } = ran;
  const status = !executed || end === null ? "aborted" : end.error === undefined ? "ok" : "error";
  const own = {
    dropped_bytes: end?.droppedBytes ?? 0,
    ...(end?.trace === undefined ? {} : { trace: end.trace }),
  };
  const outcome = status === "ok" ? { payload: [], user_expressions: {} } : (end?.error ?? {});
  out.reply(
    received,
    "execute_reply",
    status === "aborted" ? { status } : { status, execution_count: ran.count, ...outcome },
    { tslab_notebook: own },
  );
}

/** Lets the compiler begin with the cells that wait behind the one that runs. */
function compileAhead({
  source,
  ahead,
}: {
  readonly source: string;
  readonly ahead: readonly string[];
}): void {
  const waiting = queue.waiting.map(({ message: { content } }) => String(content.code ?? ""));
  const sources = ahead.length > 0 ? [source, ...ahead] : waiting;
  if (sources.length > 1) compiler.ahead({ setting, history, sources });
}

async function executeCell(
  out: Sockets,
  received: Received,
  request: ReturnType<typeof executeRequest>,
): Promise<CellEnd> {
  await interrupting;
  const { header } = received.message;
  const key = ++lastKey;
  // Whom to tell, and not the text: that may be long, and cells many.
  cells.set(key, { ...received, message: { ...received.message, content: {}, metadata: {} } });
  if (!request.silent) {
    count++;
    out.publish("execute_input", { code: request.source, execution_count: count }, header);
  }
  const stopped = new Promise<null>((resolve) => {
    stopCompiling = () => resolve(null);
  });
  const compiled = await Promise.race([compileCell(compiler, setting, history, request.source), stopped]);
  stopCompiling = null;
  if (compiled === null) {
    const error = { ...INTERRUPTED };
    out.publish("error", error, header);
    return { key, error, droppedBytes: 0 };
  }
  const ended = new Promise<CellEnd>((resolve) => ending.set(key, resolve));
  // No message of Jupyter's: how long the compiler took is not the cell's time.
  out.publish("tslab_kernel_begin", {}, header);
  post({ type: "execute", task: taskOf(key, count, request, compiled) });
  const end = await ended;
  questions.drop(key);
  if (compiled.status === "compiled") history = [...history, ranCell(compiled, end)];
  return end;
}

async function interrupt(): Promise<void> {
  stopCompiling?.();
  questions.interrupt();
  if (ending.size > 0) {
    interrupting = interrupting.then(() => interrupts.interrupt()).catch(() => undefined);
    await interrupting;
  }
}

/** Time for the last messages to leave. */
const LEAVE_MS = 20;

/** Ends the process, whatever its cells do. */
function leave(): void {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), LEAVE_MS);
}
