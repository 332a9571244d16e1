"use strict";
// Runs before a kernel and keeps it from starting, in the way that BAD_START names. Other processes are left alone.

const isKernel = /[\\/]kernel\.js$/.test(process.argv[1] ?? "");
const how = isKernel ? process.env.BAD_START : undefined;
if (how === "exits") process.exit(7);
if (how === "throws") throw new Error("nothing to start with");
if (how === "prints garbage") {
  process.stdout.write("\0\u{FFFD}garbage\n".repeat(1_000));
  process.stderr.write("first line\nno kernel here\n");
  process.exit(0);
}
if (how === "hangs") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
