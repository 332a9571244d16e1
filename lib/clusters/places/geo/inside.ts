import type { Position } from "./types.js";

/** Whether a ring, closed or not, holds a position, by the even-odd rule. */
export function inRing(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  ring.forEach(([fromX, fromY], at) => {
    const [toX, toY] = ring[(at + 1) % ring.length] ?? [fromX, fromY];
    if (fromY > y === toY > y) return;
    if (x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) inside = !inside;
  });
  return inside;
}
