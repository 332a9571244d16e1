"use strict";
// Lets cells import the project's own TypeScript: `require` of a .ts file outside node_modules compiles it with
// tslab's TypeScript. A changed file, and what imports it, is loaded anew by the next cell that imports it.

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const cache = require("./cache.cjs");
const packages = require("./packages.cjs");
const stacks = require("./stacks.cjs");
const { stampOf } = require("./typescript.cjs");

/** File → stamp of what was compiled. */
const loaded = new Map();
/** File → files that import it. */
const importers = new Map();

const isOwn = (file) => /\.[cm]?tsx?$/.test(file) && !file.includes(`${path.sep}node_modules${path.sep}`);

let compiler;
function typescript() {
  compiler ??= require(
    require.resolve("@tslab/typescript-for-tslab", { paths: [path.dirname(require.resolve("tslab"))] }),
  );
  return compiler;
}

/** How the project's TypeScript is compiled; what is kept of it holds for these options only. */
const compilerOptions = (ts) => ({
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  inlineSourceMap: true,
  jsx: ts.JsxEmit.React,
  newLine: ts.NewLineKind.LineFeed,
});

/** The JavaScript of a file, with its source map in it. */
function transpile(file) {
  const ts = typescript();
  const text = fs.readFileSync(file, "utf8");
  const options = compilerOptions(ts);
  const key = JSON.stringify([ts.version, options, file, text]);
  const name = cache.nameFor("js", file);
  const kept = cache.recall(name, key);
  if (kept !== null) return kept.toString();
  const { outputText } = ts.transpileModule(text, { fileName: file, compilerOptions: options });
  cache.keep(name, key, outputText);
  return outputText;
}

function compile(module, file) {
  loaded.set(file, stampOf(file));
  const { code, map } = stacks.takeInlineMap(transpile(file));
  if (map !== null) stacks.register(file, file, [map]);
  const load = module.require;
  module.require = function (request) {
    note(request, module);
    return load.call(this, request);
  };
  module._compile(code, file);
}

function note(request, module) {
  try {
    const target = Module._resolveFilename(request, module);
    if (!isOwn(target)) return;
    if (!importers.has(target)) importers.set(target, new Set());
    importers.get(target).add(module.filename);
  } catch {
    // `require` itself reports what cannot be found.
  }
}

/** Own modules that Node loads by itself, JavaScript and JSON: file → stamp when they were first seen here. */
const plain = new Map();
/** Whether what tslab has compiled for cells (files beside the notebook) is to be loaded anew. */
let flush = false;

/** Whether a module of Node's cache is the project's, and not a package's or this preload's. */
const isProject = (file) =>
  !file.includes(`${path.sep}node_modules${path.sep}`) && !file.startsWith(__dirname);

/** To be called when a cell has ended: notes the modules that Node has loaded for it. */
function noteLoaded() {
  for (const file of Object.keys(require.cache)) {
    if (isProject(file) && !loaded.has(file) && !plain.has(file)) plain.set(file, stampOf(file));
  }
}

/** Forgets every loaded file that has changed on disk, and what imports it, however far. */
function dropChanged() {
  const stale = [...loaded].filter(([file, stamp]) => stampOf(file) !== stamp).map(([file]) => file);
  if ([...plain].some(([file, stamp]) => stampOf(file) !== stamp)) {
    // Who requires these is not followed: everything of the project is loaded anew.
    stale.push(...loaded.keys());
    for (const file of plain.keys()) delete require.cache[file];
    plain.clear();
  }
  if (stale.length > 0) flush = true;
  const seen = new Set();
  while (stale.length > 0) {
    const file = stale.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    loaded.delete(file);
    delete require.cache[file];
    stale.push(...(importers.get(file) ?? []));
  }
}

/**
 * tslab compiles the files beside the notebook that cells import, and loads one anew when it has changed, but not those
 * that import it. With this converter all are loaded anew as soon as one is, or a module of the project is.
 */
function reloading(converter) {
  const outputs = new Map();
  const convert = (...args) => {
    const result = converter.convert(...args);
    const fresh = result.sideOutputs ?? [];
    const again = flush || fresh.some(({ path: file }) => outputs.has(file));
    flush = false;
    for (const output of fresh) outputs.set(output.path, output);
    return again && outputs.size > 0 ? { ...result, sideOutputs: [...outputs.values()] } : result;
  };
  return { ...converter, convert };
}

function install() {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    // TypeScript's ES modules name the .js file that a build would make.
    if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename && isOwn(parent.filename)) {
      const source = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, ".ts"));
      if (fs.existsSync(source)) return fs.realpathSync(source);
    }
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND" || /^(\.{0,2}\/|node:)/.test(request) || path.isAbsolute(request))
        throw error;
      try {
        return resolve.call(this, request, undefined, false, { paths: [__dirname] });
      } catch {
        throw error;
      }
    }
  };
  const javascript = Module._extensions[".js"];
  Module._extensions[".ts"] = (module, file) =>
    isOwn(file) ? compile(module, file) : javascript(module, file);
}

module.exports = { dropChanged, folders: packages.folders, install, noteLoaded, reloading };
