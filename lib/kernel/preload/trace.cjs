"use strict";
// Notes what cells depend on besides their own text: files, folders, links, environment variables, packages; and what
// nobody can see from here (the network, other programs, native code). A run asks for it, to know when it need not be
// repeated. What is noted where stands in hooks.cjs; here is what a note is.

const fs = require("node:fs");
const path = require("node:path");
const { fileURLToPath } = require("node:url");
const { types } = require("node:util");
const { OF_THE_SHELL, digestOfVariable, namesOf, stampOf } = require("./stamp.cjs");

// Without notes: taken before the hooks are in place.
const { readFileSync, realpathSync, statSync } = fs;
const PACKAGES = `${path.sep}node_modules${path.sep}`;
/** What tools keep among the packages is no package; what this one keeps there follows from what it is made of. */
const KEPT = /[\\/]node_modules[\\/]\.cache[\\/](?!tslab-notebook[\\/])/;
/** What the system makes up at every look. */
const SYSTEM = /^\/(?:proc|sys|dev)\//;
/** Notes of the cells since the last `take`. */
let notes = empty();
/** Everything noted or written so far: the first look counts, and only what was there before is an input. */
const seen = new Set();
const written = new Set();
const loaded = new Set();
/** Variables that cells have set themselves: they are no inputs. */
const ownVariables = new Set();
let armed = false;
/** Whether a cell's own code runs, and not the compiler that prepares it. */
let executing = false;

function empty() {
  return { reads: [], writes: [], env: {}, packages: {}, hidden: [], declared: false };
}

function pathOf(value) {
  if (typeof value === "string") return path.resolve(value);
  if (value instanceof URL) return fileURLToPath(value);
  return Buffer.isBuffer(value) ? path.resolve(value.toString()) : undefined;
}

/** Where the project's own packages are linked into node_modules, what they hold is the project's. */
function outsidePackages(file) {
  if (!file.includes(PACKAGES) || KEPT.test(file)) return file;
  const real = realpathSync(file);
  return real.includes(PACKAGES) ? undefined : real;
}

/**
 * @param kind "file" (its content), "stat" (whether it is there, and what), "meta" (its size and time, too), "folder" (its
 * names), "tree" (the names of all below it), "deep" (all files below it, or a file), "link" (where a path leads)
 */
function read(kind, value) {
  try {
    const named = pathOf(value);
    if (!armed || named === undefined || seen.has(`${kind} ${named}`)) return;
    seen.add(`${kind} ${named}`);
    if (SYSTEM.test(named) && !statSync(named, { throwIfNoEntry: false })?.isFile()) return;
    if (/^\/(?:proc|sys)\//.test(named)) {
      if (kind === "file") hide(named);
      return;
    }
    // Looking for packages asks for hundreds of places; the lock file says what is there.
    const asks = kind === "stat" || kind === "meta" || kind === "link";
    if (asks && named.includes(PACKAGES) && !KEPT.test(named)) return;
    const file = asks ? named : outsidePackages(named);
    if (file === undefined || (written.has(file) && kind !== "folder" && kind !== "tree")) return;
    notes.reads.push([kind, file, stampOf(kind, file)]);
  } catch {
    // What cannot be read is no input, and the cell hears of it from the call itself.
  }
}

function write(value) {
  try {
    const file = pathOf(value);
    if (!armed || file === undefined || SYSTEM.test(file) || written.has(file)) return;
    written.add(file);
    notes.writes.push(file);
  } catch {
    // As above.
  }
}

function hide(what) {
  if (armed && !notes.hidden.includes(what)) notes.hidden.push(what);
}

/** Notes a variable of the environment by a digest. */
function variable(environment, name) {
  if (!armed || typeof name !== "string" || OF_THE_SHELL.test(name)) return;
  if (ownVariables.has(name) || seen.has(`env ${name}`)) return;
  seen.add(`env ${name}`);
  const value = environment[name];
  notes.env[name] = value === undefined ? null : digestOfVariable(value);
}

/** Notes which variables there are. */
function variables(environment) {
  if (!armed || seen.has("env *")) return;
  seen.add("env *");
  const names = Object.keys(environment).filter((name) => !ownVariables.has(name));
  notes.env["*"] = digestOfVariable(namesOf(names));
}

function ownVariable(name) {
  if (armed && !seen.has(`env ${String(name)}`)) ownVariables.add(name);
}

/** Notes a package that the notebook or the project has asked for. */
function packageOf(name, file) {
  if (!armed || seen.has(`package ${name}`)) return;
  seen.add(`package ${name}`);
  const version = versionAbove(file);
  if (version !== undefined) notes.packages[name] = version;
}

/** The version of the package that a file belongs to; some packages have further manifests inside, without one. */
function versionAbove(file) {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (!statSync(manifest, { throwIfNoEntry: false })) continue;
    const { version } = JSON.parse(readFileSync(manifest, "utf8"));
    if (typeof version === "string") return version;
  }
  return undefined;
}

/** Loaded modules, however Node has read them. */
function modules() {
  for (const [file, module] of Object.entries(require.cache)) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    if (file.includes(PACKAGES) || file.startsWith(__dirname)) continue;
    read("file", file);
    if (types.isModuleNamespaceObject(module?.exports))
      hide(`imports of the ES module ${path.basename(file)}`);
  }
}

/** What native code and other programs read, as the notebook says. */
function declare(files) {
  notes.declared = true;
  for (const file of files) read("deep", file);
}

/** From now on, what is done is a cell's doing; first the compiler's, for it. */
function compile() {
  armed = true;
  executing = false;
}

/** From now on, a cell's own code runs. */
function execute() {
  executing = true;
}

/** What was noted since the last call. */
function take() {
  modules();
  const taken = notes;
  notes = empty();
  return taken;
}

module.exports = {
  compile,
  declare,
  execute,
  hide,
  isArmed: () => armed,
  isExecuting: () => executing,
  ownVariable,
  packageOf,
  read,
  statSync,
  take,
  variable,
  variables,
  write,
};
