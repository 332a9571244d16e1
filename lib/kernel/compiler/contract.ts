/**
 * What kernels ask of the compiler. The compiler lives in a worker of its own, shared by all notebooks of a run or a server,
 * or in a thread of the kernel where nobody shares one. It keeps no state that the asker could not give it again: who asks
 * says which cells have run, by the ids under which they were compiled. All of it travels as JSON.
 */

/** What a notebook's cells are compiled under. */
export interface Setting {
  /** The notebook's folder, absolute: the place of its cells, for imports and for the nearest tsconfig.json. */
  readonly folder: string;
  readonly language: "typescript" | "javascript";
}

/** A cell that has run, in whole or in part. */
export interface RanCell {
  /** As `Compiled.id` has it. */
  readonly id: string;
  /** The declared names that have got their value, where it failed before the others did; all of them where it is not given. */
  readonly reached?: readonly string[];
}

/** A cell to be compiled, after those that have run, from first to last. */
export interface CellRequest {
  readonly setting: Setting;
  readonly history: readonly RanCell[];
  readonly source: string;
}

/** A place in the text of a cell or file; both are counted from 1, columns in units of UTF-16. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What the compiler has against a cell. */
export interface Diagnostic extends Place {
  /** The file that it is about, as seen from the notebook's folder; the cell itself where it is not given. */
  readonly file?: string;
  readonly message: string;
  readonly code: number;
  /** In units of UTF-16. */
  readonly length: number;
}

/** How the compiler has looked at a path: as `ReadKind`. */
export type Look = readonly [kind: "file" | "stat" | "folder", path: string];

/** What `paths` of the tsconfig.json say. */
export interface PathsOption {
  /** The folder that the paths start from, absolute. */
  readonly base: string;
  /** As they stand there: a pattern with at most one `*`, and what it stands for. */
  readonly patterns: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

/** A cell that can run. */
export interface Compiled {
  readonly status: "compiled";
  /** The same for the same cell after the same cells. */
  readonly id: string;
  /** JavaScript for V8's REPL mode. What it may call stands in `CellScope`. */
  readonly code: string;
  /** The source map of `code`, as JSON: one source, the cell's text. */
  readonly map: string;
  /** The variables that it declares, imports among them: the name in the cell, and how `code` spells it. */
  readonly declared: readonly { readonly name: string; readonly spelled: string }[];
  /** Set where the cell is a module of its own (`@module`): nothing runs, `code` is empty, and later cells can import it. */
  readonly module?: Transpiled & { readonly path: string };
  /** By which names the tsconfig.json lets modules be imported, where it does. */
  readonly paths?: PathsOption;
  /** What it rests on outside of itself, and outside of node_modules. */
  readonly looks: readonly Look[];
  /** One line each: options of the tsconfig.json that are passed over. Once for a notebook, with its first cell. */
  readonly notices: readonly string[];
}

/** A cell that cannot. */
export interface Refused {
  readonly status: "refused";
  /** In the order of their places; at least one. */
  readonly diagnostics: readonly Diagnostic[];
  readonly looks: readonly Look[];
  readonly notices: readonly string[];
}

/** A module of the project as an ES module in JavaScript: types gone, imports as they were. */
export interface Transpiled {
  readonly code: string;
  /** Its source map, as JSON. */
  readonly map: string;
}

/** What a module of the project becomes; an ES module unless it is asked for otherwise. */
export type ModuleFormat = "module" | "commonjs";

/** Positions in a cell are counted in units of UTF-16 from its beginning. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  /** Best first; `kind` is TypeScript's ("function", "const", "property" …). */
  readonly entries: readonly { readonly name: string; readonly kind: string }[];
}

/** What is known of the name at a position; `null` where there is none. */
export type Inspection = {
  /** The declaration, in TypeScript. */
  readonly signature: string;
  /** Markdown; empty where there is none. */
  readonly documentation: string;
  /** `@param` and other tags, a line each. */
  readonly tags: readonly string[];
} | null;

export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** The compiler, wherever it lives. */
export interface Compiler {
  compile(request: CellRequest): Promise<Compiled | Refused>;
  /**
   * Says which cells will be asked for after `history`, in that order, so that they may be compiled beforehand. What is found
   * out is used by `compile` as long as nothing that it rests on has turned out otherwise.
   */
  ahead(request: Omit<CellRequest, "source"> & { readonly sources: readonly string[] }): void;
  complete(request: CellRequest & { readonly position: number }): Promise<Completions>;
  inspect(request: CellRequest & { readonly position: number }): Promise<Inspection>;
  /** Everything wrong with a cell, without running it. */
  diagnose(request: CellRequest): Promise<readonly Diagnostic[]>;
  completeness(request: Omit<CellRequest, "history">): Promise<Completeness>;
  /** A file of the project (.ts, .mts, .cts, .tsx, .jsx, or a module made by a cell) as JavaScript. */
  transpile(file: string, format?: ModuleFormat): Promise<Transpiled>;
  /** The version of TypeScript. */
  readonly version: string;
  close(): void;
}

/**
 * The one object of the kernel's that compiled cells refer to; cells call it by the name of `SCOPE`. The code of a cell
 *
 * - declares each of its variables with `let` in the script's scope, or assigns to it where it is declared already and the form
 *   asks for no declaration (`var`);
 * - has `await scope.import(…)` in the place of its imports, at its beginning;
 * - leaves the value of its last expression, where the last statement is one, in `scope.value`.
 */
export interface CellScope {
  /**
   * The module as an object, by `import "x"` and by `import("x")`.
   * @param names what is taken from it by name: a missing one is a SyntaxError, as in an ES module
   */
  import(
    specifier: string,
    options?: { readonly names?: readonly string[]; readonly with?: object },
  ): Promise<object>;
  /** Stands for `import.meta`. */
  readonly meta: object;
  /** These stand for the variables of CommonJS of the same names, in cells. */
  readonly require: NodeJS.Require;
  readonly module: object;
  readonly exports: object;
  readonly __dirname: string;
  readonly __filename: string;
  value: unknown;
  /** Throws the TypeError of an assignment to the constant `name`. */
  constant(name: string): never;
}

/** A zero-width non-joiner: a letter for JavaScript, nothing to the eye. No name that a person has written ends in it. */
export const MARK = "\u200c";

/** The name of the kernel's object in compiled cells. */
export const SCOPE = `tslab${MARK}`;
