"use strict";
// Makes tslab speak the Jupyter protocol where it does not: `error` and `execute_input` messages, failures that
// arrive after the code has returned, output that belongs to the cell that caused it.

const { AsyncLocalStorage } = require("node:async_hooks");
const vm = require("node:vm");
const following = require("./following.cjs");
const loader = require("./loader.cjs");
const queue = require("./queue.cjs");
const requests = require("./requests.cjs");
const stacks = require("./stacks.cjs");
const { createStreams } = require("./streams.cjs");
const trace = require("./trace.cjs");
const tracebacks = require("./tracebacks.cjs");
const typescript = require("./typescript.cjs");

/** Set by who shows output to people: bytes of text that a cell may print, unless it is told otherwise. */
const MOST_OUTPUT = Number(process.env.TSLAB_NOTEBOOK_MAX_OUTPUT) || 0;
delete process.env.TSLAB_NOTEBOOK_MAX_OUTPUT;
const DIAGNOSTIC = "%s%d:%d - %s";
/** Follows a cell's timers and promises, so that what they do later is known to be the cell's. */
const cells = new AsyncLocalStorage();
let latest = null;
/** Cells that are being executed. */
let running = 0;
/** Time for the last output of a cell that ends its process to leave it. */
const LEAVE_MS = 400;

function createCell(server, message) {
  const publish = (type, content) => {
    const out = message.createReply();
    out.header.msg_type = type;
    out.content = content;
    out.signAndSend(server.connInfo.key, server.iopub);
  };
  const options = message.metadata?.tslab_notebook ?? {};
  const send = (name, text) => publish("stream", { name, text });
  const streams =
    options.max_output_bytes === undefined && MOST_OUTPUT > 0
      ? createStreams(
          send,
          MOST_OUTPUT,
          `\nThe output of this cell beyond ${MOST_OUTPUT >> 20} MB is left out.\n`,
        )
      : createStreams(send, options.max_output_bytes);
  const cell = { diagnostics: [], error: null, name: "", options, publish, server, streams };
  cell.fail = (error) => {
    cell.error ??= error;
    streams.flush();
    publish("error", error);
  };
  return cell;
}

/** Resources that live as long as the kernel: sockets, file watchers, the pipe to the parent. */
const LASTING = new Set(["FSEventWrap", "MessagePort", "PipeWrap", "StatWatcher", "TTYWrap"]);
const pending = () => process.getActiveResourcesInfo().filter((name) => !LASTING.has(name)).length;
let pendingAtRest = null;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Gives rejections and short timers of a cell time to fail it, before it is called a success. */
async function settle(cell) {
  await queue.turn();
  await queue.turn();
  const end = performance.now() + (cell.options.settle_ms ?? 0);
  while (cell.error === null && pending() > pendingAtRest && performance.now() < end) await sleep(5);
}

/** Executes a cell. Tells whether those that wait are to be aborted. */
async function execute(server, cell, content) {
  latest = cell;
  trace.compile();
  pendingAtRest ??= pending();
  const display = (shown, update) => {
    // A timer of an earlier cell may call what tslab has set for this one.
    const owner = cells.getStore() ?? cell;
    owner.streams.flush();
    owner.publish(update ? "update_display_data" : "display_data", shown);
  };
  running++;
  const ok = await cells
    .run(cell, async () => {
      // Stacks of the cell begin here, and not with what has led to it.
      await null;
      return server.handler.handleExecuteImpl(content, () => {}, display);
    })
    // What tslab throws for a cell that failed is its count.
    .then(() => true)
    .catch(() => false)
    .finally(() => running--);
  cell.count = server.handler.execCount;
  if (cell.diagnostics.length > 0) cell.fail(tracebacks.describeDiagnostics(cell.diagnostics, cell.name));
  else if (!ok && cell.error === null) cell.fail(tracebacks.describe(new Error("The kernel failed.")));
  await settle(cell);
  cell.streams.finish();
  loader.noteLoaded();
  return cell.error !== null && content.stop_on_error !== false;
}

/** Stands in for ZmqServer.handleExecute. */
async function handleExecute(socket, message) {
  const cell = createCell(this, message);
  const ran = await queue
    .inTurn(message, () => execute(this, cell, message.content))
    .finally(() => queue.done(message));
  const reply = message.createReply();
  reply.header.msg_type = "execute_reply";
  const own = { dropped_bytes: cell.streams.counts.dropped };
  reply.metadata = { tslab_notebook: cell.options.trace ? { ...own, trace: trace.take() } : own };
  const status = !ran ? "aborted" : cell.error === null ? "ok" : "error";
  const outcome = cell.error === null ? { payload: [], user_expressions: {} } : cell.error;
  reply.content = { status, execution_count: cell.count, ...(ran ? outcome : {}) };
  reply.signAndSend(this.connInfo.key, socket);
}

