import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the notebooks and their data, so that none of the repository's own is touched. */
export interface Place {
  readonly folder: string;
  /** Names of the notebooks. */
  readonly names: readonly string[];
  /** Changes a notebook as an author does: its last code cell gets another line. */
  edit(name: string): void;
  remove(): void;
}

/**
 * Makes a copy.
 * @param from.root the checkout that is copied and whose packages are used; this one unless given
 * @param from.only the notebooks that are kept, by name; all of them unless given
 */
export function newPlace(from: { readonly root?: string; readonly only?: readonly string[] } = {}): Place {
  const { root = ROOT, only } = from;
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  for (const part of ["notebooks", "data", "package.json", "package-lock.json"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const file of readdirSync(join(folder, "notebooks"))) {
    if (only && file.endsWith(".ipynb") && !only.includes(file.replace(/\.ipynb$/, "")))
      rmSync(join(folder, "notebooks", file));
  }
  const pathOf = (name: string) => join(folder, "notebooks", `${name}.ipynb`);
  let edits = 0;
  return {
    folder,
    names: readdirSync(join(folder, "notebooks"))
      .filter((file) => file.endsWith(".ipynb"))
      .map((file) => file.replace(/\.ipynb$/, "")),
    edit(name) {
      const notebook = JSON.parse(readFileSync(pathOf(name), "utf8"));
      const cell = notebook.cells.findLast((each: { cell_type: string }) => each.cell_type === "code");
      cell.source = [...cell.source, `\n// ${++edits}`];
      writeFileSync(pathOf(name), `${JSON.stringify(notebook, null, 1)}\n`);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
