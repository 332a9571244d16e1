import fs from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Look } from "../compiler/contract.js";
import { digestOfVariable, namesOf, OF_THE_SHELL, stampOf } from "../protocol/stamp.js";
import type { ReadKind } from "../protocol/trace.js";

/**
 * Notes what cells depend on besides their own text: files, folders, links, environment variables, packages; and what nobody
 * can see from here (the network, other programs, native code). A run asks for it, to know when it need not be repeated.
 */

// Without notes: taken before hooks are in place.
const { readFileSync, realpathSync, statSync } = fs;
const PACKAGES = `${sep}node_modules${sep}`;
/** What tools keep among the packages is no package; what this one keeps there follows from what it is made of. */
const KEPT = /[\\/]node_modules[\\/]\.cache[\\/](?!tslab-(?:notebook|kernel)[\\/])/;
/** What the system makes up at every look. */
const SYSTEM = /^\/(?:proc|sys|dev)\//;

/** What cells have done since the notes were last taken, as JSON. */
export interface Notes {
  readonly reads: [kind: ReadKind, path: string, stamp: string][];
  readonly writes: string[];
  readonly env: Record<string, string | null>;
  readonly packages: Record<string, string>;
  readonly hidden: string[];
  declared: boolean;
}

const empty = (): Notes => ({ reads: [], writes: [], env: {}, packages: {}, hidden: [], declared: false });

let notes = empty();
/** Everything noted or written so far: the first look counts, and only what was there before is an input. */
const seen = new Set<string>();
const written = new Set<string>();
/** Variables that cells have set themselves: they are no inputs. */
const ownVariables = new Set<string>();
/** What is done before the first cell is the kernel's own doing. */
let armed = false;

/** From now on, what is done is a cell's doing. */
export function arm(): void {
  armed = true;
}

/** Whether cells have begun. */
export const isArmed = (): boolean => armed;

/** A path as functions of Node take it: text, a URL, bytes; `undefined` for anything else. */
function pathOf(value: unknown): string | undefined {
  if (typeof value === "string") return resolve(value);
  if (value instanceof URL) return fileURLToPath(value);
  return Buffer.isBuffer(value) ? resolve(value.toString()) : undefined;
}

/** Where the project's own packages are linked into node_modules, what they hold is the project's. */
function outsidePackages(file: string): string | undefined {
  if (!file.includes(PACKAGES) || KEPT.test(file)) return file;
  const real = realpathSync(file);
  return real.includes(PACKAGES) ? undefined : real;
}

/** Notes a look at a path. */
export function noteRead(kind: ReadKind, value: unknown): void {
  try {
    const named = pathOf(value);
    if (!armed || named === undefined || seen.has(`${kind} ${named}`)) return;
    seen.add(`${kind} ${named}`);
    if (SYSTEM.test(named) && !statSync(named, { throwIfNoEntry: false })?.isFile()) return;
    if (/^\/(?:proc|sys)\//.test(named)) {
      if (kind === "file") noteHidden(named);
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

/** Notes what the compiler has looked at for a cell. */
export function noteLooks(looks: readonly Look[]): void {
  for (const [kind, path] of looks) noteRead(kind, path);
}

/** Notes that a file or folder is written or made. */
export function noteWrite(value: unknown): void {
  try {
    const file = pathOf(value);
    if (!armed || file === undefined || SYSTEM.test(file) || written.has(file)) return;
    written.add(file);
    notes.writes.push(file);
  } catch {
    // As above.
  }
}

/** Notes something whose inputs nobody can see: "the network", "the program git". */
export function noteHidden(what: string): void {
  if (armed && !notes.hidden.includes(what)) notes.hidden.push(what);
}

/** Modules of Node that open files by themselves. */
const NATIVE = new Set(["sqlite", "wasi"]);

/** Notes a module of Node by its name without "node:", where nobody can follow what it does. */
export function noteBuiltin(name: string): void {
  if (NATIVE.has(name)) noteHidden(`native code (${name})`);
}

/** Notes a variable of the environment by a digest. */
export function noteVariable(environment: NodeJS.ProcessEnv, name: string | symbol): void {
  if (!armed || typeof name !== "string" || OF_THE_SHELL.test(name)) return;
  if (ownVariables.has(name) || seen.has(`env ${name}`)) return;
  seen.add(`env ${name}`);
  const value = environment[name];
  notes.env[name] = value === undefined ? null : digestOfVariable(value);
}

/** Notes which variables there are. */
export function noteVariables(environment: NodeJS.ProcessEnv): void {
  if (!armed || seen.has("env *")) return;
  seen.add("env *");
  const names = Object.keys(environment).filter((name) => !ownVariables.has(name));
  notes.env["*"] = digestOfVariable(namesOf(names));
}

/** Says that a cell has set a variable itself. */
export function noteOwnVariable(name: string | symbol): void {
  if (armed && typeof name === "string" && !seen.has(`env ${name}`)) ownVariables.add(name);
}

/** Notes a package that the notebook or the project has asked for, by the file that it led to. */
export function notePackage(name: string, file: string): void {
  if (!armed || seen.has(`package ${name}`)) return;
  seen.add(`package ${name}`);
  const version = versionAbove(file);
  if (version !== undefined) notes.packages[name] = version;
}

/** The version of the package that a file belongs to; some packages have further manifests inside, without one. */
function versionAbove(file: string): string | undefined {
  try {
    for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
      const manifest = join(folder, "package.json");
      if (!statSync(manifest, { throwIfNoEntry: false })) continue;
      const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown };
      if (typeof version === "string") return version;
    }
  } catch {
    // A package that cannot be read says nothing of its version.
  }
  return undefined;
}

/** What native code and other programs read, as the notebook says. */
export function declare(files: readonly string[]): void {
  notes.declared = true;
  for (const file of files) noteRead("deep", file);
}

/** What was noted since the last call. */
export function takeNotes(): Notes {
  const taken = notes;
  notes = empty();
  return taken;
}
