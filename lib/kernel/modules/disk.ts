import fs from "node:fs";
import { dirname, join, sep } from "node:path";

// Taken before the tracing of cells puts its own in place of these: what is looked up here is told to it by name.
const { readFileSync, realpathSync, statSync } = fs;
const QUIET = { throwIfNoEntry: false } as const;

/** What a path leads to. */
export function kindOf(path: string): "file" | "folder" | undefined {
  try {
    const stats = statSync(path, QUIET);
    if (stats === undefined) return undefined;
    return stats.isDirectory() ? "folder" : "file";
  } catch {
    // A file stands where a folder is looked for.
    return undefined;
  }
}

/** Changes whenever a file does; "absent" where there is none. */
export function fileStamp(file: string): string {
  const stats = statSync(file, QUIET);
  return stats === undefined ? "absent" : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

/** The text of a file, without a byte order mark. */
export function textOf(file: string): string {
  const text = readFileSync(file, "utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

/** Where a path leads when links are followed; the path itself where nothing is. */
export function realpath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

const PACKAGES = `${sep}node_modules${sep}`;
const SOURCE = /\.(?:[cm]?ts|tsx|jsx)$/;

/** Whether a path lies in a package. */
export const isInPackage = (path: string): boolean => path.includes(PACKAGES);

/** Whether a file (links followed) is the project's. TypeScript counts as such anywhere: Node does not load it from a package. */
export const isProject = (file: string): boolean => !isInPackage(file) || SOURCE.test(file);

/** Whether a file has to be compiled. */
export const isSource = (file: string): boolean => SOURCE.test(file);

/** The parts of a package.json that say how its modules are found and read. */
export interface Manifest {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

/** The package.json of a folder, read anew after each change. */
const manifests = new Map<string, { stamp: string; manifest: Manifest }>();

/** `undefined` where the folder has none. Throws a SyntaxError for one that is no JSON. */
export function manifestOf(folder: string): Manifest | undefined {
  const file = join(folder, "package.json");
  if (kindOf(file) !== "file") return undefined;
  const stamp = fileStamp(file);
  const known = manifests.get(file);
  if (known?.stamp === stamp) return known.manifest;
  const value: unknown = JSON.parse(textOf(file));
  const manifest: Manifest = typeof value === "object" && value !== null ? value : {};
  manifests.set(file, { stamp, manifest });
  return manifest;
}

/** The folder whose package.json holds for a file, with it. */
export function scopeOf(file: string): { folder: string; manifest: Manifest } | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (folder.endsWith(`${sep}node_modules`)) return undefined;
    const manifest = manifestOf(folder);
    if (manifest !== undefined) return { folder, manifest };
    if (folder === dirname(folder)) return undefined;
  }
}
