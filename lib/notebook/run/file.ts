import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { digestOf } from "../digest.js";
import type { UserError } from "../errors.js";
import { formatNotebook, type Notebook } from "../nbformat/index.js";
import { assertWritable, writeFileAtomic } from "./atomic.js";
import { assertNotItself, nameOf, readRunnable } from "./input.js";
import { madeOf } from "./made.js";
import { runNotebook } from "./notebook.js";
import { withNote } from "./notes.js";
import type { RunOptions, RunResult } from "./options.js";
import { createSaver } from "./saver.js";
import { variantOf } from "./variant.js";

/** Options of `runFile`. */
export interface RunFileOptions extends RunOptions {
  /** Folder for the executed notebook and its results; made if it is not there. */
  readonly outDir: string;
  /** The notebook as it is to be run, where that is not as the file has it: with parameters set. */
  readonly notebook?: Notebook;
  /** Parameters that were set in it, for the executed copy to tell: name → value as people read it. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What executes the notebook: `runNotebook`, in a kernel of its own, unless given. */
  readonly execute?: typeof runNotebook;
  /**
   * Asked at the end of a run that was not interrupted, before any file of that name is written. What it gives is
   * thrown, and the files of earlier runs stay as they are.
   */
  refuse?(run: RunResult, name: string): UserError | undefined;
}

/** The end of a run of a file. */
export interface RunFileResult extends RunResult {
  /** Name of everything that is made of the run: that of the notebook, with the variant that it has stated. */
  readonly name: string;
  /** The executed notebook; of an interrupted run the partial copy, which is there if a cell was run. */
  readonly notebookFile: string;
  /** The published results; `null` where the notebook has published none. */
  readonly resultsFile: string | null;
  /** The files of this run, with the digest of what was written: another run may have replaced them since. */
  readonly written: readonly { readonly file: string; readonly digest: string }[];
}

/**
 * Runs a notebook file in its own folder. What has been executed is saved after each cell (less often where that would
 * take more than a tenth of the time), as `outDir/NAME.ipynb.partial`; at the end the executed copy is `outDir/NAME.ipynb`, what the notebook has published
 * is `outDir/NAME.results.json`, and the partial copy is gone. A notebook that states a variant (`about`) is
 * `NAME-VARIANT` there. An interrupted run leaves its partial copy and, untouched, the files of the run before.
 * The file itself is never touched.
 * @throws UserError, before any cell is run, when the file cannot be read, is no notebook, is for another language,
 * or the folder cannot be written; later what `refuse` gives, and when the disk runs full.
 */
export async function runFile(path: string, options: RunFileOptions): Promise<RunFileResult> {
  const { outDir, notebook: prepared, parameters, refuse, execute = runNotebook, ...rest } = options;
  const source = prepared ?? readRunnable(path, outDir);
  const ownName = nameOf(path);
  const partial = join(outDir, `${ownName}.ipynb.partial`);
  assertWritable(outDir);
  rmSync(partial, { force: true });
  const cwd = dirname(resolve(path));
  const saver = createSaver((notebook: Notebook) => writeFileAtomic(partial, formatNotebook(notebook)));
  const run = await execute(source, { ...rest, cwd, name: ownName, onChange: saver.change });
  const name = [ownName, variantOf(run.notebook)].filter((part) => part !== "").join("-");
  if (run.status === "interrupted") {
    saver.flush(run.notebook);
    return { ...run, name, notebookFile: partial, resultsFile: null, written: [] };
  }
  const notebookFile = join(outDir, `${name}.ipynb`);
  try {
    const refusal = refuse?.(run, name);
    if (refusal !== undefined) throw refusal;
    assertNotItself(path, notebookFile);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  const made = await madeOf(cwd, run.traces);
  const notebook = withNote(run.notebook, {
    made: parameters === undefined ? made : { ...made, parameters },
  });
  // The last cell may have shown something after its end, so this can be more than the partial copy.
  const text = formatNotebook(notebook);
  writeFileAtomic(notebookFile, text);
  const results = resultsText(run);
  const resultsFile = join(outDir, `${name}.results.json`);
  if (results === null) rmSync(resultsFile, { force: true });
  else writeFileAtomic(resultsFile, results);
  rmSync(partial, { force: true });
  const written = [
    { file: notebookFile, digest: digestOf(text) },
    ...(results === null ? [] : [{ file: resultsFile, digest: digestOf(results) }]),
  ];
  return { ...run, notebook, name, notebookFile, resultsFile: results && resultsFile, written };
}

/** The published results as JSON; `null` where there are none. */
function resultsText({ results }: RunResult): string | null {
  return Object.keys(results).length === 0 ? null : `${JSON.stringify(results, null, 2)}\n`;
}
