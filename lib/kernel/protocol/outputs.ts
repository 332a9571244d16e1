import { isObject, type JsonObject, type JsonValue } from "./json.js";
import type { Message } from "./wire.js";

/** MIME type → content; JSON types hold objects, all others a string. */
export type MimeBundle = { [mime: string]: JsonValue };

export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

export interface DisplayOutput {
  output_type: "display_data";
  data: MimeBundle;
  metadata: JsonObject;
}

export interface ExecuteResult {
  output_type: "execute_result";
  execution_count: number | null;
  data: MimeBundle;
  metadata: JsonObject;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Output = StreamOutput | DisplayOutput | ExecuteResult | ErrorOutput;

/** What a cell shows, in the order in which the kernel sent it. */
export type OutputEvent =
  | { readonly type: "output"; readonly output: Output; readonly displayId?: string }
  /** New content for all outputs that were shown under `displayId`, in whichever cell. */
  | {
      readonly type: "update";
      readonly displayId: string;
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
    }
  /** Remove the cell's outputs: at once, or when the next one comes. */
  | { readonly type: "clear"; readonly wait: boolean };

const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

const object = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

/** The `error` output that the content of an `error` message or of a failed reply describes; `null` for none. */
export function errorOutput(content: JsonObject): ErrorOutput | null {
  if (typeof content.ename !== "string") return null;
  const lines: readonly JsonValue[] = Array.isArray(content.traceback) ? content.traceback : [];
  return {
    output_type: "error",
    ename: content.ename,
    evalue: text(content.evalue),
    traceback: lines.map(text),
  };
}

/** The output event in a message of the iopub channel; `null` for status messages and all others. */
export function outputEvent({ header, content }: Message): OutputEvent | null {
  const transient = object(content.transient);
  const displayId = typeof transient.display_id === "string" ? transient.display_id : undefined;
  const data = object(content.data);
  const metadata = object(content.metadata);
  switch (header.msg_type) {
    case "stream": {
      const name = content.name === "stderr" ? "stderr" : "stdout";
      return { type: "output", output: { output_type: "stream", name, text: text(content.text) } };
    }
    case "display_data": {
      const output: Output = { output_type: "display_data", data, metadata };
      return displayId === undefined ? { type: "output", output } : { type: "output", output, displayId };
    }
    case "execute_result": {
      const count = typeof content.execution_count === "number" ? content.execution_count : null;
      const output: Output = { output_type: "execute_result", execution_count: count, data, metadata };
      return { type: "output", output };
    }
    case "update_display_data":
      return displayId === undefined ? null : { type: "update", displayId, data, metadata };
    case "clear_output":
      return { type: "clear", wait: content.wait === true };
    case "error": {
      const output = errorOutput(content);
      return output === null ? null : { type: "output", output };
    }
    default:
      return null;
  }
}
