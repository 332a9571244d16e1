import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Source } from "./connect.js";
import { COMPILER_FLAGS, imageOf } from "./image.js";

/** A compiler in a process of its own, for all kernels that get its address. */
export interface SharedCompiler {
  /** Where it listens: kernels find it in their environment. */
  readonly address: string;
  /** The process of the moment. */
  readonly pid: number | undefined;
  /** Kept when it listens; kernels need not wait for that. Rejects where it does not start. */
  readonly listening: Promise<void>;
  /** Ends it, and takes its socket away. */
  close(): Promise<void>;
}

/** Options of a shared compiler. */
interface SharedOptions extends Source {
  /** Gets a line when the compiler has ended and was started again. */
  readonly onRestart?: (line: string) => void;
}

/** Who ends sooner, so many times on end, will not live. */
const SHORT_LIFE_MS = 5_000;
const SHORT_LIVES = 3;
/** By these a process ends that cannot read its image; by others, someone has ended it. */
const CRASHES = new Set(["SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV", "SIGTRAP"]);
const START_MS = 30_000;
/** How long a command that has ended waits for the image. */
const IMAGE_MS = 5_000;

/** Starts a shared compiler. It ends when this process does, however that comes. */
export async function startCompilerProcess(options: SharedOptions): Promise<SharedCompiler> {
  const folder = await mkdtemp(join(tmpdir(), "tslab-compiler-"));
  const address =
    process.platform === "win32" ? `\\\\.\\pipe\\tslab-compiler-${randomUUID()}` : join(folder, "socket");
  let child: ChildProcess | undefined;
  let isClosed = false;
  let shortLives = 0;
  const image = imageOf(options);

  const start = () => {
    const started = Date.now();
    const file = image?.file();
    const made = fork(options.entry, [JSON.stringify({ address, folder, options: { near: options.near } })], {
      // What it prints is no output of anyone; how it ended, the line says.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [...COMPILER_FLAGS, ...(file === undefined ? [] : ["--snapshot-blob", file])],
    });
    child = made;
    made.unref();
    made.channel?.unref();
    made.on("error", () => undefined);
    made.once("exit", (code, signal) => {
      if (isClosed) return;
      const isCrash = code === null ? CRASHES.has(signal ?? "") : code !== 0;
      if (file !== undefined && isCrash && Date.now() - started < SHORT_LIFE_MS) {
        // Made for another processor, or cut short.
        image?.discard();
        return start();
      }
      shortLives = Date.now() - started < SHORT_LIFE_MS ? shortLives + 1 : 0;
      const how = signal ?? `exit code ${code}`;
      if (shortLives >= SHORT_LIVES) {
        child = undefined;
        return options.onRestart?.(`The compiler has ended again (${how}); kernels go on with their own.`);
      }
      options.onRestart?.(`The compiler has ended (${how}) and is started again; no cell is lost.`);
      start();
    });
  };
  start();
  // The next one starts from it.
  const unmade = new AbortController();
  const making = image?.make(unmade.signal);
  let listening: Promise<void> | undefined;
  return {
    address,
    get pid() {
      return child?.pid;
    },
    get listening() {
      listening ??= untilItListens();
      return listening;
    },
    close,
  };

  async function untilItListens(): Promise<void> {
    const end = Date.now() + START_MS;
    while (!(await answers(address))) {
      if (child === undefined || Date.now() > end) {
        await close();
        throw new Error("The compiler's process does not start.");
      }
      await sleep(10);
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    const running = child;
    if (running && running.exitCode === null && running.signalCode === null) {
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.ref();
      if (running.connected) running.disconnect();
      else running.kill("SIGKILL");
      const late = setTimeout(() => running.kill("SIGKILL"), 2_000);
      await ended;
      clearTimeout(late);
    }
    await rm(folder, { recursive: true, force: true });
    // A command that was short waits a little, so that the next one is shorter.
    await Promise.race([making, sleep(IMAGE_MS, undefined, { ref: false })]);
    unmade.abort();
    await making;
  }
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
