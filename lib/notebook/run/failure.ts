import type { Death, ExecutionResult } from "tslab-kernel";
import type { CodeCell, ErrorOutput } from "../nbformat/index.js";

/** A cell that failed. */
export interface Failure {
  /** Place of the cell in the notebook, counted from 0. */
  readonly cellIndex: number;
  readonly cellId: string;
  /** The number in `In[…]`; `null` where the kernel did not live to tell. */
  readonly executionCount: number | null;
  /** Line and column of the cell's source where the traceback enters it, counted from 1; `null` where it does not. */
  readonly line: number | null;
  readonly column: number | null;
  /** That line of the source, trimmed. */
  readonly source: string | null;
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** The failure that an error output of a cell describes. */
export function describeFailure(cell: CodeCell, cellIndex: number, error: ErrorOutput): Failure {
  const { ename, evalue, traceback } = error;
  const label = `Cell In[${cell.execution_count}], line `;
  const frame = traceback.find((line) => line.includes(label) && line.includes(", column "));
  const match =
    frame === undefined
      ? null
      : /^(\d+), column (\d+)/.exec(frame.slice(frame.indexOf(label) + label.length));
  const line = match === null ? null : Number(match[1]);
  return {
    cellIndex,
    cellId: cell.id,
    executionCount: cell.execution_count,
    line,
    column: match === null ? null : Number(match[2]),
    source: line === null ? null : (cell.source.split(/\r\n|\n|\r/)[line - 1]?.trim() ?? null),
    ename,
    evalue,
    traceback,
  };
}

/** How messages name a cell: as its traceback and Jupyter do, or by its place where it has no number. */
export function cellName(cell: CodeCell, cellIndex: number): string {
  return cell.execution_count === null
    ? `the notebook's cell ${cellIndex + 1}`
    : `Cell In[${cell.execution_count}]`;
}

/** The error of a cell that ran longer than its limit. */
export function timeoutError(name: string, timeoutMs: number, result: ExecutionResult): ErrorOutput {
  const end = result.death === undefined ? "interrupted" : "ended by force, and its kernel with it";
  const evalue = `${name} ran longer than its limit of ${timeoutMs / 1_000} s and was ${end}`;
  return { output_type: "error", ename: "CellTimeout", evalue, traceback: [`CellTimeout: ${evalue}`] };
}

const LAST_LINES = 40;

/** The error of a cell whose kernel ended under it; its traceback holds the end of the kernel's stderr. */
export function deathError(name: string, death: Death, during: boolean): ErrorOutput {
  const how = death.signal === null ? `with exit code ${death.code}` : `by ${death.signal}`;
  const when = during ? `while ${name} was running` : `after ${name} had run`;
  const full = /heap out of memory/.test(death.stderr) ? "ran out of memory and " : "";
  const evalue = `the kernel ${full}ended ${how} ${when}`;
  const lines = death.stderr === "" ? [] : death.stderr.split("\n").slice(-LAST_LINES);
  const stderr = lines.length === 0 ? [] : ["The end of the kernel's stderr:", ...lines];
  return {
    output_type: "error",
    ename: "KernelDied",
    evalue,
    traceback: [`KernelDied: ${evalue}`, ...stderr],
  };
}
