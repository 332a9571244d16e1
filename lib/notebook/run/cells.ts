import type { CellTrace, ExecutionResult, Kernel } from "tslab-kernel";
import type { CodeCell, Notebook } from "../nbformat/index.js";
import { type CellOutputs, createCollector } from "./collector.js";
import { cellName, deathError, describeFailure, type Failure, timeoutError } from "./failure.js";
import { isFatal, mayFail, note, timesOf } from "./notes.js";
import type { RunNotebookOptions } from "./options.js";
import { DEFAULT_MAX_OUTPUT_BYTES } from "./options.js";

/** Time for timers that a cell has left behind to fail it; the last cell waits longer, for those of all cells. */
const SETTLE_MS = 50;
const LAST_SETTLE_MS = 1_000;

/** Why cells are not run after an interrupt. */
export const INTERRUPTED = "the run was interrupted";

/** A cell that holds code, and its place in the notebook, counted from 0. */
export interface CellPlace {
  readonly cell: CodeCell;
  readonly index: number;
}

/** A cell that was run, or is running. */
export interface Ran extends CellPlace {
  readonly outputs: CellOutputs;
  trace?: CellTrace;
}

/**
 * Executes the cells of a notebook that hold code, from the one after those in `ran` on, in place; each is added to `ran`
 * as it begins. After a cell that failed the others are not run and say so, unless errors are allowed.
 */
export async function runCells(
  notebook: Notebook,
  kernel: Kernel,
  options: RunNotebookOptions,
  ran: Ran[],
): Promise<void> {
  const collector = createCollector(options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES);
  const cells = codeCells(notebook);
  const first = ran.length;
  for (const [position, { cell, index }] of cells.entries()) {
    if (position < first) continue;
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
      ...(position > first ? {} : { ahead: cells.slice(position + 1).map((next) => next.cell.source) }),
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

/** Notes of cells that they were not run. */
export function skip(cells: readonly CellPlace[], reason: string): void {
  for (const { cell } of cells) note(cell, "tslab_notebook", { status: "not run", reason });
}

/** The failures among the cells that were run: of each the first error, where it may not fail. */
export function failuresOf(ran: readonly Ran[]): Failure[] {
  return ran
    .filter(({ cell }) => !mayFail(cell) || cell.outputs.some(isFatal))
    .flatMap(({ cell, index, outputs }) =>
      outputs.errors.slice(0, 1).map((error) => describeFailure(cell, index, error)),
    );
}

/** The cells that hold code, each with its place in the notebook. */
export function codeCells(notebook: Notebook): CellPlace[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== "" ? [{ cell, index }] : [],
  );
}
