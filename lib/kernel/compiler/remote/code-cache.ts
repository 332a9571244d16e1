// Loads TypeScript with compiled code from an earlier process. Imported before anything that needs TypeScript.
import { readFileSync, statSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { isMainThread } from "node:worker_threads";
import { nameFor, openStore, storeFolder } from "../store.js";

/**
 * How much of a function must run before it is compiled for speed; V8's own is 67,584 bytes of its bytecode. Later versions
 * of V8 know no such flag and say so aloud.
 */
const BUDGET = 1_000_000;
const LAST_WITH_BUDGET = 20;
/** When the functions that are in use have been compiled, and the code is worth keeping. */
const SETTLED_MS = 10_000;

// Bundled or not, TypeScript is found from the file that runs.
const require = createRequire(
  typeof __filename === "string" ? __filename : (process.argv[1] ?? join(process.cwd(), "index.js")),
);
const file = require.resolve("typescript");
const folder = storeFolder(file);

if (isMainThread && Number.parseInt(process.versions.node, 10) <= LAST_WITH_BUDGET)
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
// Node 22 keeps compiled code by itself.
if ("enableCompileCache" in Module)
  (Module.enableCompileCache as (folder: string) => void)(join(folder, "node"));
else load();

function load(): void {
  if (require.cache[file]) return;
  const store = openStore(folder);
  const { ctimeMs, mtimeMs, size } = statSync(file);
  const key = JSON.stringify([process.version, process.arch, file, ctimeMs, mtimeMs, size]);
  const name = nameFor("v8", file);
  const cachedData = store.recall(name, key);
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  const module = new Module(file);
  module.filename = file;
  module.paths = [];
  require.cache[file] = module;
  const run: (...values: unknown[]) => void = script.runInThisContext();
  run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  module.loaded = true;
  if (cachedData !== undefined && !script.cachedDataRejected) return;
  setTimeout(() => store.keep(name, key, script.createCachedData()), SETTLED_MS).unref();
}
