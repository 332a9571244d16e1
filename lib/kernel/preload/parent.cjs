"use strict";
// A kernel must not outlive the process that started it, not even one that is caught in an endless loop: hence
// a thread, which still runs when the main one does not.

const { rmSync } = require("node:fs");
const path = require("node:path");
const { Worker } = require("node:worker_threads");

// What cells have started is in the kernel's process group, and goes with it.
const SOURCE = `
  const { rmSync } = require("node:fs");
  const { workerData: { parent, folder } } = require("node:worker_threads");
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
  }, 500);
`;

/** The folder that was made for this kernel's connection file, and that nobody else is left to remove. */
function ownFolder() {
  const file = process.argv[process.argv.indexOf("--config-path") + 1] ?? "";
  const folder = path.dirname(path.resolve(file));
  return path.basename(folder).startsWith("tsnb-kernel-") ? folder : null;
}

/** What the parent would have done: removes the folder, and ends what cells have started, and with it this process. */
function leaveNothing(folder) {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  if (process.platform !== "win32") process.kill(-process.pid, "SIGKILL");
}

/** Ends the kernel when the process named in TSLAB_NOTEBOOK_PARENT is gone. Jupyter sets no such variable. */
function watch() {
  const parent = Number(process.env.TSLAB_NOTEBOOK_PARENT);
  delete process.env.TSLAB_NOTEBOOK_PARENT;
  if (!parent) return;
  // A kernel that was asked to end may do so before the thread looks again.
  process.on("exit", () => {
    if (process.ppid !== parent) leaveNothing(ownFolder());
  });
  new Worker(SOURCE, { eval: true, execArgv: [], workerData: { parent, folder: ownFolder() } }).unref();
}

module.exports = { watch };
