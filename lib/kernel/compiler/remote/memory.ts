import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Below this, V8's own judgement is good enough. */
const ENOUGH = 150_000_000;
/** So much rubbish is worth a collection: a few programs. */
const RUBBISH = 40_000_000;

/**
 * Gives a function that collects garbage where there is much of it; to be called when a piece of work is done. Left to itself,
 * V8 lets a process whose programs come and go grow to several times what they need.
 */
export function createCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  let left = 0;
  return () => {
    const used = getHeapStatistics().used_heap_size;
    if (used < ENOUGH || used < left + RUBBISH || typeof collect !== "function") return;
    collect();
    left = getHeapStatistics().used_heap_size;
  };
}
