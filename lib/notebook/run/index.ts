export { assertWritable, writeFileAtomic } from "./atomic.js";
export type { Failure } from "./failure.js";
export { type RunFileOptions, type RunFileResult, runFile } from "./file.js";
export { nameOf, readNotebook, readRunnable, readSource, runnable } from "./input.js";
export { createLiveRun, type LiveRun } from "./live.js";
export { runNotebook } from "./notebook.js";
export {
  DEFAULT_MAX_OUTPUT_BYTES,
  type Progress,
  type RunNotebookOptions,
  type RunOptions,
  type RunResult,
} from "./options.js";
export { collectResults } from "./results.js";
