import { existsSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Entry, keep, look } from "../cache/index.js";
import { EXIT, UserError } from "../errors.js";
import { assertWritable, nameOf, type RunFileOptions, type RunFileResult, runFile } from "../run/index.js";
import { type CommandCompiler, withCompiler } from "./compiler.js";
import { errorLine, failureText } from "./failures.js";
import { faultOfGiven } from "./given.js";
import { claimName } from "./names.js";
import { jobsOf, type RunFlags, runOptions } from "./options.js";
import { type Job, type Plan, plan } from "./plan.js";
import { type Board, progressBoard, seconds } from "./progress.js";
import { sideBySide } from "./side-by-side.js";

/** How often a call looks again whether its notebooks have changed each other's inputs. */
const MOST_ROUNDS = 3;

/** What a command does with each notebook; both give what the closing line says of it. */
export interface Steps {
  /** Called while cells run, and more than once: what is needed at the end of a run can be loaded by then. */
  prepare?(): void;
  /** After a run that came to its end, failed or not. */
  ran(job: Job, run: RunFileResult): Promise<string> | string;
  /** Where the last run stands, and nothing is run. */
  stands(job: Job, entry: Entry): Promise<string> | string;
}

/** Runs notebooks; executed copies and results go to the output folder. Gives the exit code. */
export async function run(paths: readonly string[], flags: RunFlags, signal: AbortSignal): Promise<number> {
  return runAll(paths, flags, signal, {
    ran: (_, { notebookFile }) => notebookFile,
    stands: (_, { name }) => join(flags.out, `${name}.ipynb`),
  });
}

/**
 * Runs notebooks side by side, those of which something has changed since their last run, and does something with each;
 * a notebook that fails does not keep the others from running, but one that cannot be run does: then nothing is written at
 * all. A file or text given with `-p` on which a cell fails, and anything else that the user has to mend first, ends the
 * whole call: what has not begun is not run, and nothing is written of the run that met it.
 */
export async function runAll(
  paths: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
  steps: Steps,
): Promise<number> {
  const planned = plan(paths, flags);
  if (planned === undefined) return EXIT.usage;
  return withCompiler((compiler) => runPlanned(planned, flags, signal, steps, compiler));
}

async function runPlanned(
  { jobs, skipped }: Plan,
  flags: RunFlags,
  signal: AbortSignal,
  steps: Steps,
  compiler: CommandCompiler,
): Promise<number> {
  const isNew = !existsSync(flags.out);
  if (jobs.some(({ standing }) => "reason" in standing)) assertWritable(flags.out);
  const board = progressBoard();
  if (skipped.length > 0) board.say(`skipped: ${skipped.join(", ")}`);
  const names = new Map(jobs.map(({ path }) => [nameOf(path), path]));
  let code: number = EXIT.ok;
  // What the user has to mend stops the notebooks that run beside, too: they would only meet it again.
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const call: Call = { flags, user: signal, signal: both, steps, board, names, compiler, ran: new Set() };
  const each = async (job: Job): Promise<void> => {
    const ended = await runOne(job, call);
    code = Math.max(code, ended);
    if (code === EXIT.usage) stop.abort();
  };
  const goOn = () => !call.signal.aborted;
  await sideBySide(balanced(jobs, jobsOf(flags)), jobsOf(flags), each, goOn);
  // A notebook may write what another reads. One that has made itself stale would be so after every run.
  for (let round = 0; round < MOST_ROUNDS && goOn() && call.ran.size > 0; round++) {
    const before = new Set(call.ran);
    call.ran.clear();
    const byOthers = jobs.filter(({ path }) => before.size > 1 || !before.has(path));
    const stale = byOthers.flatMap((job) => again(job) ?? []);
    await sideBySide(stale, jobsOf(flags), each, goOn);
  }
  if (isNew && code === EXIT.usage) removeIfEmpty(flags.out);
  return signal.aborted ? EXIT.interrupted : code;
}

/** A notebook as it is to be run again, because something that it depends on has changed in this very call. */
function again(job: Job): Job | undefined {
  const standing = look(job.wanted);
  return "reason" in standing && standing.always !== true ? { ...job, standing } : undefined;
}

/** The order to begin in: side by side, the longest notebook first, so that none is left over when the others are done. */
function balanced(jobs: readonly Job[], most: number): readonly Job[] {
  return most === 1 ? jobs : [...jobs].sort((a, b) => b.wanted.text.length - a.wanted.text.length);
}

/** Removes a folder that was made for files that are not to be. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, so it stays.
  }
}

/** What is said of a kernel that takes its time. */
export function slowStart(name: string, waitedMs: number): string {
  return `${name}: its kernel is still starting after ${seconds(waitedMs)}: the machine is busy`;
}

/** What the notebooks of a call share. */
interface Call {
  readonly flags: RunFlags;
  /** Aborted by the user. */
  readonly user: AbortSignal;
  /** Aborted by the user, or because the call is to end. */
  readonly signal: AbortSignal;
  readonly steps: Steps;
  readonly board: Board;
  readonly compiler: CommandCompiler;
  /** Names of files to be written → notebook. */
  readonly names: Map<string, string>;
  /** Paths of those that have been run, since it was last looked whether others are stale now. */
  readonly ran: Set<string>;
}

async function runOne(job: Job, call: Call): Promise<number> {
  const { path, given, wanted } = job;
  // What another notebook has written since the call began counts.
  const standing = "entry" in job.standing && call.ran.size > 0 ? look(wanted) : job.standing;
  const { flags, signal, steps, board, names } = call;
  const name = nameOf(path);
  if ("entry" in standing) {
    const clash = claimName(standing.entry.name, path, names);
    if (clash === undefined) {
      board.say(`${name}: unchanged → ${await steps.stands(job, standing.entry)}`);
      return EXIT.ok;
    }
  }
  const why = flags.explain && "reason" in standing ? standing.reason : undefined;
  const line = board.start(name, why);
  const interrupted = (partial = "") => {
    if (call.user.aborted) {
      line.done(`${name}: interrupted${existsSync(partial) ? ` → ${partial}` : ""}`);
    } else {
      // A fault beside it, which has been told, is no reason to keep what it has done by then.
      rmSync(partial, { force: true });
      line.done();
    }
    // Why the call ends, it knows itself.
    return EXIT.ok;
  };
  const options: RunFileOptions = {
    ...runOptions(flags),
    notebook: wanted.notebook(),
    parameters: job.told,
    outDir: flags.out,
    signal,
    refuse: ({ failures }, variant) => faultOfGiven(path, failures, given) ?? claimName(variant, path, names),
    onProgress(progress) {
      line.update(progress);
      steps.prepare?.();
    },
    onSlowStart: (ms) => board.say(slowStart(name, ms)),
  };
  try {
    const result = await runFile(path, { ...options, compiler: await call.compiler.get() });
    if (result.status === "interrupted") return interrupted(result.notebookFile);
    keep(wanted, result);
    call.ran.add(path);
    const made = await steps.ran(job, result);
    const word = result.status === "ok" ? "done" : "failed";
    line.done(`${name}: ${word} in ${seconds(result.durationMs)} → ${made}`);
    for (const failure of result.failures) board.say(failureText(path, result.notebook, failure));
    return result.status === "ok" ? EXIT.ok : EXIT.failed;
  } catch (error) {
    // Ctrl-C at a terminal reaches helpers, too: what they then complain of is no news.
    if (signal.aborted) return interrupted();
    if (!(error instanceof UserError)) {
      line.done(`${name}: stopped by an error of tsnb itself`);
      throw error;
    }
    line.done(errorLine(error));
    return error.exitCode;
  }
}
