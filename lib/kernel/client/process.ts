import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../errors.js";
import { type Connection, createConnectionFolder } from "../protocol/connection.js";
import { guard, unguard } from "./leftovers.js";

/** How a kernel's process ended. */
export interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what the process wrote to stderr, without a trailing newline; usually empty. */
  readonly stderr: string;
}

/** A running kernel process. */
export interface KernelProcess {
  readonly pid: number;
  readonly connection: Connection;
  /**
   * Sets the one listener of what children of the kernel that inherited its standard streams write there. The kernel
   * itself writes nothing to them but what Node warns of and its last words.
   */
  onText(listener: (name: "stdout" | "stderr", text: string) => void): void;
  /** Settles when the process has ended and its temporary folder is gone; never rejects. */
  readonly ended: Promise<Death>;
  /** Sends SIGINT to the kernel alone. */
  interrupt(): void;
  /** Ends the kernel and everything that its cells started, at once. */
  kill(): void;
}

/** Options of a kernel's process. */
export interface ProcessOptions {
  /** The kernel's working directory: the notebook's folder. */
  readonly cwd: string;
  /** TypeScript unless given. */
  readonly language?: "typescript" | "javascript";
  /** Whether `inspect_request` shows what packages document; left out unless asked for, because it takes time to read. */
  readonly documentation?: boolean;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** A compiler that several kernels share; where none is given the kernel brings its own. */
  readonly compiler?: CompilerAddress | undefined;
  /** The command line of another kernel; `file` is the path of the connection file. */
  readonly program?: (file: string) => readonly [command: string, ...args: string[]];
}

/** Where a shared compiler listens: the path of a local socket. */
export interface CompilerAddress {
  readonly address: string;
}

const STDERR_TAIL = 8_000;
/** Time for pipes to close after the process has gone; a grandchild may hold them open. */
const PIPES_MS = 300;

/** The command line of a tslab kernel with this package's preload; `file` is the path of the connection file. */
export function kernelArguments(file: string): readonly [command: string, ...args: string[]] {
  const require = createRequire(import.meta.url);
  const tslab = join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
  const preload = fileURLToPath(new URL("../preload.cjs", import.meta.url));
  return [process.execPath, "-r", preload, tslab, "kernel", "--config-path", file];
}

/** Starts a tslab kernel. It is killed when this process ends. */
export async function spawnKernel(options: ProcessOptions): Promise<KernelProcess> {
  const { connection, folder, file } = await createConnectionFolder();
  const [command, ...args] = (options.program ?? kernelArguments)(file);
  const child = spawn(command, options.language === "javascript" ? [...args, "--js"] : args, {
    cwd: options.cwd,
    env: {
      ...kernelEnvironment(options.env),
      TSLAB_NOTEBOOK_PARENT: String(process.pid),
      ...(options.compiler === undefined ? {} : { TSLAB_KERNEL_COMPILER: options.compiler.address }),
      ...(options.documentation ? {} : { TSLAB_NOTEBOOK_DOCUMENTATION: "none" }),
    },
    stdio: ["ignore", "pipe", "pipe"],
    // Its own process group: Ctrl-C at the terminal is this process's to handle, and children end with it.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const pid = child.pid;
  if (pid === undefined) {
    const cause = await new Promise<Error>((resolve) => child.once("error", resolve));
    await rm(folder, { recursive: true, force: true });
    throw new UserError(
      `The kernel cannot be started in ${options.cwd}: ${cause.message}.`,
      "Check that the folder exists.",
    );
  }
  const kill = () => signalGroup(child, pid, "SIGKILL");
  const leftover = { kill, folder };
  guard(leftover);
  let onText: (name: "stdout" | "stderr", text: string) => void = () => {};
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => onText(name, text));
  }
  const ended = watchEnd(child, kill).then(async (death) => {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    unguard(leftover);
    return death;
  });
  return {
    pid,
    connection,
    ended,
    kill,
    interrupt: () => void child.kill("SIGINT"),
    onText: (listener) => {
      onText = listener;
    },
  };
}

/** The environment variables that cells see, with `extra` among them. */
export function kernelEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  // Plain text in tracebacks: without these two, colours depend on where the command was started.
  const { FORCE_COLOR: _, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: "1", ...extra };
}

function signalGroup(child: ChildProcess, pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    child.kill(signal);
  }
}

function watchEnd(child: ChildProcess, kill: () => void): Promise<Death> {
  let stderr = "";
  child.stderr?.on("data", (text: string) => {
    stderr = (stderr + text).slice(-STDERR_TAIL);
  });
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      // What a cell has started goes with its kernel.
      kill();
      const done = () => resolve({ code, signal, stderr: stderr.trimEnd() });
      const timer = setTimeout(done, PIPES_MS);
      child.once("close", () => {
        clearTimeout(timer);
        done();
      });
    });
  });
}
