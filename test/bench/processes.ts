import { readdirSync, readFileSync } from "node:fs";

/** A running process. Bytes: what it holds now, and the most that it has held. */
export interface Process {
  readonly id: number;
  readonly parent: number;
  readonly resident: number;
  readonly peak: number;
  /** Its command line, with spaces between the arguments. */
  readonly line: string;
}

/** The kernels among processes, by their command line: they alone are given a connection file, which nbconvert names `tmp…`. */
export const KERNELS = /[ /](?:connection|kernel-[\w-]+|tmp\w+)\.json/;

/** A compiler that several kernels share. */
export const COMPILERS = /compiler/;

/** The compilers among the descendants of a process, such as a `tsnb`; none where kernels bring their own, in a thread. */
export function compilersBelow(root: number): Process[] {
  return family(root).filter(({ id, line }) => id !== root && isCompiler(line));
}

/** Whether it is the command line of a compiler's process; a kernel may name the compiler's socket in its own. */
export function isCompiler(line: string): boolean {
  return COMPILERS.test(line) && !KERNELS.test(line);
}

/** Memory of a process in bytes: its resident pages, and those with shared ones divided among the processes that share them. */
export interface Held {
  readonly resident: number;
  readonly proportional: number;
}

/** What a process holds now; `undefined` where it has ended, or where there is no /proc. */
export function held(id: number): Held | undefined {
  try {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
    return { resident: kilobytes(rollup, "Rss") * 1024, proportional: kilobytes(rollup, "Pss") * 1024 };
  } catch {
    return undefined;
  }
}

/** A process and all below it; nothing where there is no /proc. */
export function family(root: number): Process[] {
  const all = processes();
  const ids = new Set([root]);
  for (let before = 0; before < ids.size; ) {
    before = ids.size;
    for (const { id, parent } of all) if (ids.has(parent)) ids.add(id);
  }
  return all.filter(({ id }) => ids.has(id));
}

function processes(): Process[] {
  return listed()
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, "utf8");
        const line = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
        const [resident, peak] = [kilobytes(status, "VmRSS") * 1024, kilobytes(status, "VmHWM") * 1024];
        return [{ id: Number(id), parent: kilobytes(status, "PPid"), resident, peak, line }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** The number behind a key; kilobytes where it is of memory. */
function kilobytes(text: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
}

function listed(): string[] {
  try {
    return readdirSync("/proc");
  } catch {
    return [];
  }
}
