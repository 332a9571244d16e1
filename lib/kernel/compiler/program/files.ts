import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { sep } from "node:path";
import type { Look } from "../contract.js";

/** Whether a path lies among installed packages, which do not change while the compiler runs. */
export function isInstalled(path: string): boolean {
  return path.includes("/node_modules/") || path.includes(`${sep}node_modules${sep}`);
}

/** The file system as the compiler sees it: each path is looked at once between two calls of `refresh`. */
export interface Files {
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  read(path: string): string | undefined;
  foldersIn(path: string): string[];
  realpath(path: string): string;
  /** Changes whenever the file does; "absent" where there is none. */
  stamp(path: string): string;
  /** From now on, looks at all paths anew; at those of installed packages only where nothing was found. */
  refresh(): void;
  /** What `work` gives, and the looks outside of node_modules that it took. */
  watch<Result>(work: () => Result): { readonly result: Result; readonly looks: readonly Look[] };
}

/** Opens a view of the file system. */
export function openFiles(): Files {
  const installed = new Map<string, Stats | null>();
  const current = new Map<string, Stats | null>();
  const real = new Map<string, string>();
  const texts = new Map<string, string>();
  let looks: Map<string, Look> | undefined;

  const note = (kind: Look[0], path: string) => {
    if (looks && !isInstalled(path)) looks.set(`${kind} ${path}`, [kind, path]);
  };
  const stat = (path: string): Stats | null => {
    const seen = installed.get(path) ?? current.get(path);
    if (seen !== undefined) return seen;
    const found = statOf(path);
    (found && isInstalled(path) ? installed : current).set(path, found);
    return found;
  };
  return {
    isFile(path) {
      note("stat", path);
      return stat(path)?.isFile() ?? false;
    },
    isFolder(path) {
      note("stat", path);
      return stat(path)?.isDirectory() ?? false;
    },
    read(path) {
      note("file", path);
      if (!isInstalled(path)) return textOf(path);
      // Manifests of packages are asked for again and again.
      const kept = texts.get(path);
      if (kept !== undefined) return kept;
      const text = textOf(path);
      if (text !== undefined && path.endsWith("package.json")) texts.set(path, text);
      return text;
    },
    foldersIn(path) {
      note("folder", path);
      return entriesOf(path)
        .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
        .map(({ name }) => name);
    },
    realpath(path) {
      const kept = real.get(path);
      if (kept !== undefined) return kept;
      const found = realpathOf(path);
      if (isInstalled(path)) real.set(path, found);
      return found;
    },
    stamp(path) {
      const found = stat(path);
      return found ? `${found.mtimeMs} ${found.size} ${found.ino}` : "absent";
    },
    refresh() {
      current.clear();
    },
    watch(work) {
      const outer = looks;
      looks = new Map();
      try {
        const result = work();
        return { result, looks: Array.from(looks.values()) };
      } finally {
        for (const [key, look] of looks) outer?.set(key, look);
        looks = outer;
      }
    },
  };
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch {
    return undefined;
  }
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function realpathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
