import { rmSync } from "node:fs";

/** Something that must not outlive this process. */
export interface Leftover {
  kill(): void;
  /** A temporary folder to remove. */
  readonly folder: string;
}

const alive = new Set<Leftover>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function clear(): void {
  for (const leftover of alive) {
    leftover.kill();
    rmSync(leftover.folder, { recursive: true, force: true });
  }
  alive.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  // Someone else handles this signal and decides whether the process ends; `exit` follows if it does.
  if (process.listenerCount(signal) > 1) return;
  clear();
  removeListeners();
  process.kill(process.pid, signal);
}

function removeListeners(): void {
  process.removeListener("exit", clear);
  for (const signal of SIGNALS) process.removeListener(signal, onSignal);
}

/** Sees to it that `leftover` is cleared away if this process ends by itself or by a signal that can be caught. */
export function guard(leftover: Leftover): void {
  if (alive.size === 0) {
    process.on("exit", clear);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  alive.add(leftover);
}

/** Forgets a leftover that has ended. */
export function unguard(leftover: Leftover): void {
  alive.delete(leftover);
  if (alive.size === 0) removeListeners();
}
