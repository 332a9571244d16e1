"use strict";
// Runs in the kernel process before tslab (`node -r preload.cjs tslab kernel …`). tslab is a good kernel with
// faults that lose data without a word; each file below mends one of them from outside, so that tslab stays as
// published. Plain CommonJS, because nothing here may depend on the loader that it installs.

const path = require("node:path");
const { isMainThread } = require("node:worker_threads");

// Workers and forked children of a cell inherit `-r`; they are no kernels and must stay plain Node.
const isKernel =
  isMainThread && path.basename(process.argv[1] ?? "") === "tslab" && process.argv[2] === "kernel";

if (isKernel) {
  // Deep stacks would otherwise lose the frame that names the notebook's cell.
  Error.stackTraceLimit = 50;
  require("./preload/engine.cjs").install();
  require("./preload/parent.cjs").watch();
  require("./preload/hooks.cjs").install();
  require("./preload/sockets.cjs").install();
  require("./preload/stacks.cjs").install();
  require("./preload/typescript.cjs").install();
  require("./preload/loader.cjs").install();
  require("./preload/cells.cjs").install();
}
