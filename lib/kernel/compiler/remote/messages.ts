import type { CellRequest, Compiler } from "../contract.js";

/** What is asked of a compiler elsewhere, beside what the contract has: `recall` tells it again of cells that have run. */
export type Method = Exclude<keyof Compiler, "version" | "close"> | "recall" | "version";

/** A request; `ahead` is answered as the others are, though nobody waits for it. */
export interface Request {
  readonly id: number;
  readonly method: Method;
  readonly params: readonly unknown[];
}

/** An answer to a request. */
export interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: Failure;
}

/** An error on its way. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Of `UnknownCells`. */
  readonly ids?: readonly string[];
  /** Of `BrokenModule`. */
  readonly file?: string;
  readonly diagnostics?: readonly unknown[];
}

/** A compiler that can be told of cells that it has forgotten. */
export interface ForgetfulCompiler extends Compiler {
  /** Takes note of cells, each after those of its history, without compiling them. */
  recall(requests: readonly CellRequest[]): void;
}

/** A way to the other side; messages are JSON values. */
export interface Channel {
  send(message: Request | Reply): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Calls once the other side is gone. */
  onClose(listener: () => void): void;
  /** Whether the process is to stay alive for the channel: while it waits for an answer. */
  hold(isHeld: boolean): void;
  close(): void;
}
