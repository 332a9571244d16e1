import { rmSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

const LOOK_MS = 500;

/** The folder that was made for this kernel's connection file, and that nobody else is left to remove. */
function ownFolder(connectionFile: string): string | null {
  const folder = dirname(resolve(connectionFile));
  return basename(folder).startsWith("tsnb-kernel-") ? folder : null;
}

/**
 * Ends this process when the process `parent` is gone, and with it what cells have started, which is in the same process group.
 * To be called on a thread that runs no cells: a kernel must not outlive who started it, not even one in an endless loop.
 */
export function watchParent(parent: number, connectionFile: string): void {
  const folder = ownFolder(connectionFile);
  setInterval(() => {
    if (process.ppid === parent) return;
    try {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      if (process.platform !== "win32") process.kill(-process.pid, "SIGKILL");
    } catch {
      // The kernel leads no group, or someone else has tidied up.
    } finally {
      process.kill(process.pid, "SIGKILL");
    }
  }, LOOK_MS);
}
