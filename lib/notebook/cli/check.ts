import { EXIT, UserError } from "../errors.js";
import { formatNotebook, stripOutputs } from "../nbformat/index.js";
import { readNotebook, readSource, writeFileAtomic } from "../run/index.js";
import { errorLine } from "./failures.js";
import { findNotebooks } from "./files.js";

export interface CheckOptions {
  readonly fix?: boolean;
  /** Whether figures in static text are faults. */
  readonly numbers?: boolean;
}

interface Fault {
  readonly text: string;
  /** Whether it is mended by writing the file anew. */
  readonly mendable: boolean;
}

type FiguresOf = (markdown: string) => readonly { readonly line: number; readonly text: string }[];

/**
 * Checks that notebooks are valid, hold no outputs and stand in canonical form; `fix` mends the last two. With
 * `numbers`, static text holds no figures either, which nothing mends. Prints a line per fault. Gives 0 when all is
 * well (or was mended), 1 for faults, 2 for a file that is no notebook.
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const fix = options.fix ?? false;
  // Markdown is loaded only where it is read.
  const figuresOf = options.numbers ? (await import("../report/index.js")).figuresInProse : () => [];
  let code: number = EXIT.ok;
  const left: Fault[] = [];
  const files = findNotebooks(paths);
  for (const path of files) {
    try {
      const faults = faultsOf(path, fix, figuresOf);
      for (const { text } of faults) process.stdout.write(`${path}: ${text}\n`);
      left.push(...faults.filter(({ mendable }) => !(fix && mendable)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`${errorLine(error)}\n`);
      code = Math.max(code, error.exitCode);
    }
  }
  if (left.length > 0) code = Math.max(code, EXIT.failed);
  const word = files.length === 1 ? "notebook" : "notebooks";
  if (code === EXIT.ok) process.stdout.write(`${files.length} ${word} in order\n`);
  else if (code === EXIT.failed) process.stdout.write(hints(left));
  return code;
}

/** What is to be done about faults, a line for each kind. */
function hints(faults: readonly Fault[]): string {
  const lines = [
    faults.some(({ mendable }) => mendable) ? "Mend them with: tsnb check --fix" : "",
    faults.some(({ mendable }) => !mendable)
      ? "Figures in static text are not computed and not cited: print them with md in a code cell."
      : "",
  ];
  return lines.map((line) => line && `${line}\n`).join("");
}

function faultsOf(path: string, fix: boolean, figuresOf: FiguresOf): Fault[] {
  const text = readSource(path);
  const notebook = readNotebook(path);
  const done = fix ? "removed" : "found";
  const mendable = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && (cell.outputs.length > 0 || cell.execution_count !== null)
      ? [`cell ${index + 1}: outputs or a run's traces ${done}`]
      : [],
  );
  const canonical = formatNotebook(stripOutputs(notebook));
  if (mendable.length === 0 && text !== canonical) {
    mendable.push(
      fix ? "put in canonical form" : "not in canonical form (key order, indentation, version 4.5)",
    );
  }
  if (fix && text !== canonical) writeFileAtomic(path, canonical);
  const figures = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "markdown"
      ? figuresOf(cell.source).map(
          (figure) =>
            `cell ${index + 1} (${cell.id}), line ${figure.line}: found "${figure.text}" in static text, expected no figures`,
        )
      : [],
  );
  return [
    ...mendable.map((text) => ({ text, mendable: true })),
    ...figures.map((text) => ({ text, mendable: false })),
  ];
}
