import { dirname, join, sep } from "node:path";
import { kindOf, manifestOf, scopeOf } from "./disk.js";

/** A target in the `exports` or `imports` of a package.json: a path, `null` where it is closed, `undefined` where none fits. */
type Target = string | null | undefined;

/** Picks the target that fits the conditions, and puts `star` in the place of its stars. */
function pick(value: unknown, star: string, conditions: ReadonlySet<string>): Target {
  if (typeof value === "string") return value.replaceAll("*", star);
  if (value === null) return null;
  if (Array.isArray(value)) {
    for (const one of value) {
      const target = pick(one, star, conditions);
      if (target) return target;
    }
    return undefined;
  }
  if (typeof value !== "object") return undefined;
  for (const [condition, inner] of Object.entries(value)) {
    if (condition !== "default" && !conditions.has(condition)) continue;
    const target = pick(inner, star, conditions);
    if (target !== undefined) return target;
  }
  return undefined;
}

/** The target of a key of `exports` or `imports`: by itself, or by the longest pattern that it fits. */
export function targetOf(map: object, key: string, conditions: ReadonlySet<string>): Target {
  const entries = new Map<string, unknown>(Object.entries(map));
  if (entries.has(key) && !key.includes("*")) return pick(entries.get(key), "", conditions);
  let best: { before: string; star: string; value: unknown } | undefined;
  for (const [pattern, value] of entries) {
    const [before, after, ...more] = pattern.split("*");
    if (before === undefined || after === undefined || more.length > 0) continue;
    if (!key.startsWith(before) || !key.endsWith(after) || key.length < pattern.length) continue;
    if (best && best.before.length >= before.length) continue;
    best = { before, star: key.slice(before.length, key.length - after.length), value };
  }
  return best && pick(best.value, best.star, conditions);
}

/** Whether the keys of `exports` are subpaths, and not conditions or the one entry itself. */
const hasSubpaths = (exports: unknown): exports is object =>
  typeof exports === "object" &&
  exports !== null &&
  !Array.isArray(exports) &&
  Object.keys(exports).some((key) => key.startsWith("."));

/** The path of a subpath (".", "./x") that a package offers in its `exports`. */
export function exported(exports: unknown, subpath: string, conditions: ReadonlySet<string>): Target {
  return targetOf(hasSubpaths(exports) ? exports : { ".": exports }, subpath, conditions);
}

/** "@scope/name/sub" as its name and its subpath; `undefined` for what is no name of a package. */
export function partsOf(specifier: string): { name: string; subpath: string } | undefined {
  const found = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(\/.*)?$/.exec(specifier);
  return found?.[1] === undefined ? undefined : { name: found[1], subpath: `.${found[2] ?? ""}` };
}

/** The folder of a package: the file's own package if it bears that name and has `exports`, or one in a node_modules above it. */
export function packageFolder(name: string, from: string): string | undefined {
  const own = scopeOf(from);
  if (own?.manifest.name === name && own.manifest.exports != null) return own.folder;
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (!folder.endsWith(`${sep}node_modules`)) {
      const candidate = join(folder, "node_modules", name);
      if (kindOf(candidate) === "folder") return candidate;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The path that a package has for a subpath; it may lack its ending where the package has no `exports`.
 * `null` where its `exports` do not offer it.
 */
export function entryOf(folder: string, subpath: string, conditions: ReadonlySet<string>): string | null {
  const exports = manifestOf(folder)?.exports;
  // The folder itself for its main file.
  if (exports == null) return subpath === "." ? folder : join(folder, subpath);
  const target = exported(exports, subpath, conditions);
  return target?.startsWith("./") ? join(folder, target) : null;
}
