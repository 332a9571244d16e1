"use strict";
// Notes what cells depend on besides their own text: files, folders, environment variables, packages; and what nobody
// can see from here (the network, other programs, native code). A run asks for it, to know when it need not be repeated.

const childProcess = require("node:child_process");
const { createHash } = require("node:crypto");
const dgram = require("node:dgram");
const fs = require("node:fs");
const Module = require("node:module");
const net = require("node:net");
const path = require("node:path");
const { fileURLToPath } = require("node:url");
const { types } = require("node:util");
const workers = require("node:worker_threads");

const { statSync, realpathSync } = fs;
const PACKAGES = `${path.sep}node_modules${path.sep}`;
/** What the system makes up at every look. */
const SYSTEM = /^\/(?:proc|sys|dev)\//;
const OWN = path.resolve(__dirname, "..", "..");

/** Notes of the cells since the last `take`: "kind path" → stamp, and so on. */
let notes = empty();
/** Everything noted or written so far: the first look at a file counts, and only what was there before is an input. */
const seen = new Set();
const written = new Set();
const loaded = new Set();
let armed = false;

function empty() {
  return { reads: [], writes: [], env: {}, packages: {}, hidden: [], declared: false };
}

function stampOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : "absent";
}

function pathOf(value) {
  if (typeof value === "string") return path.resolve(value);
  if (value instanceof URL) return fileURLToPath(value);
  return Buffer.isBuffer(value) ? path.resolve(value.toString()) : undefined;
}

/** Where the project's own packages are linked into node_modules, what they hold is the project's. */
function outsidePackages(file) {
  if (!file.includes(PACKAGES)) return file;
  const real = realpathSync(file);
  return real.includes(PACKAGES) ? undefined : real;
}

/**
 * @param kind "file" (its content), "stat" (whether it is there, and what), "folder" (its names), "tree" (the names of
 * all below it), "deep" (all files below it, or a file)
 */
function read(kind, value) {
  try {
    const named = pathOf(value);
    if (!armed || named === undefined || SYSTEM.test(named) || seen.has(`${kind} ${named}`)) return;
    seen.add(`${kind} ${named}`);
    // Looking for packages asks for hundreds of places; the lock file says what is there.
    if (kind === "stat" && named.includes(PACKAGES)) return;
    const file = outsidePackages(named);
    if (file === undefined || isWritten(file)) return;
    notes.reads.push([kind, file, stampOf(file)]);
  } catch {
    // What cannot be read is no input, and the cell hears of it from the call itself.
  }
}

