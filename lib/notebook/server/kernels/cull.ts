import type { Hosted } from "./hosted.js";

/** How long kernels stay that nobody uses, in milliseconds. */
export interface Limits {
  /** One that a page was connected to. 24 hours unless given: who leaves in the evening finds it the next morning. 0: for ever. */
  readonly cullAfterMs: number;
  /** One that no page has ever been connected to, because it was closed while the kernel started; 2 minutes unless given. */
  readonly unvisitedMs: number;
}

const LIMITS: Limits = { cullAfterMs: 24 * 3_600_000, unvisitedMs: 120_000 };
const LONGEST_PAUSE_MS = 60_000;

/** Ends kernels that have been idle, with no page connected to them, for too long. One that is busy is left alone. */
export function cullKernels(
  kernels: () => Iterable<Hosted>,
  { cullAfterMs = LIMITS.cullAfterMs, unvisitedMs = LIMITS.unvisitedMs }: Partial<Limits>,
): { stop(): void } {
  const limits = [cullAfterMs, unvisitedMs].filter((ms) => ms > 0);
  const pause = Math.min(LONGEST_PAUSE_MS, ...limits.map((ms) => ms / 4));
  const timer = setInterval(() => {
    for (const kernel of kernels()) {
      const limit = kernel.wasConnected ? cullAfterMs : unvisitedMs;
      if (limit > 0 && kernel.unusedMs > limit) void kernel.end();
    }
  }, pause).unref();
  return { stop: () => clearInterval(timer) };
}
