"use strict";
// Writes the most memory that a process has used, in kilobytes, to the file that PEAK_MEMORY names, when it ends.

const { appendFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const file = process.env.PEAK_MEMORY;
if (isMainThread && file) {
  process.on("exit", () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`));
}
