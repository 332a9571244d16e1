// What runs in the compiler's process, or in a kernel's thread for it: a compiler, and nothing that prints.
import "./remote/code-cache.js";
import net from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { createCompiler } from "./compiler.js";
import { overPort } from "./remote/channels.js";
import { createCollector } from "./remote/memory.js";
import { createServer } from "./remote/serve.js";
import { processArguments, serveProcess } from "./remote/serve-process.js";

if (parentPort)
  createServer(createCompiler(workerData.compiler), createCollector()).serve(overPort(parentPort));
else {
  const given = processArguments();
  serveProcess(createCompiler(given.options), given, net);
}
