import { imageOf, type SharedCompiler, startCompilerProcess } from "../compiler/index.js";
import { COMPILER } from "../compiler-source.js";

/** Makes what shared compilers start from, an image of one's memory, where it is not there yet. Never rejects. */
export async function prepareCompiler(): Promise<void> {
  await imageOf(COMPILER)?.make();
}

/**
 * Starts a compiler that several kernels can share, in a process of its own, which ends with this one.
 * @param onRestart gets a line when the compiler has ended and was started again: no cell is lost by that
 */
export function startCompiler(onRestart: (line: string) => void): Promise<SharedCompiler> {
  return startCompilerProcess({ ...COMPILER, onRestart });
}
