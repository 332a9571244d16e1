import { existsSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXIT, UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import { renderReport } from "../report/index.js";
import { assertWritable, writeFileAtomic } from "../run/atomic.js";
import { nameOf, readNotebook } from "../run/input.js";
import { errorLine } from "./failures.js";
import { findNotebooks } from "./files.js";
import { refuseSameNames } from "./names.js";

/** What `tsnb export` takes, as commander hands it over. */
export interface ExportFlags {
  readonly out: string;
}

/**
 * Makes an HTML page of each notebook as it was saved, whatever its language. Nothing is run and nothing in the
 * notebook is trusted; pictures come from its outputs, its attachments and its own folder. Every notebook is read
 * before the first page is written. Cells that failed are shown and named, with exit code 0: the run that failed was
 * another's, and the export of it has not. The index of reports is left as it is, for it lists what was run here.
 * @throws UserError for paths that name no notebook, names that clash, and places that cannot be written.
 */
export async function exportNotebooks(
  paths: readonly string[],
  { out }: ExportFlags,
  signal: AbortSignal,
): Promise<number> {
  const files = findNotebooks(paths, out);
  refuseSameNames(files);
  const code = preflight(files, out);
  if (code !== EXIT.ok) return code;
  const isNew = !existsSync(out);
  assertWritable(out);
  try {
    for (const path of files) {
      if (signal.aborted) return EXIT.interrupted;
      await exportOne(path, out);
    }
  } finally {
    if (isNew) removeIfEmpty(out);
  }
  return signal.aborted ? EXIT.interrupted : EXIT.ok;
}

/** Reads every notebook and prints a line for each that cannot be exported. */
function preflight(files: readonly string[], out: string): number {
  let code: number = EXIT.ok;
  for (const path of files) {
    try {
      readNotebook(path);
      assertFree(path, pageOf(path, out));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`${printable(errorLine(error))}\n`);
      code = Math.max(code, error.exitCode);
    }
  }
  return code;
}

/** @throws UserError where a page has no place, or would replace the index that `tsnb report` keeps. */
function assertFree(path: string, page: string): void {
  if (!existsSync(page)) return;
  if (!statSync(page).isFile())
    throw new UserError(`${path}: ${page}, where its page would be, is no file.`, "Move it away.");
  if (!/<body class="index"/.test(readFileSync(page, "utf8"))) return;
  throw new UserError(
    `${path}: its page would replace ${page}, the index of the reports there.`,
    "Rename the notebook, or choose another folder (--out DIR).",
  );
}

async function exportOne(path: string, out: string): Promise<void> {
  const notebook = readNotebook(path);
  const name = nameOf(path);
  const { html, failedCells, size } = await renderReport(notebook, {
    foreign: true,
    name,
    sourceDir: dirname(path),
  });
  const page = pageOf(path, out);
  writeFileAtomic(page, html);
  const notes = [
    holdsOutputs(notebook) ? "" : ", without outputs: the notebook holds none",
    failedCells.length === 0 ? "" : `, with the errors of cells that failed (${numbers(failedCells)})`,
  ];
  const megabytes = (size / 1_000_000).toFixed(1);
  process.stderr.write(`${printable(`${name}: exported${notes.join("")} → ${page} (${megabytes} MB)`)}\n`);
}

function pageOf(path: string, out: string): string {
  return join(out, `${nameOf(path)}.html`);
}

function holdsOutputs({ cells }: Notebook): boolean {
  return cells.some((cell) => cell.cell_type === "code" && cell.outputs.length > 0);
}

function numbers(cells: readonly number[]): string {
  return [...new Set(cells)].join(", ");
}

/** A stranger chose the names of these files: a terminal takes no orders from them. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, "�");
}

/** Removes a folder that was made for pages that are not to be. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, so it stays.
  }
}
