import { execFile } from "node:child_process";

/**
 * Sends a signal to the child that this process has started last, and to all that descends from it, as from a shell: who waits for the
 * child's output waits for theirs. Does nothing where there is none, or where the system cannot say.
 */
export function endYoungestChild(signal: NodeJS.Signals): Promise<void> {
  if (process.platform === "win32") return Promise.resolve();
  return new Promise((resolve) => {
    const asked = execFile("ps", ["-A", "-o", "pid=,ppid="], (_, table) => {
      const pairs = String(table)
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number));
      const childrenOf = (of: number) =>
        pairs.flatMap(([pid = 0, parent]) => (parent === of && pid !== asked.pid ? [pid] : []));
      const youngest = Math.max(...childrenOf(process.pid));
      const below = [youngest].filter(Number.isFinite);
      // The list grows while it is gone through.
      for (const pid of below) below.push(...childrenOf(pid));
      for (const pid of below) {
        try {
          process.kill(pid, signal);
        } catch {
          // It has ended meanwhile.
        }
      }
      resolve();
    });
  });
}
