import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
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
/** The rooms that a run passes through, beside the kernel; what makes pages of its outcome is asked for apart. */
const RUNNING = ["display", "nbformat", "parameters", "run"];
/** What stands in an installed package in place of its sources: a list of what was built of them. */
const BUILT = "dist/outputs.json";

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
    "tslab-notebook itself": `${codeDigest(HERE, RUNNING)} ${codeDigest(kernelFolder(), ["."])}`,
  };
}

/** What a report depends on besides the executed notebook: the code of the room that makes it, and the packages. */
export function pageSetting(folder: string): string {
  return digestOf(
    `${codeDigest(HERE, ["display", "nbformat", "report"])} ${lockDigest(folder)} ${process.version}`,
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

function kernelFolder(): string {
  return dirname(createRequire(import.meta.url).resolve("tslab-kernel/package.json"));
}

/** The files of a package's rooms; a package that was installed does not change, but its developers' does. */
function codeDigest(folder: string, rooms: readonly string[]): string {
  return remembered(`code ${folder} ${rooms.join(" ")}`, () => {
    const files = rooms.flatMap((room) => filesIn(join(folder, room)));
    const hasSources = files.some((file) => /(?<!\.d)\.ts$/.test(file));
    return digestOf(
      (hasSources ? files : [join(folder, BUILT)])
        .sort()
        .map((file) => `${relative(folder, file)} ${digestOf(readFileSync(file))}`)
        .join("\n"),
    );
  });
}

/** All files below a folder, but for what was built or installed there and what is for people to read. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["dist", "node_modules"].includes(entry.name) ? [] : filesIn(path);
    return entry.isFile() && !entry.name.endsWith(".md") ? [path] : [];
  });
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
