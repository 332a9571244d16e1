import Delaunator from "delaunator";
import { circleRadius } from "./circle.js";
import { stereographic } from "./stereographic.js";

/** One piece of a shape, whose inside is connected: rings of corners with the inside on the left, not closed. */
export type Piece = readonly (readonly number[])[];

/**
 * The α-shape of corners on the sphere (Edelsbrunner, Kirkpatrick and Seidel 1983): the triangles of their Delaunay
 * triangulation whose circumscribed circle has a radius of at most `alpha`, in units of the sphere's radius and measured in
 * space. The stereographic projection maps circles to circles, so the Delaunay triangulation of the projected corners is that
 * of the sphere, but for triangles whose circle holds the point projected to infinity.
 */
export function alphaShape({ vector }: { readonly vector: Float64Array }, alpha: number): readonly Piece[] {
  const { triangles, halfedges } = new Delaunator(stereographic(vector));
  const kept = new Uint8Array(triangles.length / 3);
  for (let at = 0; at < kept.length; at++) {
    const [a, b, c] = [triangles[3 * at] ?? 0, triangles[3 * at + 1] ?? 0, triangles[3 * at + 2] ?? 0];
    kept[at] = circleRadius(vector, a, b, c) <= alpha ? 1 : 0;
  }
  /** The half-edge on the other side of one, or −1 where the shape ends. */
  const across = (edge: number): number => {
    const other = halfedges[edge] ?? -1;
    return other >= 0 && kept[Math.floor(other / 3)] === 1 ? other : -1;
  };
  const { pieceOf, count } = pieces(kept, across);
  const found = Array.from({ length: count }, (): number[][] => []);
  const walked = new Uint8Array(triangles.length);
  for (let start = 0; start < triangles.length; start++) {
    const piece = pieceOf[Math.floor(start / 3)] ?? -1;
    if (piece < 0 || walked[start] === 1 || across(start) >= 0) continue;
    const ring: number[] = [];
    for (let edge = start; walked[edge] === 0; edge = turn(edge, across)) {
      walked[edge] = 1;
      ring.push(triangles[edge] ?? 0);
    }
    found[piece]?.push(...loops(ring));
  }
  return found;
}

const following = (edge: number): number => (edge % 3 === 2 ? edge - 2 : edge + 1);

/** The next edge of the border: the last one of the fan of triangles around the corner where this one ends. */
function turn(edge: number, across: (edge: number) => number): number {
  let next = following(edge);
  for (let other = across(next); other >= 0; other = across(next)) next = following(other);
  return next;
}

/** For each kept triangle the number of its piece, which triangles share that share an edge; −1 for the others. */
function pieces(kept: Uint8Array, across: (edge: number) => number): { pieceOf: Int32Array; count: number } {
  const piece = new Int32Array(kept.length).fill(-1);
  let count = 0;
  const stack = new Int32Array(kept.length);
  for (let start = 0; start < kept.length; start++) {
    if (kept[start] === 0 || piece[start] !== -1) continue;
    piece[start] = count;
    stack[0] = start;
    for (let height = 1; height > 0; ) {
      height--;
      const at = stack[height] ?? 0;
      for (let edge = 3 * at; edge < 3 * at + 3; edge++) {
        const other = across(edge);
        if (other < 0) continue;
        const next = Math.floor(other / 3);
        if (piece[next] !== -1) continue;
        piece[next] = count;
        stack[height] = next;
        height++;
      }
    }
    count++;
  }
  return { pieceOf: piece, count };
}

/** Parts a ring that touches itself into rings that do not, so that a hole that touches the outside is a hole. */
export function loops<T>(ring: readonly T[]): T[][] {
  const done: T[][] = [];
  const open: T[] = [];
  const seen = new Map<T, number>();
  for (const each of ring) {
    const from = seen.get(each);
    if (from === undefined) {
      seen.set(each, open.length);
      open.push(each);
      continue;
    }
    const loop = open.splice(from);
    for (const passed of loop) seen.delete(passed);
    done.push(loop);
    seen.set(each, open.length);
    open.push(each);
  }
  return [...done, open];
}
