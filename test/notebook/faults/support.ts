import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type CodeCell, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { type Calling, call, temporaryFolder } from "../cli/tsnb.js";

/** A folder for one test, with a place for temporary files that is the test's own. */
export interface Place {
  readonly folder: string;
  /** Calls `tsnb report` there. */
  report(args: readonly string[], env?: NodeJS.ProcessEnv): Calling;
  /** Temporary files and folders that are left. */
  leftovers(): readonly string[];
  /** The process ids that a cell made by `busy` tells. */
  pids(): Promise<readonly [kernel: number, child: number]>;
}

/** To be called once per test file: gives a function that makes a new place for each test. */
export function places(): () => Place {
  const root = temporaryFolder();
  let count = 0;
  return () => {
    const folder = join(root, `case-${++count}`);
    const temporary = join(folder, "tmp");
    mkdirSync(temporary, { recursive: true });
    return {
      folder,
      report: (args, env = {}) => call(["report", ...args], folder, { TMPDIR: temporary, ...env }),
      leftovers: () => readdirSync(temporary).filter((name) => name.startsWith("tsnb-")),
      async pids() {
        const file = join(folder, "pids.json");
        const text = () => existsSync(file) && readFileSync(file, "utf8");
        await expect.poll(text, { timeout: 30_000 }).toMatch(/\]$/);
        return JSON.parse(readFileSync(file, "utf8"));
      },
    };
  };
}

/** The code cells of the executed copy of `n.ipynb`. */
export function executed({ folder }: Place): readonly CodeCell[] {
  const { cells } = parseNotebook(readFileSync(join(folder, "reports", "n.ipynb"), "utf8"), "n.ipynb");
  return cells.filter((cell) => cell.cell_type === "code");
}

/** Whether a process runs; one that has ended and that nobody has waited for yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, "utf8"));
}

/** Code that starts a process, tells both process ids in a file, and is then busy with `rest`. */
export const busy = (rest: string): string => `import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
writeFileSync("pids.json", JSON.stringify([process.pid, child.pid]));
${rest}`;

/** Makes every Node process that is started with it run a file next to this one first. */
export function preload(name: string): NodeJS.ProcessEnv {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return { NODE_OPTIONS: `--require ${file}` };
}
