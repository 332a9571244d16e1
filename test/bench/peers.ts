import { join } from "node:path";
import type { Ended } from "./command.js";
import { findNbconvert } from "./nbconvert.js";
import { ownKernel } from "./peer-kernels.js";

/** Another program that makes HTML of notebooks by running them. */
export interface Peer {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Runs notebooks of a folder, by name, with the project's own kernel. */
  run(folder: string, names: readonly string[]): Promise<Ended>;
}

/** Jupyter's nbconvert, in whose `--execute` the project's kernel runs; `undefined`, with a line that says so, where it is not. */
export function nbconvert(home: string): Peer | undefined {
  const found = findNbconvert(home);
  if (found === undefined) return undefined;
  const { kernel } = ownKernel(home);
  return {
    name: "nbconvert",
    versions: found.versions,
    run: (folder, names) =>
      found.convert({
        ...{ cwd: folder, kernel },
        notebooks: names.map((name) => join("notebooks", `${name}.ipynb`)),
      }),
  };
}
