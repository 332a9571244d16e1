import { digestOf } from "../digest.js";
import { isObject } from "./json.js";
import { joined } from "./multiline.js";
import type { JsonObject, JsonValue } from "./types.js";

const LONGEST = 64;

/**
 * Gives an id to each cell that has none, and a new one to each cell that repeats an earlier cell's id (the first keeps
 * it). New ids come from the cell's type and source alone, so the same notebook gets the same ids on every machine,
 * and a cell keeps its id when cells around it move.
 */
export function withCellIds(cells: readonly JsonValue[]): JsonValue[] {
  const taken = new Set(
    cells.flatMap((cell) => (isObject(cell) && typeof cell.id === "string" ? [cell.id] : [])),
  );
  const seen = new Set<string>();
  // Where a cell's copies are counted anew for each of them, a small file of equal cells takes hours.
  const copies = new Map<string, number>();
  return cells.map((cell) => {
    if (!isObject(cell)) return cell;
    if (cell.id !== undefined && (typeof cell.id !== "string" || !seen.has(cell.id))) {
      if (typeof cell.id === "string") seen.add(cell.id);
      return cell;
    }
    const id = freshId(cell, taken, copies);
    taken.add(id);
    seen.add(id);
    return { ...cell, id };
  });
}

/** `copies` knows how many ids each beginning and content have used up. */
function freshId(cell: JsonObject, taken: ReadonlySet<string>, copies: Map<string, number>): string {
  const stem = typeof cell.id === "string" ? `${cell.id.slice(0, LONGEST - 9)}-` : "";
  const content = [cell.cell_type ?? null, joined(cell.source ?? "")];
  const key = stem + digestOf(JSON.stringify(content));
  for (let copy = copies.get(key) ?? 0; ; copy++) {
    const id = stem + digestOf(JSON.stringify([...content, copy])).slice(0, 8);
    if (taken.has(id)) continue;
    copies.set(key, copy + 1);
    return id;
  }
}
