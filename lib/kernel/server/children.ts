import { execFile } from "node:child_process";

/** Sends a signal to the child that this process has started last, where it has any and the system can say so. */
export function endYoungestChild(signal: NodeJS.Signals): Promise<void> {
  if (process.platform === "win32") return Promise.resolve();
  return new Promise((resolve) => {
    const asked = execFile("ps", ["-A", "-o", "pid=,ppid="], (_, table) => {
      const children = String(table)
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number))
        .flatMap(([pid = 0, parent]) => (parent === process.pid && pid !== asked.pid ? [pid] : []));
      try {
        if (children.length > 0) process.kill(Math.max(...children), signal);
      } catch {
        // It has ended meanwhile.
      }
      resolve();
    });
  });
}
