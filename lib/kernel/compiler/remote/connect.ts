import { connect as connectSocket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Compiler } from "../contract.js";
import { typescriptVersion } from "../version.js";
import { overPort, overSocket } from "./channels.js";
import { createClient } from "./client.js";
import type { Channel } from "./messages.js";

/** Where a compiler comes from. */
export interface Source {
  /** The file that serves a compiler, in a process or a thread. */
  readonly entry: string;
  /** What an image of a compiler's process is made by; none: processes start without. */
  readonly image?: string;
  /** Folders whose packages are the last that are looked at. */
  readonly near: readonly string[];
}

/** How long a shared compiler may take to come back, unless told otherwise; then a kernel has one of its own. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 5;

/**
 * The compiler for a kernel: the shared one, where there is an address, and one of its own in a thread where there is none or
 * it is gone for good. It is reached at the first request.
 */
export function connectCompiler(
  address: string | undefined,
  source: Source & { readonly patienceMs?: number },
): Compiler {
  const { patienceMs = PATIENCE_MS } = source;
  let isOwn = address === undefined;
  const connect = async (): Promise<Channel> => {
    for (const end = Date.now() + patienceMs; address !== undefined && !isOwn; await sleep(PAUSE_MS)) {
      const channel = await reach(address);
      if (channel) return channel;
      if (Date.now() > end) isOwn = true;
    }
    return startThread(source);
  };
  return createClient(connect, typescriptVersion(source.entry));
}

function reach(address: string): Promise<Channel | undefined> {
  return new Promise((resolve) => {
    const socket = connectSocket(address);
    socket.once("connect", () => resolve(overSocket(socket)));
    socket.once("error", () => resolve(undefined));
  });
}

function startThread({ entry, near }: Source): Channel {
  const worker = new Worker(pathToFileURL(entry), { workerData: { compiler: { near } } });
  // Its end is heard of; what it was about, a request will say again.
  worker.on("error", () => undefined);
  return overPort(worker);
}
