import { spawn } from "node:child_process";
import { family } from "./processes.js";

/** A command that has come to its end. */
export interface Ended {
  readonly seconds: number;
  readonly output: string;
  /** Bytes; the most that the command and all its children held at one time. What they share counts for each. */
  readonly memory: number;
  /** The command and all its children, each with its command line and the most bytes that it held. */
  readonly processes: readonly { readonly line: string; readonly peak: number }[];
}

/** A command that runs. */
export interface Running {
  readonly pid: number;
  /** @throws Error with what it printed if it fails. */
  readonly ended: Promise<Ended>;
}

const EVERY_MS = 50;

/**
 * Runs a command as a whole process, and looks at /proc meanwhile; where there is none, memory is 0 and no process is told.
 * @throws Error with what it printed if it fails.
 */
export function timed(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return started(command, args, options).ended;
}

/** Starts a command as `timed` does, for what is to be seen while it runs. */
export function started(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Running {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      output += text;
    });
  }
  const pid = child.pid ?? 0;
  const seen = new Map<number, { line: string; peak: number }>();
  let memory = 0;
  const look = () => {
    const now = pid === 0 ? [] : family(pid);
    memory = Math.max(memory, sum(now.map(({ resident }) => resident)));
    for (const { id, peak, line } of now) {
      // One that has ended and is not yet waited for has no command line any more.
      const known = seen.get(id);
      seen.set(id, { line: line || (known?.line ?? ""), peak: Math.max(peak, known?.peak ?? 0) });
    }
  };
  const timer = setInterval(look, EVERY_MS);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  })
    .finally(() => clearInterval(timer))
    .then((code) => {
      const seconds = (performance.now() - began) / 1000;
      if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
      return { seconds, output, memory, processes: [...seen.values()] };
    });
  return { pid, ended };
}

/** Bytes that each process of a command held at most, of those whose command line is meant. */
export function peaks({ processes }: Ended, meant: (line: string) => boolean): number[] {
  return processes.filter(({ line }) => meant(line)).map(({ peak }) => peak);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
