import type { Transpiled } from "../compiler/contract.js";

/** What the loader of a kernel's modules is given. */
export interface ModulesOptions {
  /** The notebook's folder, absolute. */
  readonly folder: string;
  /** A file of the project as an ES module in JavaScript. Rejects with what is wrong with the file. */
  transpile(file: string): Promise<Transpiled>;
  /**
   * The same file as CommonJS, for `require` of a file in ES syntax or in TypeScript, .mjs and .mts too. What cannot be
   * expressed in CommonJS (top-level await, import.meta) stays in the code.
   */
  transpileSync(file: string): Transpiled;
  /** Is told the source map (JSON) of each file that has one, before its code runs; `file` is its name in stacks. */
  onSource(file: string, code: string, map: string): void;
  /** Is told what is loaded ("file": by its content) and where a module was looked for in vain ("stat"). */
  note(kind: "file" | "stat", path: string): void;
  /** Is told which packages the notebook and the project's files ask for, and the file that was found. */
  notePackage(name: string, file: string): void;
  /** Is told which modules of Node are asked for, by their names without "node:". */
  noteBuiltin(name: string): void;
  /** The paths that `paths` of the tsconfig.json gives to a specifier, with or without their endings; the first one wins. */
  paths?(specifier: string, from: string): readonly string[];
  /** Specifier → the object that stands for the module, wherever it is imported. */
  readonly substitutes?: ReadonlyMap<string, object>;
  /** Where packages are looked for that are not found around the importing file; this package's own folder if not given. */
  readonly home?: string;
}
