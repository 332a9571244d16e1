import type { Cell, CodeCell, JsonObject, Notebook } from "../../../lib/notebook/nbformat/index.js";
import type { RunResult } from "../../../lib/notebook/run/index.js";

/** A TypeScript notebook of code cells; `[source, metadata]` sets a cell's metadata. */
export function notebookOf(...cells: readonly (string | Cell | readonly [string, JsonObject])[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab-notebook", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map((cell, index): Cell => {
      if (typeof cell === "object" && "cell_type" in cell) return cell;
      const [source, metadata] = typeof cell === "string" ? [cell, {}] : cell;
      return { cell_type: "code", id: `cell-${index}`, metadata, source, execution_count: null, outputs: [] };
    }),
  };
}

/** The n-th cell of an executed notebook, which is to be a code cell. */
export function codeCell(run: Pick<RunResult, "notebook">, index: number): CodeCell {
  const cell = run.notebook.cells[index];
  if (cell?.cell_type !== "code") throw new Error(`cell ${index} is no code cell`);
  return cell;
}

/** What a cell printed, both streams together. */
export function printed(cell: CodeCell): string {
  return cell.outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
}
