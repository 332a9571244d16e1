import { type Notebook, parseNotebook } from "../../../lib/notebook/nbformat/index.js";

/** A TypeScript notebook of the given cells. */
export function notebookOf(...cells: readonly object[]): Notebook {
  const metadata = { language_info: { name: "typescript" } };
  const whole = cells.map((cell, index) => ({ id: `cell-${index}`, metadata: {}, ...cell }));
  return parseNotebook(
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: whole }),
    "test.ipynb",
  );
}

export function markdownCell(source: string, ...tags: readonly string[]): object {
  return { cell_type: "markdown", source, metadata: { tags } };
}

export function codeCell(source: string, outputs: readonly object[], ...tags: readonly string[]): object {
  return { cell_type: "code", source, outputs, execution_count: 1, metadata: { tags } };
}

export function display(data: object, metadata: object = {}): object {
  return { output_type: "display_data", data, metadata };
}

export function stream(text: string, name = "stdout"): object {
  return { output_type: "stream", name, text };
}

export const failure = {
  output_type: "error",
  ename: "TypeError",
  evalue: "x is <undefined>",
  traceback: ["\u001b[31mTypeError\u001b[0m: x", "  at cell 1, line 2"],
};
