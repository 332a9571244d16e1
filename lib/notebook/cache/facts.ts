import { readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import type { ReadKind } from "tslab-kernel";
import { digestOf, digestOfFile } from "../digest.js";

/**
 * What there is to see at a path now, in one word or digest: "absent"; of a file the digest of its content, or "file"
 * where only that was asked; of a folder the digest of what is asked of it. Two looks that see the same are equal.
 */
export function factOf(kind: ReadKind, path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return "absent";
    if (kind === "stat") return sortOf(stat);
    if (kind === "link") return realpathSync(path);
    if (kind === "meta") return metaOf(stat);
    if (kind === "deep") return digestOf(below(path, stat, true).join("\n"));
    if (kind === "tree") return digestOf(below(path, stat, false).join("\n"));
    if (kind === "folder") return stat.isDirectory() ? digestOf(namesIn(path).join("\n")) : sortOf(stat);
    return stat.isFile() ? digestOfFile(path) : sortOf(stat);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    // Below a file there is nothing.
    return code === "ENOTDIR" ? "absent" : code;
  }
}

function sortOf(stat: Stats): string {
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "folder" : "other";
}

/** Size, time and mode; a folder's time changes with every file that is saved in it, and is left out. */
function metaOf(stat: Stats): string {
  const sort = sortOf(stat);
  return sort === "folder" ? `${sort} ${stat.mode}` : `${sort} ${stat.mode} ${stat.size} ${stat.mtimeMs}`;
}

/** The names in a folder, each with what it is. */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => `${entry.name}${entry.isDirectory() ? "/" : entry.isFile() ? "" : "@"}`)
    .sort();
}

/** Everything below a path, a line each, with the digest of its content where that is asked. */
function below(path: string, stat: Stats, contents: boolean): string[] {
  if (!stat.isDirectory()) return [contents && stat.isFile() ? digestOfFile(path) : sortOf(stat)];
  return readdirSync(path)
    .sort()
    .flatMap((name) => {
      const inside = join(path, name);
      const found = statSync(inside, { throwIfNoEntry: false });
      return found === undefined
        ? [`${name} absent`]
        : below(inside, found, contents).map((line) => `${name}/${line}`);
    });
}
