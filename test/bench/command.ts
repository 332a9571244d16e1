import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A command that has come to its end. */
export interface Ended {
  readonly seconds: number;
  readonly output: string;
  /** Bytes; the most that the command and all its children held at one time. What they share counts for each. */
  readonly memory: number;
  /** Bytes that each process whose command line matched held at most. */
  readonly ofEach: readonly number[];
}

const EVERY_MS = 50;

/**
 * Runs a command as a whole process, and looks at /proc meanwhile; where there is none, memory is 0.
 * @throws Error with what it printed if it fails.
 */
export async function timed(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly each?: RegExp },
): Promise<Ended> {
  const started = performance.now();
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
  const { pid } = child;
  const each = new Map<number, number>();
  let memory = 0;
  const look = () => {
    if (pid === undefined) return;
    let sum = 0;
    for (const { id, resident, peak, line } of family(pid)) {
      sum += resident;
      if (options.each?.test(line)) each.set(id, Math.max(peak, each.get(id) ?? 0));
    }
    memory = Math.max(memory, sum);
  };
  const timer = setInterval(look, EVERY_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => clearInterval(timer));
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
  return { seconds, output, memory, ofEach: [...each.values()] };
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly resident: number;
  readonly peak: number;
  readonly line: string;
}

/** A process and all below it. */
function family(root: number): Process[] {
  const all = processes();
  const ids = new Set([root]);
  for (let before = 0; before < ids.size; ) {
    before = ids.size;
    for (const { id, parent } of all) if (ids.has(parent)) ids.add(id);
  }
  return all.filter(({ id }) => ids.has(id));
}

function processes(): Process[] {
  const ids = listed().filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    try {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      const figure = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
      const line = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
      return [
        {
          ...{ id: Number(id), parent: figure("PPid"), line },
          ...{ resident: figure("VmRSS") * 1024, peak: figure("VmHWM") * 1024 },
        },
      ];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function listed(): string[] {
  try {
    return readdirSync("/proc");
  } catch {
    return [];
  }
}
