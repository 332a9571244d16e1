import { type CellTrace, type ExecutionResult, type Kernel, startKernel } from "../kernel/index.js";
import { type CodeCell, type JsonValue, languageOf, type Notebook } from "../nbformat/index.js";
import { type CellOutputs, createCollector } from "./collector.js";
import { cellName, deathError, describeFailure, type Failure, timeoutError } from "./failure.js";
import { isFatal, mayFail, note, timesOf, withoutTraces } from "./notes.js";
import { collectResults } from "./results.js";

/** Where a run stands; told before each cell that is executed. */
export interface Progress {
  /** The name of the notebook. */
  readonly name: string;
  /** Place of the cell in the notebook, counted from 0. */
  readonly cellIndex: number;
  readonly cellCount: number;
}

/** Options of a run. */
export interface RunOptions {
  /** Longest time for a cell; none: no limit. */
  readonly timeoutMs?: number;
  /** Go on after a cell that failed. The run has failed all the same. */
  readonly allowErrors?: boolean;
  /** What a cell keeps of its output, in bytes; 20 MB (20,000,000) unless given. */
  readonly maxOutputBytes?: number;
  onProgress?(progress: Progress): void;
  /** Aborting it ends the kernel at once. */
  readonly signal?: AbortSignal;
}

/** Options of `runNotebook`. */
export interface RunNotebookOptions extends RunOptions {
  /** The kernel's working directory. */
  readonly cwd: string;
  /** Names the notebook in progress and messages. */
  readonly name: string;
  /** Called after each cell with the notebook as it is by then. What it throws ends the run. */
  onChange?(notebook: Notebook): void;
}

/** The end of a run. */
export interface RunResult {
  readonly notebook: Notebook;
  readonly status: "ok" | "failed" | "interrupted";
  readonly failures: readonly Failure[];
  /** Published results by name. */
  readonly results: Readonly<Record<string, JsonValue>>;
  /** What each cell that was run has read and done outside of itself, in their order. */
  readonly traces: readonly { readonly cellIndex: number; readonly trace: CellTrace }[];
  readonly durationMs: number;
}

/** What a cell may keep of its output unless the caller says otherwise. */
export const DEFAULT_MAX_OUTPUT_BYTES = 20_000_000;

/** Time for timers that a cell has left behind to fail it; the last cell waits longer, for those of all cells. */
const SETTLE_MS = 50;
const LAST_SETTLE_MS = 1_000;

const INTERRUPTED = "the run was interrupted";

interface CellPlace {
  readonly cell: CodeCell;
  readonly index: number;
}

interface Ran extends CellPlace {
  readonly outputs: CellOutputs;
  trace?: CellTrace;
}

/**
 * Executes a notebook in a kernel of its own and gives an executed copy. Cells without code are passed over. After a
 * cell that failed the others are not run and say so in their metadata, unless errors are allowed or the cell has the
 * tag `raises-exception`; without a kernel none can go on.
 */
export async function runNotebook(source: Notebook, options: RunNotebookOptions): Promise<RunResult> {
  const begin = performance.now();
  const notebook = withoutTraces(source);
  const { signal } = options;
  const language = languageOf(notebook) === "javascript" ? "javascript" : "typescript";
  const ran: Ran[] = [];
  const kernel = await startKernel({ cwd: options.cwd, language, signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
  if (kernel === undefined) skip(codeCells(notebook), INTERRUPTED);
  else {
    const kill = () => kernel.kill();
    signal?.addEventListener("abort", kill);
    try {
      await runCells(notebook, kernel, options, ran);
    } finally {
      signal?.removeEventListener("abort", kill);
      await kernel.shutdown();
    }
  }
  const failures = ran
    .filter(({ cell }) => !mayFail(cell) || cell.outputs.some(isFatal))
    .flatMap(({ cell, index, outputs }) =>
      outputs.errors.slice(0, 1).map((error) => describeFailure(cell, index, error)),
    );
  const status = signal?.aborted ? "interrupted" : failures.length > 0 ? "failed" : "ok";
  return {
    notebook,
    status,
    failures,
    results: collectResults(notebook),
    traces: ran.flatMap(({ index, trace }) => (trace === undefined ? [] : [{ cellIndex: index, trace }])),
    durationMs: performance.now() - begin,
  };
}

async function runCells(
  notebook: Notebook,
  kernel: Kernel,
  options: RunNotebookOptions,
  ran: Ran[],
): Promise<void> {
  const collector = createCollector(options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES);
  const cells = codeCells(notebook);
  for (const [position, { cell, index }] of cells.entries()) {
    const stop = options.signal?.aborted ? INTERRUPTED : reasonToStop(ran, kernel, options);
    if (stop !== null) {
      skip(cells.slice(position), stop);
      if (ran.length > 0) options.onChange?.(notebook);
      break;
    }
    options.onProgress?.({ name: options.name, cellIndex: index, cellCount: notebook.cells.length });
    const outputs = collector.begin(cell);
    const previous = ran.at(-1);
    const now: Ran = { cell, index, outputs };
    ran.push(now);
    const result = await kernel.execute(cell.source, {
      onOutput: (event) => outputs.add(event),
      timeoutMs: options.timeoutMs,
      maxOutputBytes: options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES,
      settleMs: position === cells.length - 1 ? LAST_SETTLE_MS : SETTLE_MS,
      trace: true,
    });
    now.trace = result.trace;
    finishCell(now, previous, result, options);
    options.onChange?.(notebook);
  }
}

function finishCell(
  ran: Ran,
  previous: Ran | undefined,
  result: ExecutionResult,
  options: RunNotebookOptions,
): void {
  const { cell, index, outputs } = ran;
  cell.execution_count = result.executionCount;
  note(cell, "execution", timesOf(result));
  outputs.finish(result.droppedBytes);
  if (options.signal?.aborted) note(cell, "tslab_notebook", { status: "interrupted" });
  else if (result.status === "timeout")
    outputs.fail(timeoutError(cellName(cell, index), options.timeoutMs ?? 0, result));
  else if (result.death !== undefined) {
    // A kernel that ended before it began with this cell was ended by something that an earlier one left behind.
    const begun = result.times.started !== undefined || previous === undefined;
    const blamed = begun ? ran : previous;
    blamed.outputs.fail(deathError(cellName(blamed.cell, blamed.index), result.death, begun));
    if (!begun) note(cell, "tslab_notebook", { status: "not run", reason: "the kernel had ended" });
  } else if (result.status === "aborted") {
    const evalue = "the kernel refused to run the cell";
    outputs.fail({
      output_type: "error",
      ename: "CellAborted",
      evalue,
      traceback: [`CellAborted: ${evalue}`],
    });
  }
  // Outputs may be missing then, and nobody would know.
  if (!result.idleSeen && result.death === undefined) note(cell, "tslab_notebook", { idle: "missing" });
}

function reasonToStop(ran: readonly Ran[], kernel: Kernel, options: RunNotebookOptions): string | null {
  const failed = ran.find(({ cell, outputs }) => outputs.errors.length > 0 && !mayFail(cell));
  const last = ran.at(-1);
  if (!kernel.alive && last !== undefined)
    return `the kernel had ended in ${cellName(last.cell, last.index)}`;
  return failed === undefined || options.allowErrors ? null : `${cellName(failed.cell, failed.index)} failed`;
}

function skip(cells: readonly CellPlace[], reason: string): void {
  for (const { cell } of cells) note(cell, "tslab_notebook", { status: "not run", reason });
}

/** The cells that hold code, each with its place in the notebook. */
function codeCells(notebook: Notebook): CellPlace[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== "" ? [{ cell, index }] : [],
  );
}
