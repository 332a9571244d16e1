import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { formatNotebook, type Notebook } from "../nbformat/index.js";
import { assertWritable, writeFileAtomic } from "./atomic.js";
import { nameOf, readRunnable } from "./input.js";
import { type RunOptions, type RunResult, runNotebook } from "./notebook.js";

/** Options of `runFile`. */
export interface RunFileOptions extends RunOptions {
  /** Folder for the executed notebook and its results; made if it is not there. */
  readonly outDir: string;
  /** The notebook as it is to be run, where that is not as the file has it: with parameters set. */
  readonly notebook?: Notebook;
}

/** The end of a run of a file. */
export interface RunFileResult extends RunResult {
  /** The executed notebook. */
  readonly notebookFile: string;
  /** The published results; `null` where the notebook has published none. */
  readonly resultsFile: string | null;
}

/**
 * Runs a notebook file in its own folder. The executed copy is saved as `outDir/NAME.ipynb` after each cell, and
 * what the notebook has published as `outDir/NAME.results.json` at the end; an interrupted run leaves the results of
 * the one before. The file itself is never touched.
 * @throws UserError, before any cell is run, when the file cannot be read, is no notebook, is for another language,
 * or the folder cannot be written; later only when the disk runs full.
 */
export async function runFile(path: string, options: RunFileOptions): Promise<RunFileResult> {
  const { outDir, notebook: prepared, ...rest } = options;
  const source = prepared ?? readRunnable(path, outDir);
  const name = nameOf(path);
  const notebookFile = join(outDir, `${name}.ipynb`);
  assertWritable(outDir);
  const run = await runNotebook(source, {
    ...rest,
    cwd: dirname(resolve(path)),
    name,
    onChange: (notebook) => writeFileAtomic(notebookFile, formatNotebook(notebook)),
  });
  // The last cell may have shown something after its end; an interrupted run adds nothing any more.
  if (run.status !== "interrupted") writeFileAtomic(notebookFile, formatNotebook(run.notebook));
  return { ...run, notebookFile, resultsFile: writeResults(join(outDir, `${name}.results.json`), run) };
}

function writeResults(file: string, { results, status }: RunResult): string | null {
  if (status === "interrupted") return null;
  if (Object.keys(results).length === 0) {
    rmSync(file, { force: true });
    return null;
  }
  writeFileAtomic(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
