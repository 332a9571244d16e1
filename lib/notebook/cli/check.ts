import { EXIT, UserError } from "../errors.js";
import { formatNotebook, stripOutputs } from "../nbformat/index.js";
import { readNotebook, readSource, writeFileAtomic } from "../run/index.js";
import { errorLine } from "./failures.js";
import { findNotebooks } from "./files.js";

export interface CheckOptions {
  readonly fix?: boolean;
}

/**
 * Checks that notebooks are valid, hold no outputs and stand in canonical form; `fix` mends the last two.
 * Prints a line per fault. Gives 0 when all is well (or was mended), 1 for faults, 2 for a file that is no notebook.
 */
export function check(paths: readonly string[], options: CheckOptions): number {
  let code: number = EXIT.ok;
  const files = findNotebooks(paths);
  for (const path of files) {
    try {
      const faults = faultsOf(path, options.fix ?? false);
      for (const fault of faults) process.stdout.write(`${path}: ${fault}\n`);
      if (faults.length && !options.fix) code = Math.max(code, EXIT.failed);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`${errorLine(error)}\n`);
      code = Math.max(code, error.exitCode);
    }
  }
  const word = files.length === 1 ? "notebook" : "notebooks";
  if (code === EXIT.ok) process.stdout.write(`${files.length} ${word} in order\n`);
  else if (code === EXIT.failed) process.stdout.write("Mend them with: tsnb check --fix\n");
  return code;
}

function faultsOf(path: string, fix: boolean): string[] {
  const text = readSource(path);
  const notebook = readNotebook(path);
  const done = fix ? "removed" : "found";
  const faults = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && (cell.outputs.length > 0 || cell.execution_count !== null)
      ? [`cell ${index + 1}: outputs or a run's traces ${done}`]
      : [],
  );
  const canonical = formatNotebook(stripOutputs(notebook));
  if (faults.length === 0 && text !== canonical) {
    faults.push(
      fix ? "put in canonical form" : "not in canonical form (key order, indentation, version 4.5)",
    );
  }
  if (fix && text !== canonical) writeFileAtomic(path, canonical);
  return faults;
}
