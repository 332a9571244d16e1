import { type Kernel, type Read, startKernel } from "tslab-kernel";
import type { Notebook } from "../nbformat/index.js";
import { codeCells, failuresOf, INTERRUPTED, type Ran, runCells, skip } from "./cells.js";
import { mayFail, withoutTraces } from "./notes.js";
import { kernelOptions, type RunNotebookOptions, type RunResult } from "./options.js";
import { collectResults } from "./results.js";

/** A notebook whose kernel is kept between runs. */
export interface LiveRun {
  /**
   * Executes the notebook from its first cell that is not as it was in the last run, or that has read a file which
   * `changed` names, or that did not end well; the cells before it keep their outputs. Variables of cells that have
   * changed or gone stay in the kernel until it is started anew.
   */
  run(source: Notebook, options: RunNotebookOptions): Promise<RunResult>;
  /** Says that a file or folder has changed since it was read. */
  changed(path: string): void;
  /** What cells have looked at since the kernel was started. */
  reads(): readonly Read[];
  /** Whether the kernel has executed nothing but the last run, from its first cell to its last. */
  readonly isWhole: boolean;
  /** Ends the kernel; the next run starts another, and begins at the first cell. */
  stop(): Promise<void>;
}

/** Makes a live run; the kernel is started by the first call of `run`. */
export function createLiveRun(): LiveRun {
  let kernel: Kernel | undefined;
  let ran: Ran[] = [];
  let traces: RunResult["traces"] = [];
  const changed = new Set<string>();
  let isWhole = false;

  async function stop(): Promise<void> {
    const ending = kernel;
    kernel = undefined;
    ran = [];
    traces = [];
    changed.clear();
    await ending?.shutdown();
  }

  /** How many cells at the beginning stand as they were run. */
  function standing(notebook: Notebook): number {
    const cells = codeCells(notebook);
    const stale = new Set(
      traces
        .filter(({ trace }) => trace.reads.some(({ path }) => changed.has(path)))
        .map(({ cellIndex }) => cellIndex),
    );
    const at = cells.findIndex(({ cell }, position) => {
      const before = ran[position];
      return (
        before === undefined ||
        before.cell.source !== cell.source ||
        stale.has(position) ||
        (before.outputs.errors.length > 0 && !mayFail(before.cell))
      );
    });
    return at < 0 ? cells.length : at;
  }

  /** Takes over what the cells that stand have shown. */
  function takeOver(notebook: Notebook, count: number): Ran[] {
    return codeCells(notebook)
      .slice(0, count)
      .flatMap(({ cell, index }, position) => {
        const before = ran[position];
        if (before === undefined) return [];
        cell.outputs = before.cell.outputs;
        cell.execution_count = before.cell.execution_count;
        const { execution } = before.cell.metadata;
        if (execution !== undefined) cell.metadata = { ...cell.metadata, execution };
        return [{ cell, index, outputs: before.outputs }];
      });
  }

  return {
    stop,
    changed: (path) => void changed.add(path),
    get isWhole() {
      return isWhole;
    },
    reads: () => traces.flatMap(({ trace }) => trace.reads),
    async run(source, options) {
      const begin = performance.now();
      const notebook = withoutTraces(source);
      const { signal } = options;
      if (kernel?.alive === false) await stop();
      const fresh = kernel === undefined;
      kernel ??= await startKernel(kernelOptions(notebook, options)).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
        return undefined;
      });
      const kept = takeOver(notebook, standing(notebook));
      changed.clear();
      ran = kept;
      const first = kept.length;
      if (kernel === undefined) skip(codeCells(notebook), INTERRUPTED);
      else await untilAborted(kernel, signal, runCells(notebook, kernel, options, ran));
      // A cell reads a file once in the life of a kernel, as far as its trace tells: by its place among those with code.
      traces = [
        // What was read after the first cell that is run again may be read by any of them now.
        ...traces.map((one) => (one.cellIndex > first ? { ...one, cellIndex: first } : one)),
        ...ran.flatMap(({ trace }, position) =>
          position < first || trace === undefined ? [] : [{ cellIndex: position, trace }],
        ),
      ];
      const failures = failuresOf(ran);
      isWhole = fresh && failures.length === 0;
      const places = ran.map(({ index }) => index);
      return {
        notebook,
        status: signal?.aborted ? "interrupted" : failures.length > 0 ? "failed" : "ok",
        failures,
        results: collectResults(notebook),
        traces: traces.map(({ cellIndex, trace }) => ({ cellIndex: places[cellIndex] ?? 0, trace })),
        durationMs: performance.now() - begin,
      };
    },
  };
}

/** Waits for a kernel's work; aborting ends the kernel, and with it the work. */
async function untilAborted(
  kernel: Kernel,
  signal: AbortSignal | undefined,
  work: Promise<void>,
): Promise<void> {
  const kill = () => kernel.kill();
  signal?.addEventListener("abort", kill);
  try {
    await work;
  } finally {
    signal?.removeEventListener("abort", kill);
  }
}
