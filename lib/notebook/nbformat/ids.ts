import { createHash } from "node:crypto";
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
  return cells.map((cell) => {
    if (!isObject(cell)) return cell;
    if (cell.id !== undefined && (typeof cell.id !== "string" || !seen.has(cell.id))) {
      if (typeof cell.id === "string") seen.add(cell.id);
      return cell;
    }
    const id = freshId(cell, taken);
    taken.add(id);
    seen.add(id);
    return { ...cell, id };
  });
}

function freshId(cell: JsonObject, taken: ReadonlySet<string>): string {
  for (let copy = 0; ; copy++) {
    const stem = typeof cell.id === "string" ? `${cell.id.slice(0, LONGEST - 9)}-` : "";
    const content = JSON.stringify([cell.cell_type ?? null, joined(cell.source ?? ""), copy]);
    const id = stem + createHash("sha256").update(content).digest("hex").slice(0, 8);
    if (!taken.has(id)) return id;
  }
}
