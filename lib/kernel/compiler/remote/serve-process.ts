import { rmSync } from "node:fs";
import type { CompilerOptions } from "../compiler.js";
import { overSocket } from "./channels.js";
import { createCollector } from "./memory.js";
import type { ForgetfulCompiler } from "./messages.js";
import { createServer } from "./serve.js";

/** What a compiler's process is given. */
export interface ProcessArguments {
  /** Where it is to listen. */
  readonly address: string;
  /** The folder of the socket, which goes with the process that has started this one. */
  readonly folder: string;
  readonly options: CompilerOptions;
}

/** Reads what the process was started with. */
export function processArguments(): ProcessArguments {
  return JSON.parse(process.argv[2] ?? "{}") as ProcessArguments;
}

/**
 * Serves a compiler to whoever connects, until the process that has started this one is gone.
 * @param net Node's module: no image can be made of a process that has loaded it
 */
export function serveProcess(
  compiler: ForgetfulCompiler,
  { address, folder }: ProcessArguments,
  net: typeof import("node:net"),
): void {
  const server = createServer(compiler, createCollector());
  // A socket that a predecessor has left would keep this one from listening.
  if (process.platform !== "win32") rmSync(address, { force: true });
  const sockets = net.createServer((socket) => server.serve(overSocket(socket)));
  sockets.listen(address);
  sockets.on("error", () => process.exit(1));
  // Who has started it is gone, by whatever way.
  process.once("disconnect", () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
}
