import { join, resolve } from "node:path";
import { kindOf, manifestOf } from "./disk.js";

/** Endings in the order in which they are tried. */
const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".node"];
/** The file that a build would make → what it is made of. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
const ENDING = /\.(?:[cm]?[jt]s|[jt]sx|json|node)$/;

/** Tells of a place where nothing was ("stat"), or of a package.json that was read ("file"). */
export type Tell = (kind: "file" | "stat", path: string) => void;

/** Looks for modules on disk and among those that cells have made. */
export interface Candidates {
  /**
   * The file that a path means, by the rules of TypeScript's bundler resolution: itself, the TypeScript of a JavaScript
   * file, the path with an ending, the folder's entry. `undefined` where there is none.
   */
  fileOf(path: string): string | undefined;
  /** The main file of a folder, by its package.json, or its index. */
  entryOf(folder: string): string | undefined;
}

/** @param isVirtual whether a path is a module that a cell has made */
export function createCandidates(isVirtual: (path: string) => boolean, tell: Tell): Candidates {
  const isFile = (path: string) => {
    if (isVirtual(path) || kindOf(path) === "file") return true;
    tell("stat", path);
    return false;
  };
  const withEnding = (stem: string) => ENDINGS.map((ending) => stem + ending).find(isFile);

  const withIndex = (folder: string) => withEnding(join(folder, "index"));

  function plainFile(path: string): string | undefined {
    if (isFile(path)) return path;
    const ending = ENDING.exec(path)?.[0];
    if (ending === undefined) return withEnding(path);
    const stem = path.slice(0, -ending.length);
    return SOURCES[ending]?.map((source) => stem + source).find(isFile);
  }

  function entryOf(folder: string): string | undefined {
    tell("file", join(folder, "package.json"));
    const main = kindOf(folder) === "folder" ? manifestOf(folder)?.main : undefined;
    const path = typeof main === "string" && main !== "" ? resolve(folder, main) : undefined;
    const entry = path && (plainFile(path) ?? withIndex(path));
    return entry ?? withIndex(folder);
  }

  const fileOf = (path: string) => plainFile(path) ?? (ENDING.test(path) ? undefined : entryOf(path));

  return { fileOf, entryOf };
}
