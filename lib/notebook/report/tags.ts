import type { Cell } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";

/** How a cell is shown. */
export interface Showing {
  readonly cell: boolean;
  readonly code: boolean;
  readonly outputs: boolean;
  /** Outputs are there, but folded away. (Code always is.) */
  readonly foldOutputs: boolean;
  readonly finding: boolean;
}

/**
 * Reads a cell's tags as Jupyter Book and nbconvert do: `remove-…` leaves a part out, `hide-…` folds it away; hyphens
 * and underscores are the same. Jupyter's own marks for hidden parts count as well.
 */
export function showingOf(cell: Cell): Showing {
  const { tags, jupyter, collapsed } = cell.metadata;
  const names = new Set(
    (isList(tags) ? tags : []).map((tag) => String(tag).toLowerCase().replaceAll("_", "-")),
  );
  const hiddenOutputs = collapsed === true || (isObject(jupyter) && jupyter.outputs_hidden === true);
  return {
    cell: !names.has("remove-cell"),
    code: !names.has("remove-input"),
    outputs: !names.has("remove-output"),
    foldOutputs: names.has("hide-output") || names.has("hide-cell") || hiddenOutputs,
    finding: names.has("finding"),
  };
}
