import { runningLibrary } from "./program/library.js";

/** What the compiler knows of the Node that runs the cells. */
export interface Running {
  /** The names of its globals. */
  readonly globals: readonly string[];
  /** The names of the library files that describe its V8. */
  readonly library: readonly string[];
}

let told: Running | undefined;

/** What the Node that runs this has. */
export function running(): Running {
  told ??= { globals: Object.getOwnPropertyNames(globalThis), library: runningLibrary() };
  return told;
}

/** Tells it, where an image of the compiler is made: while that is done, Node lacks some of its globals. */
export function tellRunning(running: Running): void {
  told = running;
}
