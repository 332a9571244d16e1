import { Session } from "node:inspector";
import { SHARED } from "../link/link.js";

/** Time for the thread of the cells to hear of an interrupt by itself. */
const HEAR_MS = 60;
const AGAIN_MS = 100;
/** After this long it will not; who asked for the interrupt may end the process. */
const LONGEST_MS = 60_000;

/** Ends what the thread of the cells does. */
export interface Interrupts {
  /** `tell` tells that thread. If it does not hear, because code keeps it, that code is ended by force. */
  interrupt(tell: () => void): Promise<void>;
}

/** To be made on another thread than that of the cells. */
export function createInterrupts(shared: SharedArrayBuffer): Interrupts {
  const memory = new Int32Array(shared);
  const session = new Session();
  session.connectToMainThread();
  let asked = 0;
  return {
    async interrupt(tell) {
      const mine = ++asked;
      tell();
      const end = performance.now() + LONGEST_MS;
      await sleep(HEAR_MS);
      while (Atomics.load(memory, SHARED.interrupts) < mine && performance.now() < end) {
        session.post("Runtime.terminateExecution");
        await sleep(AGAIN_MS);
      }
    },
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
