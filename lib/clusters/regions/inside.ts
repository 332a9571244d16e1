import type { Position } from "./types.js";

/**
 * Whether an edge counts for a position: it is crossed on the way east. Of an edge the lower end belongs to it and
 * the upper end does not, so that a position on the border of two polygons lies in one of them.
 */
export function crosses([ax, ay]: Position, [bx, by]: Position, x: number, y: number): boolean {
  return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
}

/** Whether a ring, closed or not, holds a position, by the even-odd rule. */
export function inRing(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  ring.forEach((from, at) => {
    if (crosses(from, ring[(at + 1) % ring.length] ?? from, x, y)) inside = !inside;
  });
  return inside;
}
