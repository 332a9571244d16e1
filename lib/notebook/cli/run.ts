import { existsSync, rmdirSync } from "node:fs";
import { EXIT, UserError } from "../errors.js";
import {
  assertWritable,
  nameOf,
  type RunFileOptions,
  type RunFileResult,
  readRunnable,
  runFile,
} from "../run/index.js";
import { errorLine, failureText } from "./failures.js";
import { findNotebooks } from "./files.js";
import { faultOfGiven } from "./given.js";
import { claimName, refuseSameNames } from "./names.js";
import { type RunFlags, runOptions } from "./options.js";
import { givenParameters, type Prepared, withParameters } from "./parameters.js";
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
 * that cannot be run does: then nothing is written at all. A file or text given with `-p` on which a cell fails, and anything
 * else that the user has to mend first, ends the whole call, and nothing is written of the run that met it.
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
    given.size > 0
      ? withParameters(files, flags.out, given)
      : { notebooks: new Map<string, Prepared>(), skipped: [] };
  const isNew = !existsSync(flags.out);
  assertWritable(flags.out);
  if (skipped.length > 0) {
    process.stderr.write(`skipped: ${skipped.join(", ")}\n`);
  }
  const chosen = given.size > 0 ? [...notebooks.keys()] : files;
  const names = new Map(chosen.map((path) => [nameOf(path), path]));
  for (const path of chosen) {
    if (signal.aborted) break;
    const prepared = notebooks.get(path);
    const options: RunFileOptions = {
      ...runOptions(flags),
      ...(prepared ? { notebook: prepared.notebook } : {}),
      outDir: flags.out,
      signal,
      refuse: ({ failures }, name) =>
        faultOfGiven(path, failures, prepared?.given ?? []) ?? claimName(name, path, names),
    };
    code = Math.max(code, await runOne(path, options, after));
    if (code === EXIT.usage) break;
  }
  if (isNew && code === EXIT.usage) removeIfEmpty(flags.out);
  return signal.aborted ? EXIT.interrupted : code;
}

/** Removes a folder that was made for files that are not to be. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, so it stays.
  }
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

async function runOne(path: string, options: RunFileOptions, after: AfterRun): Promise<number> {
  const line = progressLine(nameOf(path));
  const interrupted = (partial: string | undefined) => {
    const kept = partial !== undefined && existsSync(partial) ? ` → ${partial}` : "";
    line.done(`${nameOf(path)}: interrupted${kept}`);
    return EXIT.interrupted;
  };
  try {
    const result = await runFile(path, { ...options, onProgress: (progress) => line.update(progress) });
    if (result.status === "interrupted") return interrupted(result.notebookFile);
    const made = await after(path, result);
    const word = result.status === "ok" ? "done" : "failed";
    line.done(`${nameOf(path)}: ${word} in ${seconds(result.durationMs)} → ${made}`);
    for (const failure of result.failures) {
      process.stderr.write(`${failureText(path, result.notebook, failure)}\n`);
    }
    return result.status === "ok" ? EXIT.ok : EXIT.failed;
  } catch (error) {
    // Ctrl-C at a terminal reaches helpers, too: what they then complain of is no news.
    if (options.signal?.aborted) return interrupted(undefined);
    if (!(error instanceof UserError)) {
      line.done(`${nameOf(path)}: stopped by an error of tsnb itself`);
      throw error;
    }
    line.done(errorLine(error));
    return error.exitCode;
  }
}
