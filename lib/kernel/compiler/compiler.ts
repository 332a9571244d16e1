import ts from "typescript";
import { createAhead } from "./ahead.js";
import { type Cell, idOf, readCell } from "./cell/cell.js";
import { keepMistakes, toDiagnostics } from "./cell/diagnostics.js";
import { emitChecked, emitUnchecked } from "./cell/emit.js";
import { moduleText } from "./cell/module-text.js";
import { type Visible, visibleAfter } from "./cell/visible.js";
import type { CellRequest, Compiled, Diagnostic, Look, RanCell, Refused } from "./contract.js";
import { completeAt } from "./editor/complete.js";
import { completenessOf } from "./editor/completeness.js";
import { inspectAt } from "./editor/inspect.js";
import { UnknownCells } from "./errors.js";
import { openFiles } from "./program/files.js";
import type { CellProgram } from "./program/program.js";
import { createPrograms } from "./program/programs.js";
import { createRegistry } from "./program/registry.js";
import type { ForgetfulCompiler } from "./remote/messages.js";
import { createSessions, type Session } from "./session.js";
import { openStore, storeFolder } from "./store.js";
import { createTranspiler, transpileText } from "./transpile.js";

/** Options of a compiler. */
export interface CompilerOptions {
  /** Folders whose packages are the last that are looked at, for notebooks that have none near them. */
  readonly near: readonly string[];
  /** How many programs are kept; each notebook that is worked on takes one. */
  readonly programs?: number;
}

