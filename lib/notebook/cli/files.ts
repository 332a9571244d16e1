import { readdirSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../errors.js";

/**
 * The notebooks that the arguments name: files as they are given, folders searched through (without dot folders and
 * node_modules, and without `except`, where executed copies go), sorted, each once. A path that does not exist, and a folder without a notebook, are errors.
 */
export function findNotebooks(paths: readonly string[], except?: string): string[] {
  const found = paths.flatMap((path) => {
    const stat = statOf(path);
    if (!stat)
      throw new UserError(
        `${path}: no such file or folder`,
        "Name a notebook (.ipynb) or a folder of notebooks.",
      );
    if (!stat.isDirectory()) return [path];
    const inside = notebooksIn(path, except === undefined ? undefined : resolve(except));
    if (inside.length === 0) {
      throw new UserError(
        `${path}: no notebook (.ipynb) in this folder`,
        "Name a notebook or a folder that holds some.",
      );
    }
    return inside;
  });
  return [...new Set(found)];
}

/** What stands at a path; nothing stands below a file, under a name that is too long, or on a circle of links. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (["ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(code)) return undefined;
    throw error;
  }
}

function notebooksIn(folder: string, except: string | undefined): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const passedOver = entry.name.startsWith(".") || entry.name === "node_modules";
        return passedOver || resolve(path) === except ? [] : notebooksIn(path, except);
      }
      return entry.name.endsWith(".ipynb") ? [path] : [];
    });
}
