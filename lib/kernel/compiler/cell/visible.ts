import type { RanCell } from "../contract.js";
import type { Cell } from "./cell.js";
import type { Form } from "./names.js";

/** Where a name has got a meaning: the cell that declared it last, and how. */
export interface Origin {
  readonly cell: Cell;
  readonly form: Form;
  /** Whether the same declaration gives the name its other meaning, too. */
  readonly both: boolean;
}

/** What a name stands for after some cells; its value and its type may come from different ones. */
export interface Visible {
  readonly value?: Origin;
  readonly type?: Origin;
}

/**
 * What names stand for after the cells that have run. Of a cell that failed, the values that it had not reached do not count;
 * its types always do.
 */
export function visibleAfter(
  history: readonly RanCell[],
  cellOf: (id: string) => Cell,
): ReadonlyMap<string, Visible> {
  const visible = new Map<string, Visible>();
  for (const { id, reached } of history) {
    const cell = cellOf(id);
    if (cell.metadata.module !== undefined) continue;
    for (const { name, form, value, type } of cell.names.declared) {
      const counts = value && (reached === undefined || reached.includes(name));
      const origin = { cell, form, both: value && type };
      const before = visible.get(name);
      // Imports are reached before all else, and those of types leave nothing that could be.
      const asType = type && (counts || !value || form === "import");
      visible.set(name, {
        ...before,
        ...(counts ? { value: origin } : {}),
        ...(asType ? { type: origin } : {}),
      });
    }
  }
  return visible;
}
