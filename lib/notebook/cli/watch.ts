import { basename, dirname, resolve } from "node:path";
import type { Read } from "tslab-kernel";
import { keep } from "../cache/index.js";
import { EXIT, UserError } from "../errors.js";
import type { IndexEntry } from "../report/index.js";
import { assertWritable, createLiveRun, type LiveRun, nameOf, runFile } from "../run/index.js";
import { type Seen, startWatchServer, type WatchServer, watchFiles } from "../watch/index.js";
import { type CommandCompiler, withCompiler } from "./compiler.js";
import { errorLine, failureText } from "./failures.js";
import { findNotebooks } from "./files.js";
import { refuseIndexName } from "./names.js";
import { jobsOf, type ReportFlags, runOptions } from "./options.js";
import { type Job, plan } from "./plan.js";
import { type Board, progressBoard, seconds } from "./progress.js";
import { makePage, writeIndex } from "./report.js";
import { slowStart } from "./run.js";
import { sideBySide } from "./side-by-side.js";

/** A notebook that is watched. */
interface Live {
  job: Job;
  readonly run: LiveRun;
}

/** What the notebooks of a call share. */
interface Watch {
  readonly flags: ReportFlags;
  readonly signal: AbortSignal;
  readonly board: Board;
  readonly compiler: CommandCompiler;
  readonly entries: Map<string, IndexEntry>;
  server?: WatchServer;
}

/**
 * Makes reports and goes on until it is interrupted: a notebook of which something changes is run again in the kernel
 * that it has, from the first cell that is concerned, and a page on the loopback interface shows the report anew. Gives the
 * exit code.
 */
export function watch(paths: readonly string[], flags: ReportFlags, signal: AbortSignal): Promise<number> {
  return withCompiler((compiler) => watchWith(compiler, paths, flags, signal));
}

async function watchWith(
  compiler: CommandCompiler,
  paths: readonly string[],
  flags: ReportFlags,
  signal: AbortSignal,
): Promise<number> {
  refuseIndexName(findNotebooks(paths, flags.out));
  const watched = watchFiles();
  const planned = plan(paths, { ...flags, force: true });
  if (planned === undefined) return EXIT.usage;
  assertWritable(flags.out);
  const board = progressBoard();
  if (planned.skipped.length > 0) board.say(`skipped: ${planned.skipped.join(", ")}`);
  const all: Live[] = planned.jobs.map((job) => ({ job, run: createLiveRun() }));
  const call: Watch = { flags, signal, board, compiler, entries: new Map() };
  try {
    await sideBySide(
      all,
      jobsOf(flags),
      (live) => runLive(live, call),
      () => !signal.aborted,
    );
    if (signal.aborted) return EXIT.interrupted;
    const [only, second] = [...call.entries.keys()];
    const first = only !== undefined && second === undefined ? `${only}.html` : "index.html";
    await writeIndex(flags.out, call.entries);
    const isReport = (file: string) => file === "index.html" || call.entries.has(file.replace(/\.html$/, ""));
    call.server = await startWatchServer(flags.out, first, isReport, flags.port);
    board.say(`Watching; the reports stand at ${call.server.address} until you end this with Ctrl-C.`);
    while (!signal.aborted) {
      watched.files(all.flatMap(seenBy));
      const changed = new Set(await watched.next(signal));
      for (const live of all)
        if (!signal.aborted && concerns(live, changed)) await again(live, call, changed);
    }
    return EXIT.interrupted;
  } finally {
    await Promise.all([...all.map(({ run }) => run.stop()), call.server?.close()]);
  }
}

/** What a notebook depends on: its file, and what its cells have looked at. */
function seenBy({ job, run }: Live): Seen[] {
  return [{ kind: "file", path: resolve(job.path) }, ...readsOf(run)];
}

function concerns({ job, run }: Live, changed: ReadonlySet<string>): boolean {
  return changed.has(resolve(job.path)) || readsOf(run).some(({ path }) => changed.has(path));
}

/** That there is a folder does not change when something is saved in it. */
function readsOf(run: LiveRun): Read[] {
  return run.reads().filter(({ kind, stamp }) => !["stat", "link"].includes(kind) || stamp === "absent");
}

async function again(live: Live, call: Watch, changed: ReadonlySet<string>): Promise<void> {
  for (const path of changed) live.run.changed(path);
  if (changed.has(resolve(live.job.path))) {
    const job = reread(live, call);
    if (job === undefined) return;
    live.job = job;
  }
  const file = await runLive(live, call);
  if (file === undefined) return;
  await writeIndex(call.flags.out, call.entries);
  call.server?.made([file, "index.html"]);
}

/** The notebook as it is now; `undefined`, and a line, where it is none any more, or not yet again. */
function reread({ job }: Live, { flags, server }: Watch): Job | undefined {
  try {
    const now = plan([job.path], { ...flags, force: true })?.jobs[0];
    if (now === undefined)
      server?.state(`${basename(job.path)} cannot be run as it is; the terminal says why.`, true);
    return now;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${errorLine(error)}\n`);
    server?.state(errorLine(error), true);
    return undefined;
  }
}

/** Runs a notebook and makes its report; gives the file of that, and nothing where none was made. */
async function runLive(live: Live, call: Watch): Promise<string | undefined> {
  const { job, run } = live;
  const { flags, signal, board, server } = call;
  const name = nameOf(job.path);
  const line = board.start(name);
  server?.state(`${name}: running`);
  try {
    const result = await runFile(job.path, {
      ...runOptions(flags),
      notebook: job.wanted.notebook(),
      parameters: job.told,
      outDir: flags.out,
      signal,
      execute: run.run,
      compiler: await call.compiler.get(),
      onSlowStart: (ms) => board.say(slowStart(name, ms)),
      onProgress(progress) {
        line.update(progress);
        server?.state(`${name}: cell ${progress.cellIndex + 1} of ${progress.cellCount}`);
      },
    });
    if (result.status === "interrupted") {
      line.done(`${name}: interrupted`);
      return undefined;
    }
    const { entry, file } = await makePage(flags.out, result.name, result.notebook, dirname(job.path));
    // What a kernel has executed in pieces, a call without a watch does not rely on.
    if (run.isWhole) keep(job.wanted, result);
    call.entries.set(result.name, entry);
    const word = result.status === "ok" ? "done" : "failed";
    line.done(`${name}: ${word} in ${seconds(result.durationMs)} → ${file}`);
    for (const failure of result.failures) board.say(failureText(job.path, result.notebook, failure));
    const [failure] = result.failures;
    server?.state(
      failure === undefined
        ? `${name}: done in ${seconds(result.durationMs)}`
        : `${name}: cell ${failure.cellIndex + 1} failed: ${failure.ename}: ${failure.evalue}`,
      failure !== undefined,
    );
    return basename(file);
  } catch (error) {
    if (!signal.aborted && !(error instanceof UserError)) throw error;
    const text = error instanceof UserError ? errorLine(error) : `${name}: interrupted`;
    line.done(text);
    server?.state(text, true);
    return undefined;
  }
}