/** Stands in for createWriteToIopub: tslab's forgets the callback, and whoever waits for it waits for ever. */
function createWriter(name) {
  return (chunk, encoding, callback) => {
    (cells.getStore() ?? latest).streams.write(name, chunk, encoding);
    const done = typeof encoding === "function" ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}

/** What tslab prints about a failed cell goes into the cell's `error` message instead. */
function complain(...args) {
  const cell = cells.getStore() ?? latest;
  if (args[0] === DIAGNOSTIC && args.length === 5) {
    const [, file, line, column, message] = args;
    cell.diagnostics.push({ file: file.trim(), line, column, message });
  } else {
    cell.fail(tracebacks.describe(args[0]));
  }
}

function wrapExecutor(executor) {
  const { execute } = executor;
  executor.execute = async (source) => {
    const cell = cells.getStore();
    const count = cell.server.handler.execCount;
    cell.name = `Cell In[${count}]`;
    tracebacks.sources.set(cell.name, source);
    cell.publish("execute_input", { code: source, execution_count: count });
    loader.dropChanged();
    typescript.checkFiles();
    try {
      return await execute(source);
    } catch (error) {
      cell.fail(tracebacks.describe(error));
      return false;
    }
  };
  return executor;
}

/** Names the script of a cell and registers its source maps, in place of `evalmachine.<anonymous>`. */
function nameScripts() {
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) => {
    const prefix = options?.breakOnSigint ? /^\((async )?function\(exports, require\) \{ /.exec(code) : null;
    const cell = prefix && cells.getStore();
    if (!cell) return runInThisContext(code, options);
    trace.execute();
    const maps = typescript.takeCellMaps();
    // The wrapper's own call stands on the last line, which no author wrote.
    const lines = code.split("\n").length - 1;
    if (maps !== null) stacks.register(cell.name, cell.name, maps, { linesBefore: 1, lines });
    return runInThisContext(code, {
      ...options,
      displayErrors: false,
      filename: cell.name,
      columnOffset: -prefix[0].length,
    });
  };
}

function failLater(how) {
  return (error) => {
    const cell = cells.getStore() ?? latest;
    if (cell === null) {
      process._rawDebug(how, error);
      process.exit(1);
    }
    cell.fail(tracebacks.describe(error, how));
  };
}

function install() {
  const executor = require("tslab/dist/executor.js");
  const jupyter = require("tslab/dist/jupyter.js");
  const main = require("tslab/dist/main.js");
  const { createExecutor } = executor;
  executor.createExecutor = (root, converters) => {
    let node;
    // tslab makes a converter when it is first asked for.
    const own = Object.create(converters, {
      node: {
        get() {
          node ??= loader.reloading(converters.node);
          return node;
        },
      },
    });
    return wrapExecutor(createExecutor(root, own, { log: console.log, error: complain }));
  };
  // tslab hands over to a tslab that it finds near the notebook; that one would run without this preload.
  executor.createRequire = () => () => main;
  nameScripts();
  following.hide(cells);
  jupyter.JupyterHandlerImpl.prototype.createWriteToIopub = createWriter;
  jupyter.ZmqServer.prototype.handleExecute = handleExecute;
  const { close, init } = jupyter.ZmqServer.prototype;
  jupyter.ZmqServer.prototype.init = function () {
    for (const name of ["uncaughtException", "unhandledRejection"]) process.removeAllListeners(name);
    process.on("uncaughtException", failLater("Uncaught exception"));
    process.on("unhandledRejection", failLater("Unhandled promise rejection"));
    process.on("exit", () => {
      latest?.streams.flush();
      // ZeroMQ sends on a thread of its own, which ends with the process: what a cell printed before process.exit
      // needs a moment to leave.
      if (running > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEAVE_MS);
    });
    this.ready = init.call(this);
    return this.ready;
  };
  requests.install(jupyter.ZmqServer, typescript.version());
  // Live timers of a cell would keep a kernel alive that was asked to stop.
  jupyter.ZmqServer.prototype.close = function () {
    close.call(this);
    setTimeout(() => process.exit(0), 100).unref();
  };
}

module.exports = { install };
