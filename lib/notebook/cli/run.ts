import { EXIT, UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import { assertWritable, nameOf, type RunFileResult, readRunnable, runFile } from "../run/index.js";
import { errorLine, failureText } from "./failures.js";
import { findNotebooks } from "./files.js";
import { type RunFlags, runOptions } from "./options.js";
import { givenParameters, withParameters } from "./parameters.js";
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

/**
 * Runs notebooks and does something with each; a notebook that fails does not keep the others from running, but one
 * that cannot be run does: then nothing is written at all.
 */
export async function runAll(
  paths: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
  after: AfterRun,
): Promise<number> {
  const files = findNotebooks(paths, flags.out);
  refuseSameNames(files);
  let code = preflight(files, flags.out);
  if (code !== EXIT.ok) return code;
  const given = givenParameters(flags.param);
  const { notebooks, skipped } =
    given.size > 0 ? withParameters(files, flags.out, given) : { notebooks: new Map(), skipped: [] };
  assertWritable(flags.out);
  if (skipped.length > 0) {
    process.stderr.write(`skipped, without ${[...given.keys()].join(" or ")}: ${skipped.join(", ")}\n`);
  }
  for (const path of given.size > 0 ? notebooks.keys() : files) {
    if (signal.aborted) break;
    code = Math.max(code, await runOne(path, flags, signal, after, notebooks.get(path)));
  }
  return signal.aborted ? EXIT.interrupted : code;
}

/** Reads every notebook and prints a line for each that cannot be run. */
function preflight(files: readonly string[], outDir: string): number {
  let code: number = EXIT.ok;
  for (const path of files) {
    try {
      readRunnable(path, outDir);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`${errorLine(error)}\n`);
      code = Math.max(code, error.exitCode);
    }
  }
  return code;
}

async function runOne(
  path: string,
  flags: RunFlags,
  signal: AbortSignal,
  after: AfterRun,
  notebook?: Notebook,
): Promise<number> {
  const line = progressLine(nameOf(path));
  try {
    const result = await runFile(path, {
      ...runOptions(flags),
      ...(notebook ? { notebook } : {}),
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
    // Ctrl-C at a terminal reaches helpers, too: what they then complain of is no news.
    if (signal.aborted) {
      line.done(`${nameOf(path)}: interrupted`);
      return EXIT.interrupted;
    }
    if (!(error instanceof UserError)) {
      line.done(`${nameOf(path)}: stopped by an error of tsnb itself`);
      throw error;
    }
    line.done(errorLine(error));
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
