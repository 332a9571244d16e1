import type { Adoption, Kernel } from "tslab-kernel";
import type { Spec } from "./specs.js";

type Language = Spec["language"];

/** Kernels that have been started before anybody asks, one for each language, so that a notebook has its kernel at once. */
export interface Spares {
  /** Starts a first one, for TypeScript; one for another language follows once a notebook of that has been opened. */
  begin(): void;
  /**
   * The kernel that waits, or is being started, for a language, as one of the notebook's own; `undefined` where there is none,
   * or it cannot be given to a notebook: then it is ended. Another takes its place a while later.
   */
  take(language: Language, adoption: Adoption): Promise<Kernel | undefined>;
  /** Ends those that wait and those that start. */
  close(): Promise<void>;
}

/** What `createSpares` needs of its surroundings. */
export interface SparesOptions {
  start(language: Language, signal: AbortSignal): Promise<Kernel>;
  /** Whether there is room for one more. */
  hasRoom(): boolean;
  /** Time for the notebook that has got one to run its first cells before the next is started; 5 s unless given. */
  readonly pauseMs?: number;
}

/** What a kernel takes, with as much again for what the notebooks do, in bytes. */
const ROOM = 1 << 30;
const PAUSE_MS = 5_000;

/** Whether the memory of the machine, or what of it this process may take, has room for a kernel that nobody needs yet. */
export function hasMemory(): boolean {
  return process.availableMemory() > ROOM;
}

const WARM_MS = 60_000;

/** Has a kernel, or the compiler that it shares, load what the first cell will need; nothing is executed. */
async function warm(kernel: Kernel): Promise<void> {
  const code = "Math.";
  const how = { timeoutMs: WARM_MS };
  await kernel.request("complete_request", { code, cursor_pos: code.length }, how).catch(() => undefined);
}

/** A kernel that failed so often to be given to a notebook cannot do it: no more are started for nothing. */
const MOST_FAILURES = 2;

/** No kernels yet. */
export function createSpares({ start, hasRoom, pauseMs = PAUSE_MS }: SparesOptions): Spares {
  const waiting = new Map<Language, Promise<Kernel | undefined>>();
  const timers = new Map<Language, NodeJS.Timeout>();
  const closing = new AbortController();
  let failures = 0;

  function fill(language: Language): void {
    if (closing.signal.aborted || failures >= MOST_FAILURES || waiting.has(language) || !hasRoom()) return;
    const starting = start(language, closing.signal).catch(() => undefined);
    waiting.set(language, starting);
    void starting.then((kernel) => {
      const drop = () => {
        if (waiting.get(language) === starting) waiting.delete(language);
      };
      // One that does not start, or dies while it waits, is not followed by others: the next notebook will tell why.
      if (kernel === undefined) drop();
      kernel?.onDeath(drop);
      if (kernel) void warm(kernel);
    });
  }

  function fillLater(language: Language): void {
    clearTimeout(timers.get(language));
    timers.set(language, setTimeout(() => fill(language), pauseMs).unref());
  }

  return {
    begin: () => fill("typescript"),
    async take(language, adoption) {
      const spare = waiting.get(language);
      waiting.delete(language);
      fillLater(language);
      const kernel = await spare;
      if (spare === undefined || kernel === undefined) return undefined;
      if (adoption.signal?.aborted) {
        // It waits for another one.
        if (waiting.has(language) || closing.signal.aborted) await kernel.shutdown();
        else waiting.set(language, spare);
        adoption.signal.throwIfAborted();
      }
      if (await kernel.adopt(adoption)) {
        failures = 0;
        return kernel;
      }
      failures++;
      await kernel.shutdown();
      return undefined;
    },
    async close() {
      closing.abort(new Error("The server ends."));
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all([...waiting.values()].map(async (spare) => (await spare)?.shutdown()));
      waiting.clear();
    },
  };
}
