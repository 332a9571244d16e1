import type { ExecutionResult } from "tslab-kernel";
import type { CodeCell, JsonObject, Notebook, Output } from "../nbformat/index.js";

/** Whether an output says that the cell did not come to its own end: no tag excuses that. */
export const isFatal = (output: Output): boolean =>
  output.output_type === "error" && ["CellTimeout", "KernelDied", "CellAborted"].includes(output.ename);

/** Whether a cell has the tag `raises-exception`: its errors are part of what it shows. */
export function mayFail(cell: CodeCell): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes("raises-exception");
}

/** Adds to what a run notes in a cell's metadata under `key`. */
export function note(cell: CodeCell, key: "execution" | "tslab_notebook", value: JsonObject): void {
  const before = cell.metadata[key];
  const earlier = typeof before === "object" && before !== null && !Array.isArray(before) ? before : {};
  cell.metadata = { ...cell.metadata, [key]: { ...earlier, ...value } };
}

/** A notebook with what a run notes of it as a whole, in place of what an earlier one noted. */
export function withNote(notebook: Notebook, value: JsonObject): Notebook {
  return { ...notebook, metadata: { ...notebook.metadata, tslab_notebook: value } };
}

/** The times of an execution under the names that JupyterLab gives them, ISO 8601. */
export function timesOf({ times }: ExecutionResult): JsonObject {
  const entries: readonly [string, string | undefined][] = [
    ["iopub.execute_input", times.started],
    ["shell.execute_reply", times.replied],
    ["iopub.status.idle", times.idle],
  ];
  return Object.fromEntries(entries.flatMap(([key, time]) => (time === undefined ? [] : [[key, time]])));
}

/** A copy of a notebook without outputs, counts and what an earlier run noted. */
export function withoutTraces(notebook: Notebook): Notebook {
  const copy = structuredClone(notebook);
  const { tslab_notebook: _made, ...metadata } = copy.metadata;
  copy.metadata = metadata;
  for (const cell of copy.cells) {
    if (cell.cell_type !== "code") continue;
    cell.outputs = [];
    cell.execution_count = null;
    const { execution: _times, tslab_notebook: _notes, ...metadata } = cell.metadata;
    cell.metadata = metadata;
  }
  return copy;
}
