import type { Metric } from "../data/index.js";
import type { Quantity } from "../figures/index.js";

/** One published figure as a constraint between two unknowns. */
export interface Figure {
  /** Id of the cluster, or "world" for a given world total. */
  readonly cluster: string;
  readonly name: string;
  readonly kind: "count" | "share" | "perMillion" | "population" | "worldTotal";
  readonly metric?: Metric;
  readonly quantity: Quantity;
}

/** The tightest known bound on a difference of two logarithms, and the figures it follows from. */
export interface Path {
  readonly length: number;
  /** A single figure: the figure and the end of its interval, as printed. */
  readonly figure?: Figure;
  readonly limit?: number;
  /** Two paths, one after the other. */
  readonly parts?: readonly [Path, Path];
}

/** Square table of paths, row by row; entry (i, j) bounds x_j − x_i from above. */
export type Paths = (Path | undefined)[];

/** Logarithms closer than this are the same: nothing printed has nine significant digits of disagreement. */
export const LOG_TOLERANCE = 1e-9;
const NOISE = 1e-12;

/** Sets entry (i, j) to the path if it is shorter than what stands there. Ties keep the earlier path. */
export function relax(paths: Paths, at: number, candidate: Path): void {
  const present = paths[at];
  if (present === undefined || candidate.length < present.length - NOISE) paths[at] = candidate;
}

/**
 * All shortest paths, in place (Floyd and Warshall). Returns a cycle of negative length if there is one: its
 * figures contradict each other.
 */
export function closePaths(paths: Paths, size: number): Path | undefined {
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < size; i++) {
      const first = paths[i * size + k];
      if (i === k || first === undefined) continue;
      for (let j = 0; j < size; j++) {
        const second = paths[k * size + j];
        if (j === k || second === undefined) continue;
        const length = first.length + second.length;
        if (i === j) {
          if (length < -LOG_TOLERANCE) return { length, parts: [first, second] };
          continue;
        }
        const present = paths[i * size + j];
        if (present === undefined || length < present.length - NOISE) {
          paths[i * size + j] = { length, parts: [first, second] };
        }
      }
    }
  }
  return undefined;
}

/** The figures along a path, each once, in the order of the path. */
export function figuresOf(...paths: readonly (Path | undefined)[]): Figure[] {
  const found = new Set<Figure>();
  const waiting = [...paths].reverse();
  while (waiting.length > 0) {
    const path = waiting.pop();
    if (path?.figure) found.add(path.figure);
    if (path?.parts) waiting.push(path.parts[1], path.parts[0]);
  }
  return [...found];
}
