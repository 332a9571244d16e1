import { without } from "./multiline.js";
import type { Cell, Notebook } from "./types.js";

/** Metadata that a run leaves behind: timings of Jupyter and of its extensions, and what `tsnb run` notes. */
const OF_A_RUN = ["execution", "ExecuteTime", "tslab_notebook"];

/** The notebook without what a run put into it: outputs, execution counts, timings. The given one is not changed. */
export function stripOutputs(notebook: Notebook): Notebook {
  return {
    ...notebook,
    metadata: without(notebook.metadata, OF_A_RUN),
    cells: notebook.cells.map((cell): Cell => {
      const metadata = without(cell.metadata, OF_A_RUN);
      return cell.cell_type === "code"
        ? { ...cell, metadata, outputs: [], execution_count: null }
        : { ...cell, metadata };
    }),
  };
}
