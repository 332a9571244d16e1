import type { JsonObject, JsonValue } from "../protocol/json.js";
import { type ErrorOutput, errorOutput, type OutputEvent, outputEvent } from "../protocol/outputs.js";
import { type CellTrace, readTrace } from "../protocol/trace.js";
import type { Message } from "../protocol/wire.js";
import type { ChannelName } from "./channels.js";
import type { Death } from "./process.js";

/** How the execution of a cell ended. An aborted cell has not run at all. */
export type ExecutionStatus = "ok" | "error" | "aborted" | "timeout" | "dead";

/** The end of an execution. */
export interface ExecutionResult {
  readonly status: ExecutionStatus;
  /** `null` where the kernel did not say. */
  readonly executionCount: number | null;
  /** The first error of the cell, if it has one. */
  readonly error?: ErrorOutput;
  /** False where the kernel never said that it was done: outputs may be missing. */
  readonly idleSeen: boolean;
  /** Bytes of text that the kernel held back because of `maxOutputBytes`. */
  readonly droppedBytes: number;
  /** Set where the kernel's process has ended, by itself or because it did not react to an interrupt. */
  readonly death?: Death;
  /** What the cell has read and done outside of itself, where that was asked for. */
  readonly trace?: CellTrace;
  /** ISO times: when the kernel began with the code, when it replied, when it was done. */
  readonly times: { readonly started?: string; readonly replied?: string; readonly idle?: string };
}

/** What an execution needs from its surroundings. */
export interface ExecutionOptions {
  onOutput(event: OutputEvent): void;
  readonly timeoutMs: number | undefined;
  /** Time for `idle` to follow the reply; begins anew with each message. */
  readonly idleGraceMs: number;
  /** Time for an interrupted cell to stop. */
  readonly interruptGraceMs: number;
  interrupt(): void;
  kill(): void;
}

/** One cell on its way through the kernel. */
export interface Execution {
  onMessage(channel: ChannelName, message: Message): void;
  onDeath(death: Death): void;
  readonly result: Promise<ExecutionResult>;
}

/** The longest time that timers know. */
const LONGEST_MS = 2 ** 31 - 1;
/** What the compiler may take of a cell before it is taken for one that does not end. */
const COMPILE_MS = 60_000;

type Times = { -readonly [key in keyof ExecutionResult["times"]]: string };

const NO_DESCRIPTION: ErrorOutput = {
  output_type: "error",
  ename: "Error",
  evalue: "The kernel reported an error without a description.",
  traceback: ["Error: The kernel reported an error without a description."],
};

/**
 * Follows one execute request from its first message to `idle`. Reply and outputs travel on different sockets, so
 * that either may come first, and `idle` may be missing. Outputs that come after the end are still passed on.
 */
export function createExecution(options: ExecutionOptions): Execution {
  const times: Times = {};
  let reply: Message | null = null;
  let count: number | null = null;
  let idleSeen = false;
  let error: ErrorOutput | undefined;
  let timedOut = false;
  let ended = false;
  let settle: (result: ExecutionResult) => void = () => {};
  const result = new Promise<ExecutionResult>((resolve) => {
    settle = resolve;
  });
  let idleTimer: NodeJS.Timeout | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  /** From now on, the cell may take its time and no more; from the request on, the compiler gets some besides. */
  function allow(moreMs: number): void {
    clearTimeout(limit);
    if (options.timeoutMs === undefined || ended || reply !== null) return;
    limit = setTimeout(
      () => {
        timedOut = true;
        options.interrupt();
        killTimer = setTimeout(() => options.kill(), options.interruptGraceMs);
      },
      Math.min(options.timeoutMs + moreMs, LONGEST_MS),
    );
  }
  allow(COMPILE_MS);

  function end(death?: Death): void {
    if (ended) return;
    ended = true;
    for (const timer of [limit, idleTimer, killTimer]) clearTimeout(timer);
    const content = reply?.content ?? {};
    const trace = readTrace(reply?.metadata);
    if (!timedOut && death === undefined && content.status === "error" && error === undefined) {
      error = errorOutput(content) ?? NO_DESCRIPTION;
      options.onOutput({ type: "output", output: error });
    }
    settle({
      status: statusOf(content, timedOut, death, error),
      executionCount: numberOr(content.execution_count, count),
      ...(error === undefined ? {} : { error }),
      idleSeen,
      droppedBytes: droppedBytes(reply?.metadata),
      ...(death === undefined ? {} : { death }),
      ...(trace === undefined ? {} : { trace }),
      times,
    });
  }

  function onIopub(message: Message): void {
    const { header, content } = message;
    if (header.msg_type === "tslab_kernel_begin") allow(0);
    if (header.msg_type === "execute_input") {
      times.started = header.date;
      count = numberOr(content.execution_count, count);
    }
    if (header.msg_type === "status" && content.execution_state === "idle") {
      idleSeen = true;
      times.idle = header.date;
    }
    const event = outputEvent(message);
    if (event === null) return;
    if (event.type === "output" && event.output.output_type === "error") {
      // The interrupt that a timeout sends makes an error of its own, which is not the cell's.
      if (timedOut) return;
      error ??= event.output;
    }
    options.onOutput(event);
  }

  return {
    result,
    onDeath: end,
    onMessage(channel, message) {
      if (channel === "iopub") onIopub(message);
      else if (message.header.msg_type === "execute_reply") {
        reply = message;
        times.replied = message.header.date;
      }
      if (reply === null || ended) return;
      clearTimeout(limit);
      clearTimeout(killTimer);
      clearTimeout(idleTimer);
      if (idleSeen) end();
      else idleTimer = setTimeout(end, options.idleGraceMs);
    },
  };
}

function numberOr<T>(value: JsonValue | undefined, otherwise: T): number | T {
  return typeof value === "number" ? value : otherwise;
}

function statusOf(
  content: JsonObject,
  timedOut: boolean,
  death: Death | undefined,
  error?: ErrorOutput,
): ExecutionStatus {
  if (timedOut) return "timeout";
  if (death !== undefined) return "dead";
  if (content.status === "ok") return error === undefined ? "ok" : "error";
  return content.status === "error" ? "error" : "aborted";
}

function droppedBytes(metadata: JsonObject | undefined): number {
  const own = metadata?.tslab_notebook;
  if (typeof own !== "object" || own === null || !("dropped_bytes" in own)) return 0;
  return typeof own.dropped_bytes === "number" ? own.dropped_bytes : 0;
}
