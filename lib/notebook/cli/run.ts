import { basename } from "node:path";
import { EXIT, UserError } from "../errors.js";
import { type RunFileResult, runFile } from "../run/index.js";
import { failureText } from "./failures.js";
import { findNotebooks } from "./files.js";
import { type RunFlags, runOptions } from "./options.js";
import { progressLine, seconds } from "./progress.js";

/** What is done with a notebook that has run; gives what the closing line says of it. */
export type AfterRun = (path: string, run: RunFileResult) => Promise<string> | string;

/**
 * Runs notebooks one after another; executed copies and results go to the output folder. Every notebook is read before
 * the first one runs, so that bad input is found before time is spent. Gives the exit code.
 */
export async function run(paths: readonly string[], flags: RunFlags, signal: AbortSignal): Promise<number> {
  return runAll(paths, flags, signal, (_, { notebookFile }) => notebookFile);
}

/** Runs notebooks and does something with each; a notebook that fails does not keep the others from running. */
export async function runAll(
  paths: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
  after: AfterRun,
): Promise<number> {
  const files = findNotebooks(paths);
  refuseSameNames(files);
  let code: number = EXIT.ok;
  for (const path of files) {
    if (signal.aborted) break;
    code = Math.max(code, await runOne(path, flags, signal, after));
  }
  return signal.aborted ? EXIT.interrupted : code;
}

/** The name of a notebook, which is also that of everything made of it. */
export function nameOf(path: string): string {
  return basename(path).replace(/\.ipynb$/i, "");
}

async function runOne(path: string, flags: RunFlags, signal: AbortSignal, after: AfterRun): Promise<number> {
  const line = progressLine(nameOf(path));
  try {
    const result = await runFile(path, {
      ...runOptions(flags),
      outDir: flags.out,
      signal,
      onProgress: (progress) => line.update(progress),
    });
    if (result.status === "interrupted") {
      line.done(`${nameOf(path)}: interrupted`);
      return EXIT.interrupted;
    }
    const made = await after(path, result);
    const word = result.status === "ok" ? "done" : "failed";
    line.done(`${nameOf(path)}: ${word} in ${seconds(result.durationMs)} → ${made}`);
    for (const failure of result.failures) {
      process.stderr.write(`${failureText(path, result.notebook, failure)}\n`);
    }
    return result.status === "ok" ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    line.done(error.hint ? `${error.message}\n  ${error.hint}` : error.message);
    return error.exitCode;
  }
}

function refuseSameNames(files: readonly string[]): void {
  const byName = new Map<string, string>();
  for (const path of files) {
    const other = byName.get(nameOf(path));
    if (other) {
      throw new UserError(
        `${other} and ${path} have the same name, and so would their reports`,
        "Rename one of them.",
      );
    }
    byName.set(nameOf(path), path);
  }
}
