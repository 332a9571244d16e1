import { type Kernel, startKernel } from "tslab-kernel";
import { run } from "./support.js";

/** Cells that run one after another in a kernel of their own, and what the last one gives. */
export interface Case {
  readonly title: string;
  readonly cells: readonly string[];
  /** What the last cell prints; */
  readonly prints?: string;
  /** or the text of its result; */
  readonly gives?: string;
  /** or the name of the error that it fails with, and a part of what that says. */
  readonly fails?: readonly [name: string, words: RegExp];
  /** Cells, by their place, that fail themselves; all others but the last one are to run. */
  readonly failing?: readonly number[];
}

/** What came of a case, in the same form. */
export interface Outcome {
  readonly prints: string;
  readonly gives: string;
  readonly fails: string;
  /** Cells that ended otherwise than they should. */
  readonly surprises: readonly string[];
}

/** Runs a case in a fresh kernel. */
export async function outcomeOf(
  { cells, failing = [], fails }: Case,
  options: Parameters<typeof startKernel>[0],
): Promise<Outcome> {
  const kernel: Kernel = await startKernel(options);
  try {
    const surprises: string[] = [];
    for (const [place, cell] of cells.slice(0, -1).entries()) {
      const { result } = await run(kernel, cell);
      const expected = failing.includes(place) ? "error" : "ok";
      if (result.status !== expected)
        surprises.push(`${cell}: ${result.status} ${result.error?.evalue ?? ""}`);
    }
    const { result, stdout, value } = await run(kernel, cells.at(-1) ?? "");
    const { ename = "", evalue = "" } = result.error ?? {};
    if (fails === undefined && result.status !== "ok") surprises.push(`${result.status}: ${evalue}`);
    return { prints: stdout, gives: value, fails: `${ename}: ${evalue}`, surprises };
  } finally {
    await kernel.shutdown();
  }
}
