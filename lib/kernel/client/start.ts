import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "../protocol/connection.js";
import type { Death } from "./process.js";
import { watchWork } from "./work.js";

/** How long a kernel is waited for. */
export interface StartPatience {
  /** How long a kernel that does not answer may do nothing; 30 s unless given. One that is at work is waited for. */
  readonly startTimeoutMs?: number;
  /** How long it may take at all; ten minutes unless given. */
  readonly longestStartMs?: number;
  /** Called each time that a kernel which is at work has not answered for `startTimeoutMs`, with the time since the start. */
  onSlowStart?(waitedMs: number): void;
  /** Aborting it while the kernel starts ends the kernel, and `startKernel` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A kernel's process that has been spawned, and the ways to tell that it is ready. */
export interface Starting {
  readonly pid: number;
  readonly connection: Connection;
  readonly ended: Promise<Death>;
  /** Whether something has come over iopub, and the kernel can ask over stdin. */
  isOpen(): boolean;
  /** Sends a request over shell; settles with its reply. */
  ask(timeoutMs: number): Promise<unknown>;
}

const START_TIMEOUT_MS = 30_000;
const LONGEST_START_MS = 600_000;
/** A request that comes while the kernel's sockets bind is lost without a word, so it is repeated: less often in time. */
const REPEAT_MS = { first: 100, last: 1_000, share: 0.02 };

/**
 * Waits until a kernel answers, or its process ends, or the signal is aborted; gives `null` then. Gives what is to be said of
 * a kernel that does nothing, or takes too long.
 */
export async function waitForStart(kernel: Starting, patience: StartPatience): Promise<string | null> {
  const { startTimeoutMs: quietMs = START_TIMEOUT_MS, longestStartMs = LONGEST_START_MS, signal } = patience;
  const begin = performance.now();
  const work = watchWork(kernel.pid, kernel.connection);
  let looked = begin;
  let answered = false;
  let over = false;
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = () => {
      over = true;
      resolve();
    };
  });
  signal?.addEventListener("abort", stop);
  void kernel.ended.then(stop);
  try {
    // The reply proves the shell channel alone: until the others are open, outputs and questions would be lost.
    while (!(answered && kernel.isOpen()) && !over && !signal?.aborted) {
      const now = performance.now();
      if (now - begin >= longestStartMs) return `did not answer within ${longestStartMs / 1_000} s`;
      if (now - looked >= quietMs) {
        if (!(await work.seen())) return `did nothing for ${quietMs / 1_000} s`;
        looked = performance.now();
        patience.onSlowStart?.(looked - begin);
      }
      const answer = kernel.ask(Math.max(1, begin + longestStartMs - now)).then(
        () => {
          answered = true;
        },
        () => undefined,
      );
      const repeatMs = Math.min(REPEAT_MS.last, Math.max(REPEAT_MS.first, (now - begin) * REPEAT_MS.share));
      const pause = Math.min(repeatMs, looked + quietMs - now, begin + longestStartMs - now);
      await Promise.race([answer, stopped, sleep(Math.max(1, pause))]);
      if (answered && !kernel.isOpen()) await sleep(5);
    }
    return null;
  } finally {
    signal?.removeEventListener("abort", stop);
    work.close();
  }
}
