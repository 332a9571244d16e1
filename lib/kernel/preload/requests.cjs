"use strict";
// The requests of the Jupyter protocol. tslab leaves some without an answer, for which front ends wait for ever, gives
// one answer a wrong name, and counts positions in a cell in units of its own.

const { createHmac } = require("node:crypto");
const queue = require("./queue.cjs");

/** tslab keeps its class of messages to itself: a message shows it. */
function messageClass(prototype) {
  const parts = ['{"msg_type":"comm_info_request"}', "{}", "{}", "{}"].map((text) => Buffer.from(text));
  const hmac = createHmac("sha256", "");
  for (const part of parts) hmac.update(part);
  let found;
  const server = {
    connInfo: { key: "" },
    handleCommInfoRequest() {},
    publishStatus: (_, message) => {
      found = message.constructor;
    },
  };
  const frames = [Buffer.from("<IDS|MSG>"), Buffer.from(hmac.digest("hex")), ...parts];
  void prototype.handleShellMessage.call(server, null, ...frames);
  return found;
}

/** Jupyter counts code points, JavaScript units of UTF-16: an emoji is one of those, and two of these. */
const unitsAt = (text, points) => [...text].slice(0, points).join("").length;
const pointsAt = (text, units) => [...text.slice(0, units)].length;

const textOf = (value) => (typeof value === "string" ? value : "");

function complete(handler, content) {
  const code = textOf(content.code);
  const info = handler.executor.complete(code, unitsAt(code, content.cursor_pos ?? code.length));
  const [start, end] = [pointsAt(code, info.start), pointsAt(code, info.end)];
  const kinds = new Map((info.original?.entries ?? []).map(({ name, kind }) => [name, kind]));
  const types = info.candidates.map((text) => ({ start, end, text, type: kinds.get(text) ?? "" }));
  return {
    status: "ok",
    matches: info.candidates,
    cursor_start: start,
    cursor_end: end,
    // Front ends take this for the little pictures that tell a function from a constant.
    metadata: { _jupyter_types_experimental: types },
  };
}

function inspect(handler, content) {
  const code = textOf(content.code);
  return handler.handleInspect({ code, cursor_pos: unitsAt(code, content.cursor_pos ?? code.length) });
}

/** tslab's `codemirror_mode` is an object that makes JupyterLab take TypeScript for JavaScript. */
function kernelInfo(handler, typescriptVersion) {
  const { language_info, ...info } = handler.handleKernel();
  const language = { ...language_info, version: handler.isJs ? process.versions.node : typescriptVersion };
  if (language.codemirror_mode) language.codemirror_mode = "application/typescript";
  return { status: "ok", ...info, language_info: language, help_links: [] };
}

/** Request → its answer's content. */
function answers(typescriptVersion) {
  return {
    comm_info_request: () => ({ status: "ok", comms: {} }),
    complete_request: complete,
    history_request: () => ({ status: "ok", history: [] }),
    inspect_request: inspect,
    is_complete_request: (handler, content) => handler.handleIsComplete({ code: textOf(content.code) }),
    kernel_info_request: (handler) => kernelInfo(handler, typescriptVersion),
    shutdown_request: (_, content) => ({ status: "ok", restart: content.restart === true }),
  };
}

function failed(error) {
  const ename = error instanceof Error ? error.name : "Error";
  const evalue = error instanceof Error ? error.message : String(error);
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

function answerTo(answer, type, handler, content) {
  if (!answer) return failed(new Error(`This kernel has no answer to a ${type}.`));
  try {
    return answer(handler, content);
  } catch (error) {
    return failed(error);
  }
}

/** `typescriptVersion` is that of the compiler of cells. */
function install(ZmqServer, typescriptVersion) {
  const { prototype } = ZmqServer;
  const Message = messageClass(prototype);
  const known = answers(typescriptVersion);
  const { publishStatus } = prototype;
  /** What nobody with the key has signed, or what is no message, is passed over. */
  const read = (key, frames) => {
    try {
      return Message.fromRaw(key, frames);
    } catch {
      return null;
    }
  };

  // A kernel that answers something else meanwhile, or has cells waiting, is not idle: who is shown `idle` is shown that
  // it is busy.
  prototype.publishStatus = function (status, message) {
    publishStatus.call(this, status, message);
    const busy = status === "idle" && queue.current();
    if (busy) publishStatus.call(this, "busy", busy);
  };

  prototype.handleShellMessage = async function (socket, ...frames) {
    // One socket may hear a request while another still binds, and what is sent on that one throws.
    await this.ready;
    const message = read(this.connInfo.key, frames);
    if (message === null) return;
    const type = String(message.header.msg_type);
    this.publishStatus("busy", message);
    try {
      if (type === "execute_request") await this.handleExecute(socket, message);
      else if (type.endsWith("_request")) {
        const reply = message.createReply();
        reply.header.msg_type = type.replace(/request$/, "reply");
        const answer = Object.hasOwn(known, type) ? known[type] : undefined;
        reply.content = answerTo(answer, type, this.handler, message.content);
        reply.signAndSend(this.connInfo.key, socket);
      } else if (type === "comm_open") {
        const close = message.createReply();
        close.header.msg_type = "comm_close";
        close.content = { comm_id: message.content.comm_id, data: {} };
        close.signAndSend(this.connInfo.key, this.iopub);
      }
    } finally {
      this.publishStatus("idle", message);
    }
    if (type === "shutdown_request") this.close();
  };
}

module.exports = { install };
