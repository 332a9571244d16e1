"use strict";
// A kernel must not outlive the process that started it, not even one that is caught in an endless loop: hence
// a thread, which still runs when the main one does not.

const { Worker } = require("node:worker_threads");

const SOURCE = `
  const { workerData } = require("node:worker_threads");
  setInterval(() => {
    if (process.ppid !== workerData) process.kill(process.pid, "SIGKILL");
  }, 500);
`;

/** Ends the kernel when the process named in TSLAB_NOTEBOOK_PARENT is gone. Jupyter sets no such variable. */
function watch() {
  const parent = Number(process.env.TSLAB_NOTEBOOK_PARENT);
  delete process.env.TSLAB_NOTEBOOK_PARENT;
  if (!parent) return;
  new Worker(SOURCE, { eval: true, execArgv: [], workerData: parent }).unref();
}

module.exports = { watch };
