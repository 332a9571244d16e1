import { later, soon } from "../patches/timers.js";
import type { Cell } from "./cell.js";

/** Resources that live as long as the kernel: sockets, file watchers, the pipe to the parent. */
const LASTING = new Set(["FSEventWrap", "MessagePort", "PipeWrap", "StatWatcher", "TTYWrap"]);

/** How many timers, files and the like are still to call back. */
const pending = (): number => process.getActiveResourcesInfo().filter((name) => !LASTING.has(name)).length;

let atRest: number | null = null;

/** To be called before the first cell runs: what waits then is none of a cell's doing. */
export function noteRest(): void {
  atRest ??= pending();
}

const turn = () => new Promise((resolve) => soon(resolve));
const sleep = (ms: number) => new Promise((resolve) => later(resolve, ms));

/** Gives rejections and short timers of a cell time to fail it, before it is called a success. */
export async function settle(cell: Cell): Promise<void> {
  await turn();
  await turn();
  const end = performance.now() + (cell.options.settleMs ?? 0);
  while (cell.error === null && pending() > (atRest ?? 0) && performance.now() < end) await sleep(5);
}
