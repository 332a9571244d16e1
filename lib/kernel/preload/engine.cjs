"use strict";
// Makes V8 spend less on starting. A kernel lives for seconds and runs most of TypeScript's code a few times.

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const cache = require("./cache.cjs");

/**
 * How much of a function must run before it is compiled for speed; V8's own is 67,584 bytes of its bytecode. Loops that
 * compute get there within milliseconds all the same. Later versions of V8 know no such flag and say so aloud.
 */
const BUDGET = 1_000_000;
const LAST_WITH_BUDGET = 20;

function install() {
  if (Number.parseInt(process.versions.node, 10) <= LAST_WITH_BUDGET)
    v8.setFlagsFromString(`--interrupt-budget=${BUDGET}`);
  // Node 22 keeps compiled code by itself.
  Module.enableCompileCache?.(path.join(cache.FOLDER, "node"));
}

/**
 * `require(file)` with compiled code from the cache, for a file so large that it pays. Code is kept as it is when the
 * process ends: with the functions that were in use.
 */
function load(file) {
  if (Module.enableCompileCache || require.cache[file]) return require(file);
  const { ctimeMs, mtimeMs, size } = fs.statSync(file);
  const name = cache.nameFor("v8", file);
  const key = JSON.stringify([process.version, process.arch, file, ctimeMs, mtimeMs, size]);
  const cachedData = cache.recall(name, key) ?? undefined;
  const script = new vm.Script(Module.wrap(fs.readFileSync(file, "utf8")), { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected)
    process.once("exit", () => cache.keep(name, key, script.createCachedData()));
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(path.dirname(file));
  require.cache[file] = module;
  const own = Module.createRequire(file);
  script.runInThisContext().call(module.exports, module.exports, own, module, file, path.dirname(file));
  module.loaded = true;
  return module.exports;
}

module.exports = { install, load };