/** The files of a program and their texts, as far as they are not on disk. */
export interface Chain {
  readonly roots: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

const PROGRAMS = 2;
/** Results that are kept for who asks again. */
const RESULTS = 500;

/** Makes a compiler that works in this thread. */
export function createCompiler(options: CompilerOptions): ForgetfulCompiler {
  const { near, programs: limit = PROGRAMS } = options;
  const files = openFiles();
  const registry = createRegistry();
  const programs = createPrograms(limit);
  const sessions = createSessions(files, programs, { near, registry });
  const transpile = createTranspiler(files, () => openStore(storeFolder(ts.getDefaultLibFilePath({}))));
  const cells = new Map<string, Cell>();
  const visibles = new WeakMap<Cell, ReadonlyMap<string, Visible>>();
  const modules = new WeakMap<Cell, string>();
  const results = new Map<string, { readonly result: Compiled | Refused; readonly generation: number }>();

  const cellOf = (id: string): Cell => {
    const cell = cells.get(id);
    if (!cell) throw new UnknownCells([id]);
    return cell;
  };
  const visibleTo = (cell: Cell): ReadonlyMap<string, Visible> => {
    const visible = visibles.get(cell) ?? visibleAfter(cell.history, cellOf);
    visibles.set(cell, visible);
    return visible;
  };
  const textOf = (cell: Cell): string => {
    const text = modules.get(cell) ?? moduleText(cell, visibleTo(cell));
    modules.set(cell, text);
    return text;
  };
  const requireKnown = (history: readonly RanCell[]): void => {
    const unknown = history.filter(({ id }) => !cells.has(id));
    if (unknown.length > 0) throw new UnknownCells(unknown.map(({ id }) => id));
  };
  const read = (request: CellRequest, session: Session): Cell => {
    requireKnown(request.history);
    const id = idOf(request);
    const cell = cells.get(id) ?? readCell(request, session.options.jsx);
    cells.set(id, cell);
    return cell;
  };
  /** The cells that have run, and those that come after them. */
  const chainOf = (history: readonly RanCell[], more: readonly Cell[]): Chain => {
    const texts = new Map<string, string>();
    for (const cell of [...history.map(({ id }) => cellOf(id)), ...more]) {
      texts.delete(cell.file);
      texts.set(cell.file, textOf(cell));
    }
    return { roots: Array.from(texts.keys()), texts };
  };
  const programFor = (session: Session, { roots, texts }: Chain): CellProgram => {
    const program = programs.closest(session.program, roots);
    program.update(roots, texts);
    return program;
  };

  const refuse = (
    cell: Cell,
    errors: readonly ts.Diagnostic[],
    looks: readonly Look[],
    notices: readonly string[],
  ): Refused => ({
    status: "refused",
    diagnostics: toDiagnostics(errors, cell.setting.folder, cell.file),
    looks,
    notices,
  });
  /** @param chain the files of the program that it is compiled in, with the cell among them */
  const build = (session: Session, cell: Cell, chain: () => Chain): Compiled | Refused => {
    const notices = cell.history.length === 0 ? session.options.notices : [];
    const ofOptions = session.options.looks;
    if (cell.syntax.length > 0) return refuse(cell, cell.syntax, ofOptions, notices);
    if (cell.metadata.browser) {
      const message = "Cells that run in the browser (@browser) are not supported.";
      const diagnostic = { line: 1, column: 1, message, code: 0, length: 0 };
      return { status: "refused", diagnostics: [diagnostic], looks: ofOptions, notices };
    }
    const { paths } = session.options;
    const compiled = {
      status: "compiled",
      id: cell.id,
      notices,
      ...(paths === undefined ? {} : { paths }),
    } as const;
    const { module } = cell.metadata;
    if (!cell.isChecked && module === undefined) {
      const made = emitUnchecked(cell, visibleTo(cell), session.options.compiler);
      if ("errors" in made) return refuse(cell, made.errors, ofOptions, notices);
      return { ...compiled, ...made.script, looks: ofOptions };
    }
    const program = programFor(session, chain());
    const inner = program.program();
    const file = inner.getSourceFile(cell.file);
    if (!file) throw new Error(`TypeScript has lost ${cell.file}.`);
    const found = cell.isChecked
      ? [...inner.getSyntacticDiagnostics(file), ...inner.getSemanticDiagnostics(file)]
      : [];
    const errors = keepMistakes(found, file, cell.source.length);
    const looks = uniqueLooks([...ofOptions, ...program.looksOf([cell.file])]);
    if (errors.length > 0) return refuse(cell, errors, looks, notices);
    if (module !== undefined) {
      const text = transpileText(cell.file, cell.source, session.options.compiler);
      return { ...compiled, code: "", map: "", declared: [], looks, module: { ...text, path: cell.file } };
    }
    return { ...compiled, ...emitChecked(cell, visibleTo(cell), inner, file), looks };
  };
  const compile = (session: Session, cell: Cell, chain: () => Chain): Compiled | Refused => {
    const kept = results.get(cell.id);
    if (kept?.generation === session.generation) return kept.result;
    const result = build(session, cell, chain);
    session.note(result.looks);
    results.delete(cell.id);
    results.set(cell.id, { result, generation: session.generation });
    for (const id of results.keys()) {
      if (results.size <= RESULTS) break;
      results.delete(id);
    }
    return result;
  };
  const ahead = createAhead({ open: sessions.open, read, chainOf, programFor, compile });

  const compileRequest = (request: CellRequest): Compiled | Refused => {
    const session = sessions.open(request.setting);
    const cell = read(request, session);
    const result = compile(
      session,
      cell,
      () => ahead.planned(cell, session) ?? chainOf(cell.history, [cell]),
    );
    ahead.asked(cell);
    return result;
  };
  /** A program with the cell as it stands, and all that its author could mention. */
  const draft = (request: CellRequest) => {
    const session = sessions.open(request.setting);
    read({ ...request, source: "" }, session);
    const cell = readCell(request, session.options.jsx);
    // One file for all that is typed after the same cells.
    const file = cell.file.replace(cell.id, idOf({ ...request, source: "draft" }));
    const visible = visibleTo(cell);
    const { roots, texts } = chainOf(request.history, []);
    const chain = {
      roots: [...roots, file],
      texts: new Map([...texts, [file, moduleText(cell, visible, "all")]]),
    };
    return { cell, file, visible, service: programFor(session, chain).service };
  };
  return {
    version: ts.version,
    compile: async (request) => compileRequest(request),
    ahead(request) {
      requireKnown(request.history);
      ahead.add(request);
    },
    async diagnose(request): Promise<readonly Diagnostic[]> {
      const result = compileRequest(request);
      return result.status === "refused" ? result.diagnostics : [];
    },
    complete: async (request) => completeAt(draft(request), request.position),
    inspect: async (request) => inspectAt(draft(request), request.position),
    completeness: async ({ setting, source }) => completenessOf(setting, source),
    transpile: async (file, format = "module") => transpile(file, format),
    recall(requests) {
      for (const request of requests) read(request, sessions.open(request.setting));
    },
    close() {
      ahead.close();
      programs.close();
    },
  };
}

function uniqueLooks(looks: readonly Look[]): readonly Look[] {
  return Array.from(new Map(looks.map((look) => [look.join(" "), look])).values());
}
