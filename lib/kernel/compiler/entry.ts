// What runs in the compiler's process, or in a kernel's thread for it: a compiler, and nothing that prints.
import "./remote/code-cache.js";
import { rmSync } from "node:fs";
import { createServer as createSocketServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { type CompilerOptions, createCompiler } from "./compiler.js";
import { overPort, overSocket } from "./remote/channels.js";
import { createCollector } from "./remote/memory.js";
import { createServer } from "./remote/serve.js";

if (parentPort) {
  const options: CompilerOptions = workerData.compiler;
  createServer(createCompiler(options), createCollector()).serve(overPort(parentPort));
} else {
  const { address, folder, options }: Record<"address" | "folder", string> & { options: CompilerOptions } =
    JSON.parse(process.argv[2] ?? "{}");
  const server = createServer(createCompiler(options), createCollector());
  // A socket that a predecessor has left would keep this one from listening.
  if (process.platform !== "win32") rmSync(address, { force: true });
  const sockets = createSocketServer((socket) => server.serve(overSocket(socket)));
  sockets.listen(address);
  sockets.on("error", () => process.exit(1));
  // Who has started it is gone, by whatever way.
  process.once("disconnect", () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
}
