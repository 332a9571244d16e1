import { execFileSync } from "node:child_process";
import type { ExecuteOptions, ExecutionResult, Kernel, OutputEvent } from "tslab-kernel";

/** An executed cell with all that it has shown. */
export interface Executed {
  readonly result: ExecutionResult;
  readonly events: readonly OutputEvent[];
  readonly stdout: string;
  readonly stderr: string;
  /** The text of the result, the value of the last expression; "" for none. */
  readonly value: string;
  /** The first error's traceback as one text; "" for none. */
  readonly traceback: string;
}

/** Executes a cell and gathers its outputs; ten seconds is more than any of the tests' cells needs. */
export async function run(
  kernel: Kernel,
  code: string,
  options: Partial<ExecuteOptions> = {},
): Promise<Executed> {
  const events: OutputEvent[] = [];
  const result = await kernel.execute(code, {
    timeoutMs: 10_000,
    settleMs: 50,
    onOutput: (event) => events.push(event),
    ...options,
  });
  return {
    result,
    events,
    stdout: textOf(events, "stdout"),
    stderr: textOf(events, "stderr"),
    value: resultOf(events),
    traceback: result.error?.traceback.join("\n") ?? "",
  };
}

/** What was printed to one stream. */
export function textOf(events: readonly OutputEvent[], name: "stdout" | "stderr"): string {
  return events
    .map((event) =>
      event.type === "output" && event.output.output_type === "stream" && event.output.name === name
        ? event.output.text
        : "",
    )
    .join("");
}

/** The text of a cell's result; "" where it has none. */
function resultOf(events: readonly OutputEvent[]): string {
  for (const event of events) {
    if (event.type === "output" && event.output.output_type === "execute_result")
      return String(event.output.data["text/plain"]);
  }
  return "";
}

/** Whether a process is there and no zombie. */
export function isRunning(pid: number): boolean {
  try {
    return !/Z/.test(execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return false;
  }
}
