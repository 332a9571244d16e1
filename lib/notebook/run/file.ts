import { readFileSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../errors.js";
import { formatNotebook, languageOf, type Notebook, parseNotebook } from "../nbformat/index.js";
import { assertWritable, writeFileAtomic } from "./atomic.js";
import { type RunOptions, type RunResult, runNotebook } from "./notebook.js";

/** Options of `runFile`. */
export interface RunFileOptions extends RunOptions {
  /** Folder for the executed notebook and its results; made if it is not there. */
  readonly outDir: string;
}

/** The end of a run of a file. */
export interface RunFileResult extends RunResult {
  /** The executed notebook. */
  readonly notebookFile: string;
  /** The published results; `null` where the notebook has published none. */
  readonly resultsFile: string | null;
}

const LANGUAGES: readonly string[] = ["typescript", "javascript"];

/**
 * Runs a notebook file in its own folder. The executed copy is saved as `outDir/NAME.ipynb` after each cell, and
 * what the notebook has published as `outDir/NAME.results.json` at the end; an interrupted run leaves the results of
 * the one before. The file itself is never touched.
 * @throws UserError, before any cell is run, when the file cannot be read, is no notebook, is for another language,
 * or the folder cannot be written; later only when the disk runs full.
 */
export async function runFile(path: string, options: RunFileOptions): Promise<RunFileResult> {
  const { outDir, ...rest } = options;
  const source = readNotebook(path);
  const name = basename(path).replace(/\.ipynb$/i, "");
  const notebookFile = join(outDir, `${name}.ipynb`);
  if (samePlace(path, notebookFile)) {
    throw new UserError(
      `${path}: the executed copy would replace the notebook itself.`,
      "Choose another folder (--out DIR).",
    );
  }
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

function readNotebook(path: string): Notebook {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") throw new UserError(`${path}: there is no such file.`);
    if (code === "EISDIR") throw new UserError(`${path}: is a folder, expected a notebook file.`);
    if (code === "EACCES") throw new UserError(`${path}: cannot be read, permission is denied.`);
    throw error;
  }
  const notebook = parseNotebook(text, path);
  const language = languageOf(notebook);
  if (language !== undefined && !LANGUAGES.includes(language)) {
    throw new UserError(
      `${path}: found a notebook for a ${language} kernel, expected TypeScript or JavaScript.`,
      "Choose the kernel tslab-notebook in Jupyter, or set metadata.kernelspec to it.",
    );
  }
  return notebook;
}

function samePlace(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
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
