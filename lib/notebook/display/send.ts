import { createRequire } from "node:module";
import { basename } from "node:path";

/** MIME type → content: a string, or an object for JSON types. */
export type Bundle = { readonly [mime: string]: unknown };

interface DisplayMessage {
  readonly data: Bundle;
  readonly metadata: object;
  readonly transient: object;
}

interface KernelDisplay {
  lastWriteDisplayData: ((message: DisplayMessage, update: boolean) => void) | null;
}

/**
 * Sends one display message with all its alternatives, so that each front end takes the richest it can draw.
 * tslab's public `display.raw` sends a single MIME type; its kernel module, already loaded when a cell runs,
 * takes them all. Outside a kernel (a script, a test) the plain text is printed instead.
 */
export function send(data: Bundle, metadata: object = {}): void {
  const write = kernelDisplay()?.lastWriteDisplayData;
  if (write) {
    write({ data, metadata, transient: {} }, false);
  } else if (typeof data["text/plain"] === "string") {
    process.stdout.write(`${data["text/plain"]}\n`);
  }
}

function kernelDisplay(): KernelDisplay | undefined {
  const program = process.argv[1];
  // Only a tslab kernel has this loaded; anywhere else loading it would bring ZeroMQ along for nothing.
  if (program === undefined || !/^tslab(\.js)?$/.test(basename(program))) return undefined;
  return createRequire(program)("tslab/dist/jupyter") as KernelDisplay;
}
