import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { COMPILER_VARIABLE } from "../compiler-source.js";
import { distFile } from "../dist-file.js";
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
  /** Ends the kernel and everything that its cells started, at once. */
  kill(): void;
}

/** Options of a kernel's process. */
export interface ProcessOptions {
  /** The kernel's working directory: the notebook's folder. */
  readonly cwd: string;
  /** TypeScript unless given. */
  readonly language?: "typescript" | "javascript";
  /** Whether the text of results has colours; it has none unless asked for, because a report shows them its own way. */
  readonly colours?: boolean;
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

/**
 * Options of Node in a kernel's process. Modules of the project are loaded by `vm.SourceTextModule`. Code that is ended by force leaves
 * Node's record of what runs within what as it was in its midst, for which Node would end the process.
 */
const NODE_OPTIONS = [
  "--experimental-vm-modules",
  "--disable-warning=ExperimentalWarning",
  "--no-force-async-hooks-checks",
];

/** The command line of a kernel; `file` is the path of the connection file. */
export function kernelArguments(file: string): readonly [command: string, ...args: string[]] {
  return [process.execPath, ...NODE_OPTIONS, distFile("kernel.js"), "--connection-file", file];
}

/** Starts a tslab kernel. It is killed when this process ends. */
export async function spawnKernel(options: ProcessOptions): Promise<KernelProcess> {
  const { connection, folder, file } = await createConnectionFolder();
  const [command, ...args] = (options.program ?? kernelArguments)(file);
  const child = spawn(command, options.language === "javascript" ? [...args, "--javascript"] : args, {
    cwd: options.cwd,
    env: {
      ...kernelEnvironment(options.env, options.colours),
      TSLAB_NOTEBOOK_PARENT: String(process.pid),
      ...(options.compiler === undefined ? {} : { [COMPILER_VARIABLE]: options.compiler.address }),
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
    onText: (listener) => {
      onText = listener;
    },
  };
}

/** The environment variables that cells see, with `extra` among them; `colours` as `ProcessOptions` has it. */
export function kernelEnvironment(
  extra: Readonly<Record<string, string>> = {},
  colours = false,
): NodeJS.ProcessEnv {
  // Without these two, colours depend on where the command was started.
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env;
  return { ...inherited, ...(colours ? {} : { NO_COLOR: "1" }), ...extra };
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
