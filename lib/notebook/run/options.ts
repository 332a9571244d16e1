import type { CellTrace, CompilerAddress, StartOptions } from "tslab-kernel";
import { type JsonValue, languageOf, type Notebook } from "../nbformat/index.js";
import type { Failure } from "./failure.js";

/** Where a run stands; told before each cell that is executed. */
export interface Progress {
  /** The name of the notebook. */
  readonly name: string;
  /** Place of the cell in the notebook, counted from 0. */
  readonly cellIndex: number;
  readonly cellCount: number;
}

/** Options of a run. */
export interface RunOptions {
  /** Longest time for a cell; none: no limit. */
  readonly timeoutMs?: number;
  /** Go on after a cell that failed. The run has failed all the same. */
  readonly allowErrors?: boolean;
  /** What a cell keeps of its output, in bytes; 20 MB (20,000,000) unless given. */
  readonly maxOutputBytes?: number;
  onProgress?(progress: Progress): void;
  /** Called, with the time since the start, as long as the kernel has not started on a machine that is busy. */
  onSlowStart?(waitedMs: number): void;
  /** A compiler that several kernels share; the kernel brings its own unless given. */
  readonly compiler?: CompilerAddress | undefined;
  /** Aborting it ends the kernel at once. */
  readonly signal?: AbortSignal;
}

/** Options of `runNotebook`. */
export interface RunNotebookOptions extends RunOptions {
  /** The kernel's working directory. */
  readonly cwd: string;
  /** Names the notebook in progress and messages. */
  readonly name: string;
  /** Called after each cell with the notebook as it is by then. What it throws ends the run. */
  onChange?(notebook: Notebook): void;
}

/** How the kernel of a notebook is started. */
export function kernelOptions(notebook: Notebook, options: RunNotebookOptions): StartOptions {
  return {
    cwd: options.cwd,
    label: options.name,
    language: languageOf(notebook) === "javascript" ? "javascript" : "typescript",
    compiler: options.compiler,
    signal: options.signal,
    onSlowStart: options.onSlowStart,
  };
}

/** The end of a run. */
export interface RunResult {
  readonly notebook: Notebook;
  readonly status: "ok" | "failed" | "interrupted";
  readonly failures: readonly Failure[];
  /** Published results by name. */
  readonly results: Readonly<Record<string, JsonValue>>;
  /** What each cell that was run has read and done outside of itself, in their order. */
  readonly traces: readonly { readonly cellIndex: number; readonly trace: CellTrace }[];
  readonly durationMs: number;
}

/** What a cell may keep of its output unless the caller says otherwise. */
export const DEFAULT_MAX_OUTPUT_BYTES = 20_000_000;
