import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cell, formatNotebook } from "../../../lib/notebook/nbformat/index.js";
import { temporaryFolder } from "../cli/tsnb.js";
import { notebookOf } from "../run/support.js";

const PACKAGES = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** A project like this one, in a temporary folder: notebooks that find both packages, and a source to edit. */
export interface Project {
  readonly root: string;
  path(file: string): string;
  write(file: string, text: string): void;
  /** Writes a notebook into the folder of notebooks. */
  notebook(name: string, ...cells: readonly (string | Cell)[]): void;
}

/** A project that goes with the test file. */
export function newProject(): Project {
  const root = temporaryFolder();
  const path = (file: string) => join(root, file);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  mkdirSync(path("notebooks"));
  symlinkSync(PACKAGES, path("node_modules"));
  write("package.json", '{ "private": true, "type": "module" }\n');
  return {
    root,
    path,
    write,
    notebook: (name, ...cells) => write(`notebooks/${name}`, formatNotebook(notebookOf(...cells))),
  };
}

/** A cell of markdown. */
export function markdown(source: string): Cell {
  return { cell_type: "markdown", id: `md-${source.length}`, metadata: {}, source };
}

/** Where each of the named cells stands in a notebook of them all. */
export function places<Name extends string>(
  cells: Readonly<Record<Name, string>>,
): Readonly<Record<Name, number>> {
  return Object.fromEntries(Object.keys(cells).map((name, index) => [name, index])) as Record<Name, number>;
}
