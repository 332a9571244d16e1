import { Session } from "node:inspector";
import { SHARED } from "../link/link.js";
import { endYoungestChild } from "./children.js";

/** Time for the thread of the cells to hear of an interrupt by itself. */
const HEAR_MS = 60;
const AGAIN_MS = 100;
/** So often code is ended in vain before it is taken for waiting. */
const TRIES = 3;
/** After this long it will not; who asked for the interrupt may end the process. */
const LONGEST_MS = 60_000;

/** Ends what the thread of the cells does. */
export interface Interrupts {
  /**
   * Tells that thread, by `tell`, to end its cell. If it does not hear, because code keeps it, that code is ended by force.
   * Settles when the thread can be given its next cell.
   */
  interrupt(): Promise<void>;
}

/** To be made on another thread than that of the cells. */
export function createInterrupts(shared: SharedArrayBuffer, tell: (number: number) => void): Interrupts {
  const memory = new Int32Array(shared);
  let last = 0;

  /** Whether the thread hears within that time. */
  async function heard(ms: number): Promise<boolean> {
    const number = ++last;
    tell(number);
    const end = performance.now() + ms;
    while (Atomics.load(memory, SHARED.interrupts) < number) {
      if (performance.now() > end) return false;
      await sleep(5);
    }
    return true;
  }

  return {
    async interrupt() {
      if (await heard(HEAR_MS)) return;
      // Only now: a process into which someone looks says so when it ends.
      const session = new Session();
      session.connectToMainThread();
      const end = performance.now() + LONGEST_MS;
      let tries = 0;
      do {
        session.post("Runtime.terminateExecution");
        // Code that waits for another program, as execSync does, is ended by ending that.
        if (++tries % TRIES === 0) await endYoungestChild(tries > TRIES ? "SIGKILL" : "SIGINT");
      } while (!(await heard(AGAIN_MS)) && performance.now() < end);
      // What was ended last may be the next thing that the thread begins with: it is to be this.
      while (!(await heard(AGAIN_MS)) && performance.now() < end);
      session.disconnect();
    },
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
