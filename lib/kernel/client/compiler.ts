import { type SharedCompiler, startCompilerProcess } from "../compiler/index.js";
import { COMPILER } from "../compiler-source.js";

/**
 * Starts a compiler that several kernels can share, in a process of its own, which ends with this one.
 * @param onRestart gets a line when the compiler has ended and was started again: no cell is lost by that
 */
export function startCompiler(onRestart: (line: string) => void): Promise<SharedCompiler> {
  return startCompilerProcess({ ...COMPILER, onRestart });
}
