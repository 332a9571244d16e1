import Module from "node:module";
import timers from "node:timers";
import type { Cell } from "../cells/cell.js";
import type { Context } from "../cells/context.js";

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type Start = (callback: Callback, ...rest: unknown[]) => object;

/** The timers that the kernel uses itself. */
export const { setTimeout: later, setImmediate: soon } = timers;

/**
 * Makes timers belong to the cell that starts them: what they print and throw is the cell's, and they end with it. A callback
 * runs in a promise's reaction.
 *
 * Why: Node has no sign of whose a timer is but async hooks, with which a loop that is ended by force takes the process along
 * before Node 24.
 *
 * @param onError hears of what a callback throws
 */
export function installTimers(context: Context<Cell>, onError: (cell: Cell, error: unknown) => void): void {
  const clears: readonly [
    name: "setTimeout" | "setInterval" | "setImmediate",
    clear: (timer: never) => void,
  ][] = [
    ["setTimeout", timers.clearTimeout],
    ["setInterval", timers.clearInterval],
    ["setImmediate", timers.clearImmediate],
  ];
  for (const [name, clear] of clears) {
    const inner = timers[name] as unknown as Start;
    const start: Start = (callback, ...rest) => {
      const cell = context.current();
      if (cell === null || typeof callback !== "function") return inner(callback, ...rest);
      const timer = inner(
        function (...args) {
          if (cell.interrupted) return;
          context.run(cell, () =>
            Promise.resolve()
              .then(() => Reflect.apply(callback, this, args))
              .catch((error: unknown) => onError(cell, error)),
          );
        },
        ...rest,
      );
      cell.own(() => clear(timer as never));
      return timer;
    };
    // `util.promisify` looks for a property of theirs.
    Object.defineProperties(start, Object.getOwnPropertyDescriptors(inner));
    Reflect.set(timers, name, start);
    Reflect.set(globalThis, name, start);
  }
  const { nextTick } = process;
  process.nextTick = (callback: Callback, ...args: unknown[]) => nextTick(bound(context, callback), ...args);
  const { queueMicrotask } = globalThis;
  globalThis.queueMicrotask = (callback) => queueMicrotask(bound(context, callback) as () => void);
  Module.syncBuiltinESMExports();
}

/** A function that runs as the doing of the cell that runs now. */
function bound(context: Context<Cell>, callback: Callback): Callback {
  const cell = context.current();
  if (cell === null || typeof callback !== "function") return callback;
  return function (...args) {
    return cell.interrupted ? undefined : context.run(cell, () => Reflect.apply(callback, this, args));
  };
}
