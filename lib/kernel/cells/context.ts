import { promiseHooks } from "node:v8";

/** To which cell what runs belongs. */
export interface Context<Cell> {
  /** The cell that the running code belongs to; `null` where nobody knows. */
  current(): Cell | null;
  /** Runs `task` as `cell`'s doing, and with it all that follows from it by promises. */
  run<Result>(cell: Cell | null, task: () => Result): Result;
  /** Runs `task`, and gives the first promise that it makes. */
  firstPromiseOf(task: () => void): object | null;
}

function itself(object: object): object {
  return object;
}
/** What a class extends that puts its private field on a foreign object: nobody sees it, and no one else's code can read it. */
const Given = itself as unknown as new (object: object) => object;

/**
 * Follows cells through their promises. It does without AsyncLocalStorage: where async hooks are on, as that one needs
 * them before Node 24, a loop that is ended by force takes the process with it.
 *
 * @param isEnded tells of a cell that nothing of it is to run any more: its promises are then left as they are. `end` must
 * stop the running code, by force.
 */
export function createContext<Cell>(isEnded: (cell: Cell) => boolean, end: () => void): Context<Cell> {
  class Owned extends Given {
    #cell: Cell;
    constructor(object: object, cell: Cell) {
      super(object);
      this.#cell = cell;
    }
    static cellOf(object: object): Cell | null {
      return #cell in object ? object.#cell : null;
    }
  }
  let current: Cell | null = null;
  let first: object | null = null;
  let waitsForFirst = false;
  promiseHooks.createHook({
    init(promise) {
      if (current !== null) new Owned(promise, current);
      if (!waitsForFirst) return;
      first = promise;
      waitsForFirst = false;
    },
    before(promise) {
      current = Owned.cellOf(promise);
      if (current === null || !isEnded(current)) return;
      current = null;
      end();
    },
    after() {
      current = null;
    },
  });
  return {
    current: () => current,
    run(cell, task) {
      const before = current;
      current = cell;
      try {
        return task();
      } finally {
        current = before;
      }
    },
    firstPromiseOf(task) {
      waitsForFirst = true;
      try {
        task();
        return first;
      } finally {
        first = null;
        waitsForFirst = false;
      }
    },
  };
}
