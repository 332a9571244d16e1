import { randomUUID } from "node:crypto";
import type { Death } from "tslab-kernel";
import { lastWords } from "tslab-kernel";
import type { JsonObject } from "../../nbformat/types.js";
import type { Packet } from "./packet.js";

const EMPTY = Buffer.from("{}");

/** A message that the server itself has to say; `parent` is the header of the request that it is about. */
export function ownMessage(
  channel: "shell" | "control" | "iopub" | "stdin",
  type: string,
  content: JsonObject,
  parent: Buffer = EMPTY,
): Packet {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: "server",
    username: "tslab-notebook",
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { channel, parts: [bytes(header), parent, EMPTY, bytes(content)] };
}

/** How a kernel is. */
export type State = "idle" | "busy" | "restarting" | "dead";

/** A `status` message. */
export function statusMessage(state: State | "starting", parent?: Buffer): Packet {
  return ownMessage("iopub", "status", { execution_state: state }, parent);
}

/** Text on a stream of a cell. */
export function streamMessage(name: "stdout" | "stderr", text: string, parent?: Buffer): Packet {
  return ownMessage("iopub", "stream", { name, text }, parent);
}

/** What a cell shows whose kernel has ended under it. */
export function deathMessage(death: Death, parent: Buffer): Packet {
  const how = death.signal === null ? `with code ${death.code}` : `by ${death.signal}`;
  const words = lastWords(death.stderr);
  const evalue = `The kernel ended ${how} while this cell ran${words === "" ? "." : `: ${words}`}`;
  const content = { ename: "KernelDied", evalue, traceback: [`KernelDied: ${evalue}`] };
  return ownMessage("iopub", "error", content, parent);
}

/** The reply to a cell that will not be run, because its kernel is no more. */
export function abortedReply(parent: Buffer): Packet {
  return ownMessage("shell", "execute_reply", { status: "aborted" }, parent);
}

/** The answer to a question (`parent`) that nobody will answer any more: the cell that has asked fails with it. */
export function unansweredReply(parent: Buffer): Packet {
  const evalue = "The page that was asked has gone: run the cell again.";
  const content = {
    status: "error",
    ename: "NobodyAnswers",
    evalue,
    traceback: [`NobodyAnswers: ${evalue}`],
  };
  return ownMessage("stdin", "input_reply", content, parent);
}

function bytes(value: JsonObject): Buffer {
  return Buffer.from(JSON.stringify(value));
}