function isWritten(file) {
  for (let at = file; ; at = path.dirname(at)) {
    if (written.has(at)) return true;
    if (at === path.dirname(at)) return false;
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

/** Opened for reading, for writing, or both. */
function open(file, flags = "r") {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;
  const number = typeof flags === "number";
  const writes = number ? flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) : /[wa+]/.test(String(flags));
  const reads = number ? !(flags & (O_WRONLY | O_TRUNC)) : /^(?:r|rs|a\+|as\+)/.test(String(flags));
  if (reads) read("file", file);
  if (writes) write(file);
}

const listing = (folder, options) => read(options?.recursive ? "tree" : "folder", folder);
const copy = (from, to) => {
  read("deep", from);
  write(to);
};
/** Function of fs, in all its forms (callback, Sync, promise) → what a call of it is noted as. */
const NOTED = {
  access: (file) => read("stat", file),
  appendFile: (file) => {
    read("file", file);
    write(file);
  },
  copyFile: copy,
  cp: copy,
  exists: (file) => read("stat", file),
  link: (_, file) => write(file),
  lstat: (file) => read("stat", file),
  mkdir: (file) => statSync(pathOf(file) ?? "", { throwIfNoEntry: false }) ?? write(file),
  open: (file, flags) => open(file, typeof flags === "function" ? "r" : flags),
  openAsBlob: (file) => read("file", file),
  opendir: listing,
  readFile: (file, options) => open(file, options?.flag),
  readdir: listing,
  readlink: (file) => read("stat", file),
  rename: (_, file) => write(file),
  stat: (file) => read("stat", file),
  symlink: (_, file) => write(file),
  truncate: (file) => write(file),
  writeFile: (file) => write(file),
};

/** Puts a function in the place of another that is called before it, with the same arguments. */
function before(owner, name, look) {
  const inner = owner[name];
  if (typeof inner !== "function") return;
  function call(...args) {
    try {
      look(...args);
    } catch {
      // Whatever is noted, the call goes on.
    }
    return new.target ? Reflect.construct(inner, args, new.target) : inner.apply(this, args);
  }
  // Some carry further functions, such as realpath.native.
  Object.defineProperties(call, Object.getOwnPropertyDescriptors(inner));
  Object.defineProperty(owner, name, {
    ...Object.getOwnPropertyDescriptor(owner, name),
    value: call,
  });
}

function noteEnvironment() {
  const note = (name) => {
    if (!armed || typeof name !== "string" || seen.has(`env ${name}`)) return;
    seen.add(`env ${name}`);
    const value = inner[name];
    // A digest: what is noted is kept on the disk, and values may be secret.
    notes.env[name] =
      value === undefined ? null : createHash("sha256").update(value).digest("hex").slice(0, 16);
  };
  const inner = process.env;
  process.env = new Proxy(inner, {
    get: (target, name) => {
      note(name);
      return target[name];
    },
    has: (target, name) => {
      note(name);
      return name in target;
    },
    set: (target, name, value) => {
      // What a cell has set itself is no input.
      seen.add(`env ${String(name)}`);
      target[name] = value;
      return true;
    },
  });
}

/** Packages that the notebook and the project ask for, not those that packages ask for. */
function notePackages() {
  const { _load } = Module;
  Module._load = function (request, parent, ...rest) {
    const from = parent?.filename ?? "";
    if (armed && !/^(?:\.|\/|node:)/.test(request) && !from.includes(PACKAGES) && !from.startsWith(OWN)) {
      notePackage(request, parent);
    }
    return _load.call(this, request, parent, ...rest);
  };
}

function notePackage(request, parent) {
  if (seen.has(`package ${request}`) || Module.isBuiltin(request)) return;
  seen.add(`package ${request}`);
  try {
    const file = Module._resolveFilename(request, parent);
    const name = request.split("/", request.startsWith("@") ? 2 : 1).join("/");
    const manifest = Module.findPackageJSON?.(file) ?? above(file);
    const { version } = JSON.parse(fs.readFileSync(manifest, "utf8"));
    if (typeof version === "string") notes.packages[name] = version;
  } catch {
    // `require` itself says what cannot be found.
  }
}

/** The manifest of the package that a file belongs to; some packages have further ones inside, without a version. */
function above(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (
      statSync(manifest, { throwIfNoEntry: false }) &&
      JSON.parse(fs.readFileSync(manifest, "utf8")).version
    )
      return manifest;
    if (folder === path.dirname(folder)) throw new Error("no package.json");
  }
}

/** Loaded modules, however Node has read them. */
function noteModules() {
  for (const [file, module] of Object.entries(require.cache)) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    if (file.includes(PACKAGES) || file.startsWith(__dirname)) continue;
    read("file", file);
    if (types.isModuleNamespaceObject(module?.exports))
      hide(`imports of the ES module ${path.basename(file)}`);
  }
}

function noteHidden() {
  before(net.Socket.prototype, "connect", () => hide("the network"));
  before(dgram.Socket.prototype, "send", () => hide("the network"));
  before(childProcess.ChildProcess.prototype, "spawn", ({ file }) =>
    hide(`the program ${path.basename(String(file))}`),
  );
  for (const name of ["spawnSync", "execSync", "execFileSync"]) {
    before(childProcess, name, (file) => hide(`the program ${path.basename(String(file).split(" ")[0])}`));
  }
  before(workers, "Worker", () => hide("a worker thread"));
  before(process, "dlopen", (_, file) => hide(`native code (${path.basename(String(file))})`));
}

function install() {
  for (const [name, look] of Object.entries(NOTED)) {
    before(fs, name, look);
    before(fs, `${name}Sync`, look);
    before(fs.promises, name, look);
  }
  noteHidden();
  notePackages();
  noteEnvironment();
  Module.syncBuiltinESMExports();
  // For `depends` of the display room, which cannot load this file.
  globalThis[Symbol.for("tslab-notebook.depends")] = (files) => {
    notes.declared = true;
    for (const file of files) read("deep", file);
  };
}

/** From now on, what is done is a cell's doing. */
function arm() {
  armed = true;
}

/** What was noted since the last call. */
function take() {
  noteModules();
  const taken = notes;
  notes = empty();
  return taken;
}

module.exports = { arm, install, take };
