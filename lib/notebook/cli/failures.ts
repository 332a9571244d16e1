import type { UserError } from "../errors.js";
import type { CodeCell, Notebook } from "../nbformat/index.js";
import type { Failure } from "../run/index.js";

/** Lines of code shown before and after the one that failed. */
const AROUND = 2;

/** An error that the person at the keyboard can mend, on one line: what it is, then what to do about it. */
export function errorLine({ message, hint }: UserError): string {
  if (hint === undefined) return message;
  return `${message}${/[.!?]$/.test(message) ? "" : "."} ${hint}`;
}

/**
 * A failed cell for the terminal: notebook, cell and line, the code around it, and the error. Where the error does not
 * point into the cell, the cell's first lines are shown.
 */
export function failureText(path: string, notebook: Notebook, failure: Failure): string {
  const where = failure.line === null ? "" : `, line ${failure.line}`;
  const lines = (notebook.cells[failure.cellIndex] as CodeCell | undefined)?.source.split(/\r\n|\n|\r/) ?? [];
  const at = (failure.line ?? 1) - 1;
  const from = Math.max(0, at - AROUND);
  const code = lines.slice(from, at + AROUND + 1).map((text, i) => {
    const number = from + i + 1;
    return `${number === failure.line ? ">" : " "} ${String(number).padStart(4)} | ${text}`;
  });
  return [
    `${path}: cell ${failure.cellIndex + 1}${where}: ${failure.ename}: ${failure.evalue}`,
    ...code,
  ].join("\n");
}
