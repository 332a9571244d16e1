import { dirname } from "node:path";
import ts from "typescript";
import { toDiagnostics } from "./cell/diagnostics.js";
import type { Look, ModuleFormat, Transpiled } from "./contract.js";
import { BrokenModule } from "./errors.js";
import type { Files } from "./program/files.js";
import { readOptions } from "./program/options.js";
import { nameFor, type Store } from "./store.js";

/**
 * Makes modules of the project ES modules in JavaScript, under the tsconfig.json nearest to each. What is exported from
 * elsewhere stays, types or not: nobody can tell which from one file.
 * @throws {BrokenModule} where the file's syntax is wrong
 */
export function createTranspiler(
  files: Files,
  store: () => Store,
): (file: string, format: ModuleFormat) => Transpiled {
  const kept = new Map<string, { readonly stamp: string; readonly result: Transpiled }>();
  const optionsOf = createOptionsReader(files);
  return (file, format) => {
    files.refresh();
    const { options, stamp: configs } = optionsOf(dirname(file));
    const stamp = `${files.stamp(file)} ${configs}`;
    const before = kept.get(`${format} ${file}`);
    if (before?.stamp === stamp) return before.result;
    const text = files.read(file);
    if (text === undefined) throw new Error(`${file} cannot be read.`);
    const result = stored(store(), file, format, text, options);
    kept.set(`${format} ${file}`, { stamp, result });
    return result;
  };
}

/** The options of a folder's files, read again when a tsconfig.json has changed. */
function createOptionsReader(files: Files) {
  const known = new Map<string, { options: ts.CompilerOptions; looks: readonly Look[]; stamp: string }>();
  const stampOf = (looks: readonly Look[]) => looks.map(([, path]) => files.stamp(path)).join(" ");
  return (folder: string): { readonly options: ts.CompilerOptions; readonly stamp: string } => {
    const before = known.get(folder);
    if (before && stampOf(before.looks) === before.stamp) return before;
    const { compiler: options, looks } = readOptions({ folder, language: "typescript" }, files);
    const now = { options, looks, stamp: stampOf(looks) };
    known.set(folder, now);
    return now;
  };
}

/** What was made of the same text under the same options before, in whatever process; made where there is nothing. */
function stored(
  store: Store,
  file: string,
  format: ModuleFormat,
  text: string,
  options: ts.CompilerOptions,
): Transpiled {
  const name = nameFor(format === "module" ? "js" : "cjs", file);
  const key = JSON.stringify([ts.version, process.version, options, file, text]);
  const found = store.recall(name, key);
  if (found) return JSON.parse(found.toString()) as Transpiled;
  const result = transpileText(file, text, options, format);
  store.keep(name, key, JSON.stringify(result));
  return result;
}

/**
 * A text as an ES module in JavaScript.
 * @throws {BrokenModule} where its syntax is wrong
 */
export function transpileText(
  fileName: string,
  source: string,
  compilerOptions: ts.CompilerOptions,
  format: ModuleFormat = "module",
): Transpiled {
  const {
    outputText,
    sourceMapText = "",
    diagnostics = [],
  } = ts.transpileModule(source, {
    // Files with these endings stay ES modules, whatever is asked for.
    fileName: format === "commonjs" ? fileName.replace(/\.m([jt]s)$/, ".$1") : fileName,
    compilerOptions: {
      ...compilerOptions,
      inlineSources: true,
      ...(format === "commonjs" ? { module: ts.ModuleKind.CommonJS } : {}),
    },
    reportDiagnostics: true,
  });
  const errors = diagnostics.filter(({ file, start }) => file && start !== undefined);
  if (errors.length > 0) throw new BrokenModule(fileName, toDiagnostics(errors, dirname(fileName), fileName));
  return { code: outputText.replace(/\n?\/\/# sourceMappingURL=[^\n]*\s*$/, "\n"), map: sourceMapText };
}
