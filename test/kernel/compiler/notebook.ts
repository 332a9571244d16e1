import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createCompiler } from "../../../lib/kernel/compiler/compiler.js";
import {
  type Compiled,
  type Diagnostic,
  type RanCell,
  SCOPE,
  type Setting,
} from "../../../lib/kernel/compiler/contract.js";

/** This project's own packages are the last that are looked at. */
export const near = dirname(fileURLToPath(new URL("../../../lib/kernel/index.ts", import.meta.url)));

/** One compiler for all notebooks of a test file. */
export const compiler = createCompiler({ near: [near] });

/** What came of a cell. */
export interface Outcome {
  readonly printed: string;
  /** The value of its last expression, inspected. */
  readonly value?: string;
  /** What it threw, with its stack. */
  readonly error?: string;
  /** Line and column of the error in the compiled code, from 0. */
  readonly place?: readonly [number, number];
  readonly diagnostics?: readonly Diagnostic[];
  readonly compiled?: Compiled;
}

/** A notebook without a kernel: its cells are compiled, and evaluated in a thread. */
export interface TestNotebook {
  readonly setting: Setting;
  readonly history: readonly RanCell[];
  run(source: string): Promise<Outcome>;
  close(): Promise<void>;
}

/** A folder for a test, with these files in it; a notebook in it has no packages near. */
export function createFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-compiler-")));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  return folder;
}

/** Writes a file into a folder. */
export function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** Opens a notebook. @param given without a folder, in one of its own */
export function openNotebook(given: { language?: Setting["language"]; folder?: string } = {}): TestNotebook {
  const folder = given.folder ?? createFolder();
  const setting = { folder, language: given.language ?? "typescript" } as const;
  const worker = new Worker(fileURLToPath(new URL("./evaluator.cjs", import.meta.url)), {
    workerData: { folder, near, scopeName: SCOPE },
  });
  const history: RanCell[] = [];
  return {
    setting,
    history,
    async run(source) {
      const compiled = await compiler.compile({ setting, history, source });
      if (compiled.status === "refused") return { printed: "", diagnostics: compiled.diagnostics };
      if (compiled.module) {
        history.push({ id: compiled.id });
        return { printed: "", compiled };
      }
      const { code, declared } = compiled;
      const outcome = await evaluate(worker, { code, spelled: declared.map(({ spelled }) => spelled) });
      const reached = declared
        .filter(({ spelled }) => outcome.reached.includes(spelled))
        .map(({ name }) => name);
      history.push(outcome.error === undefined ? { id: compiled.id } : { id: compiled.id, reached });
      return { ...outcome, compiled };
    },
    async close() {
      await worker.terminate();
      if (!given.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function evaluate(
  worker: Worker,
  cell: { readonly code: string; readonly spelled: readonly string[] },
): Promise<Outcome & { readonly reached: readonly string[] }> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (outcome) => {
      worker.off("error", reject);
      resolve(outcome);
    });
    worker.postMessage(cell);
  });
}

/** Runs cells one after another in a notebook of their own; gives what came of each. */
export async function runCells(
  cells: readonly string[],
  given: Parameters<typeof openNotebook>[0] = {},
): Promise<Outcome[]> {
  const notebook = openNotebook(given);
  try {
    const outcomes: Outcome[] = [];
    for (const cell of cells) outcomes.push(await notebook.run(cell));
    return outcomes;
  } finally {
    await notebook.close();
  }
}

/** What the last of some cells has printed; its error or its first diagnostic, where it has failed. */
export async function lastOf(
  cells: readonly string[],
  given: Parameters<typeof openNotebook>[0] = {},
): Promise<string> {
  const outcome = (await runCells(cells, given)).at(-1);
  if (!outcome) return "";
  const [diagnostic] = outcome.diagnostics ?? [];
  if (diagnostic) return `TS${diagnostic.code} ${diagnostic.line}:${diagnostic.column} ${diagnostic.message}`;
  if (outcome.error !== undefined) return outcome.printed + (outcome.error.split("\n")[0] ?? "");
  return outcome.printed + (outcome.value ?? "");
}
