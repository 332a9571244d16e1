import { dirname } from "node:path";
import ts from "typescript";
import { toDiagnostics } from "./cell/diagnostics.js";
import type { Transpiled } from "./contract.js";
import { BrokenModule } from "./errors.js";
import type { Files } from "./program/files.js";
import { readOptions } from "./program/options.js";

/**
 * Makes modules of the project ES modules in JavaScript, under the tsconfig.json nearest to each. What is exported from
 * elsewhere stays, types or not: nobody can tell which from one file.
 * @throws {BrokenModule} where the file's syntax is wrong
 */
export function createTranspiler(files: Files): (file: string) => Transpiled {
  const kept = new Map<string, { readonly stamp: string; readonly result: Transpiled }>();
  return (file) => {
    files.refresh();
    const { compiler, looks } = readOptions({ folder: dirname(file), language: "typescript" }, files);
    const configs = looks.map(([, path]) => files.stamp(path));
    const stamp = [files.stamp(file), ...configs].join(" ");
    const before = kept.get(file);
    if (before?.stamp === stamp) return before.result;
    const text = files.read(file);
    if (text === undefined) throw new Error(`${file} cannot be read.`);
    const result = transpileText(file, text, compiler);
    kept.set(file, { stamp, result });
    return result;
  };
}

/**
 * A text as an ES module in JavaScript.
 * @throws {BrokenModule} where its syntax is wrong
 */
export function transpileText(
  fileName: string,
  source: string,
  compilerOptions: ts.CompilerOptions,
): Transpiled {
  const {
    outputText,
    sourceMapText = "",
    diagnostics = [],
  } = ts.transpileModule(source, {
    fileName,
    compilerOptions: { ...compilerOptions, inlineSources: true },
    reportDiagnostics: true,
  });
  const errors = diagnostics.filter(({ file, start }) => file && start !== undefined);
  if (errors.length > 0) throw new BrokenModule(fileName, toDiagnostics(errors, dirname(fileName), fileName));
  return { code: outputText.replace(/\n?\/\/# sourceMappingURL=[^\n]*\s*$/, "\n"), map: sourceMapText };
}
