import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf } from "../digest.js";

/** What every run depends on besides its notebook: name, as a message gives it → value or digest. */
export type Setting = Readonly<Record<string, string>>;

/** What says which packages are installed, by npm, pnpm, Yarn and Bun; npm's hidden one is of what really is there. */
const LOCKS = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "node_modules/.package-lock.json",
];

/** This package's folder: one up from this room. */
const HERE = fileURLToPath(new URL("../", import.meta.url));
/** The rooms that a run passes through; what makes pages of its outcome is asked for apart. */
const RUNNING = ["display", "kernel", "nbformat", "parameters", "run"];

/** The setting of runs in a folder, with what a cell keeps of its output in bytes. */
export function settingOf(folder: string, maxOutputBytes: number): Setting {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    "the version of Node": process.version,
    "the machine": `${process.platform} ${process.arch}`,
    "the time zone": timeZone,
    "the language": locale,
    "NODE_PATH and NODE_OPTIONS": digestOf(JSON.stringify([process.env.NODE_PATH, process.env.NODE_OPTIONS])),
    "--max-output": String(maxOutputBytes),
    "the lock file": lockDigest(folder),
    "tslab-notebook itself": codeDigest(RUNNING),
  };
}

/** What a report depends on besides the executed notebook: the code of the room that makes it, and the packages. */
export function pageSetting(folder: string): string {
  return digestOf(
    `${codeDigest(["display", "nbformat", "report"])} ${lockDigest(folder)} ${process.version}`,
  );
}

const digests = new Map<string, string>();

function remembered(key: string, make: () => string): string {
  const known = digests.get(key) ?? make();
  digests.set(key, known);
  return known;
}

function lockDigest(folder: string): string {
  return remembered(`lock ${folder}`, () => {
    const folders = [...new Set([...upwards(resolve(folder)), ...upwards(HERE)])];
    const locks = folders
      .flatMap((one) => LOCKS.map((name) => join(one, name)))
      .filter((file) => existsSync(file));
    return digestOf(locks.map((file) => digestOf(readFileSync(file))).join("\n"));
  });
}

/** The files of this package's rooms; a package that was installed does not change, but its developers' does. */
function codeDigest(rooms: readonly string[]): string {
  return remembered(`code ${rooms.join(" ")}`, () => {
    const files = rooms.flatMap((room) =>
      readdirSync(join(HERE, room), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    return digestOf(
      files
        .sort()
        .map((file) => `${file.slice(HERE.length)} ${digestOf(readFileSync(file))}`)
        .join("\n"),
    );
  });
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
