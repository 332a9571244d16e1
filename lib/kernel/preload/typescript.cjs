"use strict";
// tslab's TypeScript, with what tslab's converter needs in order to keep working while files change, and with
// the source maps that it throws away.

const fs = require("node:fs");
const path = require("node:path");
const engine = require("./engine.cjs");
const stacks = require("./stacks.cjs");
const stamp = require("./stamp.cjs");
const packages = require("./packages.cjs");
const { createBuilder } = require("./program.cjs");

/** The notebook's folder: cells may leave it. */
const HOME = process.cwd();
/** Set by who will never ask for help on a name. */
const DOCUMENTED = process.env.TSLAB_NOTEBOOK_DOCUMENTATION !== "none";
delete process.env.TSLAB_NOTEBOOK_DOCUMENTATION;
/** Watched source files outside node_modules: path → {stamp, changed(kind)}. */
const watched = new Map();
/** The source maps of the cell that was compiled last, until it runs. */
let cellMaps = null;

const stampOf = (file) => stamp.stampOf("file", file);

/**
 * Files are compared when a cell is about to run, not when the system reports a change some time later: then a
 * cell that runs right after an edit sees the edit. Packages do not change under a running kernel.
 */
function watchFiles(ts) {
  const none = { close() {} };
  ts.sys.watchFile = (file, callback) => {
    if (file.includes("/node_modules/")) return none;
    watched.set(file, { stamp: stampOf(file), callback });
    return { close: () => watched.delete(file) };
  };
  const watchDirectory = ts.sys.watchDirectory.bind(ts.sys);
  ts.sys.watchDirectory = (folder, ...rest) =>
    folder.includes("/node_modules") ? none : watchDirectory(folder, ...rest);
  return () => {
    for (const [file, entry] of [...watched]) {
      const stamp = stampOf(file);
      if (stamp === entry.stamp) continue;
      const kinds = ts.FileWatcherEventKind;
      const kind =
        stamp === "absent" ? kinds.Deleted : entry.stamp === "absent" ? kinds.Created : kinds.Changed;
      entry.stamp = stamp;
      entry.callback(file, kind);
    }
  };
}

/**
 * TypeScript uses two timers at once, one to rebuild and one to look again for modules it did not find. tslab has
 * room for one and throws "Unexpected pending rebuildTimer" from then on. The second needs no clock: every
 * rebuild does its work first.
 */
function separateTimers(sys) {
  const { setTimeout: setRebuild, clearTimeout: clearRebuild } = sys;
  const lookAgain = Symbol("invalidateResolutionsOfFailedLookup");
  sys.setTimeout = (callback, ...rest) =>
    callback.name === "invalidateResolutionsOfFailedLookup" ? lookAgain : setRebuild(callback, ...rest);
  sys.clearTimeout = (timer) => (timer === lookAgain ? undefined : clearRebuild(timer));
}

/** `paths` of the system at the root's node_modules stand for this project's packages: the last place looked at. */
function findPackagesFromAnywhere(sys) {
  for (const name of ["fileExists", "directoryExists", "readFile", "realpath"]) {
    const inner = sys[name]?.bind(sys);
    if (inner) sys[name] = (file, ...rest) => inner(packages.fromRoot(file), ...rest);
  }
}

/**
 * Comments that document what packages declare are a third of what TypeScript reads when a kernel starts, and only
 * who asks for help on a name sees them. They become plain comments of the same length.
 */
function leaveDocumentationOut(sys) {
  const read = sys.readFile.bind(sys);
  sys.readFile = (file, ...rest) => {
    const text = read(file, ...rest);
    return /\/node_modules\/.*\.d\.ts$/.test(file) ? text?.replace(/^([ \t]*)\/\*\*(?!\/)/gm, "$1/* ") : text;
  };
}

/**
 * tslab takes Node's types from near the notebook or from its own node_modules; npm may have put them beside it, and
 * a notebook that lies elsewhere would then not know `console`.
 */
function withNodeTypes(typeRoots) {
  if (typeRoots.some((root) => fs.existsSync(path.join(root, "node", "package.json")))) return typeRoots;
  const types = require.resolve("@types/node/package.json", {
    paths: [path.dirname(require.resolve("tslab/package.json"))],
  });
  return [...typeRoots, path.dirname(path.dirname(types))];
}

/** "File … is not under 'rootDir'": such files are left to the loader. */
const OUTSIDE_ROOT = 6059;

/** The second compilation of a cell (ES modules to CommonJS) starts from the first one's output and its map. */
function keepMaps(ts, transpileModule) {
  return (text, options) => {
    if (options.fileName !== "custom.js") return transpileModule(text, options);
    const { code, map } = stacks.takeInlineMap(text);
    if (map === null) return transpileModule(text, options);
    const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
    const out = transpileModule(code, { ...options, compilerOptions });
    const second = stacks.takeInlineMap(out.outputText);
    const maps = second.map === null ? [map] : [second.map, map];
    const source = path.resolve(HOME, "outDir", map.sources[0] ?? "");
    if (/^__tslab__\.[jt]s$/.test(path.basename(source))) cellMaps = maps;
    else
      stacks.register(source.replace(/\.[jt]sx?$/, ".js"), source, maps, {
        linesBefore: linesBefore(ts, source),
      });
    return { ...out, outputText: second.code };
  };
}

/** tslab puts a line of its own before cells and before modules that live in a cell, not before files. */
function linesBefore(ts, source) {
  return ts.sys.fileExists(source) ? 0 : 1;
}

function install() {
  const file = require.resolve("@tslab/typescript-for-tslab", {
    paths: [path.dirname(require.resolve("tslab"))],
  });
  const ts = engine.load(file);
  const check = watchFiles(ts);
  const { createWatchCompilerHost, getPreEmitDiagnosticsOfFiles, transpileModule } = ts;
  // Its exports are getters that cannot be redefined, so tslab gets a copy.
  require.cache[file].exports = {
    ...ts,
    createWatchCompilerHost(roots, options, sys, _, ...rest) {
      separateTimers(sys);
      findPackagesFromAnywhere(sys);
      if (!DOCUMENTED) leaveDocumentationOut(sys);
      const typeRoots = withNodeTypes(options.typeRoots ?? []);
      const all = { ...options, typeRoots, inlineSourceMap: true };
      return createWatchCompilerHost(roots, all, sys, createBuilder(ts), ...rest);
    },
    // Sources of packages have their own checks, under stricter rules, and cost time at every cell.
    getPreEmitDiagnosticsOfFiles: (program, files) => {
      const own = files.filter((one) => !program.isSourceFileFromExternalLibrary(one));
      return getPreEmitDiagnosticsOfFiles(program, own).filter(({ code }) => code !== OUTSIDE_ROOT);
    },
    // What tslab carries from cell to cell as it carries functions; it forgets these two after one cell.
    isFunctionDeclaration: (node) =>
      ts.isFunctionDeclaration(node) || ts.isImportEqualsDeclaration(node) || ts.isModuleDeclaration(node),
    transpileModule: keepMaps(ts, transpileModule),
  };
  module.exports.checkFiles = check;
  module.exports.version = () => ts.version;
}

/** The maps of the last compiled cell; a second call gives null. */
function takeCellMaps() {
  const maps = cellMaps;
  cellMaps = null;
  return maps;
}

module.exports = { checkFiles: () => {}, install, stampOf, takeCellMaps, version: () => "" };
