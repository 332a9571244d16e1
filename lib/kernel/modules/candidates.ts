import { dirname, join } from "node:path";
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

/**
 * The file that a path means, by the rules of TypeScript's bundler resolution: itself, the TypeScript of a JavaScript
 * file, the path with an ending, the folder's main file or index. `undefined` where there is none.
 *
 * @param isVirtual whether a path is a module that a cell has made
 */
export function fileOf(base: string, isVirtual: (path: string) => boolean, tell: Tell): string | undefined {
  const isFile = (path: string) => {
    if (isVirtual(path) || kindOf(path) === "file") return true;
    tell("stat", path);
    return false;
  };
  const withEnding = (stem: string) => ENDINGS.map((ending) => stem + ending).find(isFile);
  if (isFile(base)) return base;
  const ending = ENDING.exec(base)?.[0];
  if (ending !== undefined) {
    const stem = base.slice(0, -ending.length);
    return SOURCES[ending]?.map((source) => stem + source).find(isFile);
  }
  const found = withEnding(base);
  if (found !== undefined) return found;
  tell("file", join(base, "package.json"));
  const main = kindOf(base) === "folder" ? manifestOf(base)?.main : undefined;
  if (typeof main === "string" && join(base, main) !== dirname(join(base, "x"))) {
    const entry = fileOf(join(base, main), isVirtual, tell);
    if (entry !== undefined) return entry;
  }
  return withEnding(join(base, "index"));
}
