import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { MessageChannel, Worker } from "node:worker_threads";
import { runCells } from "./cells/main.js";
import { COMPILER_VARIABLE } from "./compiler-source.js";
import { distFile } from "./dist-file.js";
import { createShared, type SocketsData } from "./link/link.js";

// The program of a kernel's process. One thread runs the cells, this one; another speaks the Jupyter protocol.

const { values } = parseArgs({
  options: { "connection-file": { type: "string" }, javascript: { type: "boolean", default: false } },
});
const connectionFile = values["connection-file"] ?? "";
const parent = Number(process.env.TSLAB_NOTEBOOK_PARENT) || undefined;
const compiler = process.env[COMPILER_VARIABLE] || undefined;
// They are no business of what cells start.
delete process.env.TSLAB_NOTEBOOK_PARENT;
delete process.env[COMPILER_VARIABLE];
process.execArgv = [];

const shared = createShared();
const { port1: answers, port2: theirs } = new MessageChannel();
const setting = { folder: process.cwd(), language: values.javascript ? "javascript" : "typescript" } as const;
const data: SocketsData = { connectionFile, setting, compiler, parent, shared, answers: theirs };
const sockets = new Worker(distFile("server/thread.js"), {
  workerData: data,
  transferList: [theirs],
  execArgv: [],
});
answers.unref();
const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
const { version: typescript } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
runCells({ sockets, shared, answers, setting, typescript });
