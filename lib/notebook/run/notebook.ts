import { startKernel } from "tslab-kernel";
import type { Notebook } from "../nbformat/index.js";
import { codeCells, failuresOf, INTERRUPTED, type Ran, runCells, skip } from "./cells.js";
import { withoutTraces } from "./notes.js";
import { kernelOptions, type RunNotebookOptions, type RunResult } from "./options.js";
import { collectResults } from "./results.js";

/**
 * Executes a notebook in a kernel of its own and gives an executed copy. Cells without code are passed over. After a
 * cell that failed the others are not run and say so in their metadata, unless errors are allowed or the cell has the
 * tag `raises-exception`; without a kernel none can go on.
 */
export async function runNotebook(source: Notebook, options: RunNotebookOptions): Promise<RunResult> {
  const begin = performance.now();
  const notebook = withoutTraces(source);
  const { signal } = options;
  const ran: Ran[] = [];
  const kernel = await startKernel(kernelOptions(notebook, options)).catch((error: unknown) => {
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
  const failures = failuresOf(ran);
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
