import type {
  Diagnostic,
  Look,
  ModuleFormat,
  PathsOption,
  Setting,
  Transpiled,
} from "../compiler/contract.js";
import type { JsonObject } from "../protocol/json.js";

/** What the two threads of a kernel say to each other: one runs the cells, the other speaks with the world. */

/** How a client wants a cell to be executed, in the metadata of its request. */
export interface CellOptions {
  /** Bytes of text that the cell may print. */
  readonly maxOutputBytes?: number;
  /** How long to wait for what the cell has left behind, which may still fail it. */
  readonly settleMs?: number;
  /** Whether to tell what the cell has read and done outside of itself. */
  readonly trace?: boolean;
}

/** What was thrown, as the content of a Jupyter `error` message. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** The content of an interrupted cell's error. */
export const INTERRUPTED: ErrorContent = {
  ename: "Interrupted",
  evalue: "The cell was interrupted.",
  traceback: ["Interrupted: The cell was interrupted."],
};

/** A cell to be executed. */
export interface CellTask {
  /** Names the cell in all that is said of it. */
  readonly key: number;
  readonly count: number;
  readonly source: string;
  readonly options: CellOptions;
  /** Whether someone can be asked for input. */
  readonly canAsk: boolean;
  /** Without it, nothing runs: the cell fails with `diagnostics`. */
  readonly code?: string;
  readonly map?: string;
  readonly declared?: readonly { readonly name: string; readonly spelled: string }[];
  readonly module?: Transpiled & { readonly path: string };
  readonly paths?: PathsOption;
  readonly diagnostics?: readonly Diagnostic[];
  readonly looks: readonly Look[];
  readonly notices: readonly string[];
}

/** How a cell has ended. */
export interface CellEnd {
  readonly key: number;
  /** The content of its `error` message, where it has failed. */
  readonly error?: JsonObject;
  /** The variables that have got their value, where not all have. */
  readonly reached?: readonly string[];
  readonly trace?: JsonObject;
  readonly droppedBytes: number;
}

/** From the thread of the sockets to that of the cells. */
export type ToCells =
  | { readonly type: "execute"; readonly task: CellTask }
  /** The cell that runs is to end. Who hears it stores the number where both threads see it. */
  | { readonly type: "interrupt"; readonly number: number }
  | { readonly type: "adopt"; readonly folder: string; readonly env: Readonly<Record<string, string>> }
  | { readonly type: "answer"; readonly request: number; readonly answer: Answer };

/** From the thread of the cells to that of the sockets. */
export type FromCells =
  | { readonly type: "ready" }
  | { readonly type: "adopted" }
  | { readonly type: "publish"; readonly key: number; readonly message: string; readonly content: JsonObject }
  | { readonly type: "ended"; readonly end: CellEnd }
  /** The process is about to end. */
  | { readonly type: "leave" }
  /** SIGINT has come. */
  | { readonly type: "interrupt" }
  | { readonly type: "request"; readonly request: number; readonly blocking: boolean; readonly ask: Ask };

/** Messages from the thread of the cells are numbered: the last that was handled stands in the shared memory. */
export type Numbered = readonly [number: number, message: FromCells];

/** What the thread of the cells wants to know. */
export type Ask =
  | { readonly type: "transpile"; readonly file: string; readonly format: ModuleFormat }
  | { readonly type: "input"; readonly key: number; readonly prompt: string; readonly password: boolean };

/** `value` as the question has it; or what went wrong. */
export type Answer =
  | { readonly value: Transpiled | string | null; readonly error?: undefined }
  | { readonly error: string; readonly name: string; readonly value?: undefined };

/** What the thread of the sockets is started with. */
export interface SocketsData {
  /** Path of the connection file. */
  readonly connectionFile: string;
  readonly setting: Setting;
  /** Address of a shared compiler, where there is one. */
  readonly compiler: string | undefined;
  /** The process that this one must not outlive. */
  readonly parent: number | undefined;
  readonly shared: SharedArrayBuffer;
  readonly answers: import("node:worker_threads").MessagePort;
}

/** Places in the memory that both threads share, as 32-bit integers. */
export const SHARED = {
  /** The number of the last interrupt that the thread of the cells has heard. */
  interrupts: 0,
  /** The number of the last of its messages that was handled. */
  handled: 1,
  /** How many of its blocking questions have been answered. */
  answered: 2,
} as const;

/** A memory for both threads. */
export const createShared = (): SharedArrayBuffer => new SharedArrayBuffer(16);
