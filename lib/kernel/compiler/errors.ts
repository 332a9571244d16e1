import type { Diagnostic } from "./contract.js";

/** Cells of a request's history that the compiler has not seen: who asks has to compile them, or say what they are. */
export class UnknownCells extends Error {
  override readonly name = "UnknownCells";

  constructor(readonly ids: readonly string[]) {
    super(`The compiler does not know ${ids.length === 1 ? "the cell" : "the cells"} ${ids.join(", ")}.`);
  }
}

/** A module of the project that is no TypeScript or JavaScript. */
export class BrokenModule extends SyntaxError {
  override readonly name = "SyntaxError";

  constructor(
    readonly file: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    const [first] = diagnostics;
    super(first ? `${file}:${first.line}:${first.column}: ${first.message}` : file);
  }
}
