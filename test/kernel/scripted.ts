import { fileURLToPath } from "node:url";
import type { StartOptions } from "tslab-kernel";

const FILE = fileURLToPath(new URL("scripted-kernel.mjs", import.meta.url));

/** How the kernel of `scripted-kernel.mjs` behaves. */
export interface Script {
  /** Keeps the processor busy for so long before it listens. */
  readonly busyMs?: number;
  /** Answers nothing but heartbeats for so long. */
  readonly beatsMs?: number;
  /** Whether it can be given to a notebook after its start; yes unless given. */
  readonly adopts?: boolean;
}

/** Makes `startKernel` start the kernel of `scripted-kernel.mjs`. */
export function scripted(script: Script = {}): Pick<StartOptions, "program" | "env"> {
  return {
    program: (file) => [process.execPath, FILE, file],
    env: { SCRIPTED_KERNEL: JSON.stringify(script) },
  };
}
