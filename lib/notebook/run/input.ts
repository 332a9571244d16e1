import { readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../errors.js";
import { languageOf, type Notebook, parseNotebook } from "../nbformat/index.js";

const LANGUAGES: readonly string[] = ["typescript", "javascript"];

/**
 * The text of a notebook file.
 * @throws UserError when there is no such file, or it cannot be read.
 */
export function readSource(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserError(`${path}: there is no such file.`, "Name a notebook (.ipynb).");
    if (code === "EISDIR")
      throw new UserError(`${path}: is a folder, expected a notebook file.`, "Name a notebook (.ipynb).");
    if (code === "EACCES")
      throw new UserError(`${path}: cannot be read, permission is denied.`, "Make the file readable.");
    if (code === "ERR_STRING_TOO_LONG" || code === "ERR_FS_FILE_TOO_LARGE")
      throw new UserError(`${path}: is larger than can be read, some 500 MB.`, "Clear its outputs first.");
    throw error;
  }
}

/**
 * The notebook in a file, whatever its language.
 * @throws UserError when the file cannot be read or is no notebook.
 */
export function readNotebook(path: string): Notebook {
  return parseNotebook(readSource(path), path);
}

/**
 * The notebook in a file that `runFile` can run, with its executed copy in `outDir`.
 * @throws UserError when the file cannot be read, is no notebook, is for a language that tslab does not run, or would
 * be replaced by its own executed copy.
 */
export function readRunnable(path: string, outDir: string): Notebook {
  return runnable(readSource(path), path, outDir);
}

/** The same of the text of a file that has been read. */
export function runnable(text: string, path: string, outDir: string): Notebook {
  const notebook = parseNotebook(text, path);
  const language = languageOf(notebook);
  if (language !== undefined && !LANGUAGES.includes(language)) {
    throw new UserError(
      `${path}: found a notebook for a ${language} kernel, expected TypeScript or JavaScript.`,
      "Choose the kernel tslab-notebook in Jupyter, or set metadata.kernelspec to it.",
    );
  }
  assertNotItself(path, join(outDir, `${nameOf(path)}.ipynb`));
  return notebook;
}

/** @throws UserError where the executed copy of a notebook would replace it. */
export function assertNotItself(path: string, executed: string): void {
  if (!samePlace(path, executed)) return;
  throw new UserError(
    `${path}: the executed copy would replace the notebook itself.`,
    "Choose another folder (--out DIR).",
  );
}

/** The name of a notebook file, which is also that of everything made of it. */
export function nameOf(path: string): string {
  return basename(path).replace(/\.ipynb$/i, "");
}

function samePlace(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
}
