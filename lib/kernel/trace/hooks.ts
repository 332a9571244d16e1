import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import Module from "node:module";
import net from "node:net";
import os from "node:os";
import { basename } from "node:path";
import workers from "node:worker_threads";
import {
  declare,
  noteBuiltin,
  noteHidden,
  noteOwnVariable,
  noteRead,
  noteVariable,
  noteVariables,
  noteWrite,
} from "./notes.js";

// Puts notes where cells reach outside of themselves: Node's file functions, the environment, the network, other programs
// and native code.

// Without notes: taken before the hooks are in place.
const { statSync } = fs;

/** What is called before a function, with the same arguments and the same `this`. */
type Before = (this: unknown, ...args: never[]) => void;

/** Puts a function in the place of another, which it calls after `look`. */
function before(owner: object, name: string, look: Before): void {
  const inner: unknown = Reflect.get(owner, name);
  if (typeof inner !== "function") return;
  function call(this: unknown, ...args: unknown[]): unknown {
    try {
      Reflect.apply(look, this, args);
    } catch {
      // Whatever is noted, the call goes on.
    }
    return new.target
      ? Reflect.construct(inner as never, args, new.target)
      : Reflect.apply(inner as never, this, args);
  }
  // Some carry further functions, such as realpath.native.
  Object.defineProperties(call, Object.getOwnPropertyDescriptors(inner));
  Object.defineProperty(owner, name, { ...Object.getOwnPropertyDescriptor(owner, name), value: call });
}

/** Opened for reading, for writing, or both. */
function open(file: unknown, flags: unknown = "r"): void {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;
  const mode = String(flags);
  const writes =
    typeof flags === "number" ? flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) : /[wa+]/.test(mode);
  const reads = typeof flags === "number" ? !(flags & (O_WRONLY | O_TRUNC)) : /^(?:r|rs|a\+|as\+)/.test(mode);
  if (reads) noteRead("file", file);
  if (writes) noteWrite(file);
}

interface Options {
  readonly flag?: unknown;
  readonly recursive?: boolean;
}

const exists = (file: unknown) => noteRead("stat", file);
const listing = (folder: unknown, options?: Options) =>
  noteRead(options?.recursive ? "tree" : "folder", folder);
const link = (file: unknown) => noteRead("link", file);
const stat = (file: unknown) => noteRead("meta", file);
const copy = (from: unknown, to: unknown) => {
  noteRead("deep", from);
  noteWrite(to);
};

/** Function of fs, in all its forms (callback, Sync, promise) → what a call of it is noted as. */
const FILES: Readonly<Record<string, (file: never, more: never) => void>> = {
  access: exists,
  appendFile(file: unknown) {
    noteRead("file", file);
    noteWrite(file);
  },
  copyFile: copy,
  cp: copy,
  exists,
  link: copy,
  lstat(file: unknown) {
    stat(file);
    link(file);
  },
  mkdir: (folder: string) => statSync(folder, { throwIfNoEntry: false }) ?? noteWrite(folder),
  open: (file: unknown, flags: unknown) => open(file, typeof flags === "function" ? "r" : flags),
  openAsBlob: (file: unknown) => noteRead("file", file),
  opendir: listing,
  readFile: (file: unknown, options?: Options) => open(file, options?.flag),
  readdir: listing,
  readlink: link,
  realpath: link,
  rename(from: unknown, to: unknown) {
    noteRead("file", from);
    noteWrite(from);
    noteWrite(to);
  },
  stat,
  symlink: (_: unknown, file: unknown) => noteWrite(file),
  truncate: noteWrite,
  writeFile: noteWrite,
};

function hookFiles(): void {
  for (const [name, look] of Object.entries(FILES)) {
    before(fs, name, look);
    before(fs, `${name}Sync`, look);
    before(fs.promises, name, look);
  }
}

function hookEnvironment(): void {
  const inner = process.env;
  /** Object.keys asks of each name what kind of property it is: that is no look at the variable. */
  const listed = new Set<string | symbol>();
  process.env = new Proxy(inner, {
    get(target, name) {
      noteVariable(inner, name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      noteVariable(inner, name);
      return name in target;
    },
    getOwnPropertyDescriptor(target, name) {
      if (!listed.delete(name)) noteVariable(inner, name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys(target) {
      noteVariables(inner);
      const names = Reflect.ownKeys(target);
      for (const name of names) listed.add(name);
      return names;
    },
    set(target, name, value) {
      noteOwnVariable(name);
      return Reflect.set(target, name, value);
    },
    deleteProperty(target, name) {
      noteOwnVariable(name);
      return Reflect.deleteProperty(target, name);
    },
  });
  const home = () => noteVariable(inner, "HOME");
  before(os, "homedir", home);
  before(os, "userInfo", home);
  const { loadEnvFile } = process;
  if (loadEnvFile) {
    process.loadEnvFile = (file = ".env") => {
      noteRead("file", file);
      const earlier = { ...inner };
      loadEnvFile.call(process, file);
      // What comes from the file is an input by the file.
      for (const name of Object.keys(inner)) if (inner[name] !== earlier[name]) noteOwnVariable(name);
    };
  }
  if (process.report) before(process.report, "getReport", () => noteHidden("the report of its own process"));
}

function hookBuiltins(): void {
  const look = (name: unknown) => {
    noteBuiltin(String(name).replace(/^node:/, ""));
  };
  before(Module, "_load", look);
  before(process, "getBuiltinModule", look);
}

/** `own` takes what must end when its cell is interrupted. */
function hookHidden(own: (resource: object) => void): void {
  before(net.Socket.prototype, "connect", function (this: unknown) {
    noteHidden("the network");
    own(this as object);
  });
  before(net.Server.prototype, "listen", function (this: unknown) {
    own(this as object);
  });
  const network = () => noteHidden("the network");
  before(dgram.Socket.prototype, "send", network);
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (/^(?:lookup|resolve|reverse)/.test(name)) before(owner, name, network);
    }
  }
  const program = (file: unknown) => noteHidden(`the program ${basename(String(file))}`);
  before(childProcess.ChildProcess.prototype, "spawn", function (this: unknown, options: { file: unknown }) {
    program(options.file);
    own(this as object);
  });
  for (const name of ["spawnSync", "execSync", "execFileSync"]) {
    before(childProcess, name, (file: unknown) => program(String(file).split(" ")[0]));
  }
  before(workers, "Worker", () => noteHidden("a worker thread"));
  before(process, "dlopen", (_: unknown, file: unknown) =>
    noteHidden(`native code (${basename(String(file))})`),
  );
}

/** Where `depends` of tslab-notebook finds what notes files for it. */
const DEPENDS = Symbol.for("tslab-notebook.depends");

/** Puts all hooks in place. `own` is told of sockets, servers and child processes that cells open. */
export function installHooks(own: (resource: object) => void): void {
  hookFiles();
  hookHidden(own);
  hookBuiltins();
  hookEnvironment();
  Module.syncBuiltinESMExports();
  Reflect.set(globalThis, DEPENDS, declare);
}
