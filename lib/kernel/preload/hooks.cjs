"use strict";
// Puts the notes of trace.cjs where cells reach outside of themselves: Node's file functions, the environment, modules,
// the network, other programs and native code.

const childProcess = require("node:child_process");
const dgram = require("node:dgram");
const dns = require("node:dns");
const fs = require("node:fs");
const Module = require("node:module");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");
const workers = require("node:worker_threads");
const { hide, read, write, ...trace } = require("./trace.cjs");

const PACKAGES = `${path.sep}node_modules${path.sep}`;
const OWN = path.resolve(__dirname, "..", "..");

/** Puts a function in the place of another; it is called before it, with the same arguments. */
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
  Object.defineProperty(owner, name, { ...Object.getOwnPropertyDescriptor(owner, name), value: call });
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

const exists = (file) => read("stat", file);
const listing = (folder, options) => read(options?.recursive ? "tree" : "folder", folder);
const link = (file) => read("link", file);
/** The compiler asks for times to see what has changed; a cell that asks may show them. */
const stat = (file) => read(trace.isExecuting() ? "meta" : "stat", file);
const copy = (from, to) => {
  read("deep", from);
  write(to);
};
const move = (from, to) => {
  read("file", from);
  write(from);
  write(to);
};

/** Function of fs, in all its forms (callback, Sync, promise) → what a call of it is noted as. */
const FILES = {
  access: exists,
  appendFile(file) {
    read("file", file);
    write(file);
  },
  copyFile: copy,
  cp: copy,
  exists,
  link: copy,
  lstat(file) {
    stat(file);
    if (trace.isExecuting()) link(file);
  },
  mkdir: (folder) => trace.statSync(folder, { throwIfNoEntry: false }) ?? write(folder),
  open: (file, flags) => open(file, typeof flags === "function" ? "r" : flags),
  openAsBlob: (file) => read("file", file),
  opendir: listing,
  readFile: (file, options) => open(file, options?.flag),
  readdir: listing,
  readlink: link,
  realpath: (file) => trace.isExecuting() && link(file),
  rename: move,
  stat,
  symlink: (_, file) => write(file),
  truncate: write,
  writeFile: write,
};

function hookFiles() {
  for (const [name, look] of Object.entries(FILES)) {
    before(fs, name, look);
    before(fs, `${name}Sync`, look);
    before(fs.promises, name, look);
  }
}

function hookEnvironment() {
  const inner = process.env;
  /** Object.keys asks of each name what kind of property it is: that is no look at the variable. */
  const listed = new Set();
  process.env = new Proxy(inner, {
    get(target, name) {
      trace.variable(inner, name);
      return target[name];
    },
    has(target, name) {
      trace.variable(inner, name);
      return name in target;
    },
    getOwnPropertyDescriptor(target, name) {
      if (!listed.delete(name)) trace.variable(inner, name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys(target) {
      trace.variables(inner);
      const names = Reflect.ownKeys(target);
      for (const name of names) listed.add(name);
      return names;
    },
    set(target, name, value) {
      trace.ownVariable(name);
      target[name] = value;
      return true;
    },
  });
  const home = () => trace.variable(inner, "HOME");
  before(os, "homedir", home);
  before(os, "userInfo", home);
  const { loadEnvFile } = process;
  if (loadEnvFile) {
    process.loadEnvFile = (file = ".env") => {
      read("file", file);
      const earlier = { ...inner };
      loadEnvFile.call(process, file);
      // What comes from the file is an input by the file.
      for (const name of Object.keys(inner)) if (inner[name] !== earlier[name]) trace.ownVariable(name);
    };
  }
  if (process.report) before(process.report, "getReport", () => hide("the report of its own process"));
}

/** Modules of Node that open files by themselves. */
const NATIVE = new Set(["sqlite", "wasi"]);

/** Packages that the notebook and the project ask for, not those that packages ask for. */
function hookModules() {
  const { _load, _resolveFilename } = Module;
  Module._load = function (request, parent, ...rest) {
    const builtin = request.replace(/^node:/, "");
    if (NATIVE.has(builtin)) hide(`native code (${builtin})`);
    const from = parent?.filename ?? "";
    const asked = !/^(?:\.|\/|node:)/.test(request) && !from.includes(PACKAGES) && !from.startsWith(OWN);
    if (asked && trace.isArmed() && !Module.isBuiltin(request)) notePackage(request, parent);
    return _load.call(this, request, parent, ...rest);
  };
  Module._resolveFilename = function (request, parent, ...rest) {
    noteCandidates(request, parent);
    return _resolveFilename.call(this, request, parent, ...rest);
  };
  const { getBuiltinModule } = process;
  if (getBuiltinModule)
    before(
      process,
      "getBuiltinModule",
      (name) => NATIVE.has(String(name).replace(/^node:/, "")) && hide(name),
    );
}

function notePackage(request, parent) {
  try {
    const name = request.split("/", request.startsWith("@") ? 2 : 1).join("/");
    trace.packageOf(name, Module._resolveFilename(request, parent));
  } catch {
    // `require` itself says what cannot be found.
  }
}

/** Where Node looks for a file of the project: one that comes earlier in that order would be taken instead. */
function noteCandidates(request, parent) {
  if (typeof request !== "string" || !trace.isArmed() || !/^(?:\.{1,2}(?:\/|$)|\/)/.test(request)) return;
  const base = path.resolve(parent?.filename ? path.dirname(parent.filename) : process.cwd(), request);
  if (base.includes(PACKAGES)) return;
  exists(base);
  if (/\.[cm]?[jt]s$|\.json$/.test(base)) return;
  read("file", path.join(base, "package.json"));
  for (const stem of [base, path.join(base, "index")]) {
    for (const ending of [".js", ".json", ".node", ".ts"]) exists(stem + ending);
  }
}

function hookHidden() {
  const network = () => hide("the network");
  before(net.Socket.prototype, "connect", network);
  before(dgram.Socket.prototype, "send", network);
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (/^(?:lookup|resolve|reverse)/.test(name)) before(owner, name, network);
    }
  }
  const program = (file) => hide(`the program ${path.basename(String(file))}`);
  before(childProcess.ChildProcess.prototype, "spawn", ({ file }) => program(file));
  for (const name of ["spawnSync", "execSync", "execFileSync"]) {
    before(childProcess, name, (file) => program(String(file).split(" ")[0]));
  }
  before(workers, "Worker", () => hide("a worker thread"));
  before(process, "dlopen", (_, file) => hide(`native code (${path.basename(String(file))})`));
}

function install() {
  hookFiles();
  hookHidden();
  hookModules();
  hookEnvironment();
  Module.syncBuiltinESMExports();
  // For `depends` of the display room, which cannot load this preload.
  globalThis[Symbol.for("tslab-notebook.depends")] = trace.declare;
}

module.exports = { install };
