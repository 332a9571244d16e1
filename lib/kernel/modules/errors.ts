import inspector from "node:inspector";
import { relative, sep } from "node:path";

/** How a module is named to the author: as seen from the notebook's folder, or "notebook" for the notebook itself. */
export function nameOf(from: string | undefined, folder: string): string {
  if (from === undefined) return "notebook";
  const path = relative(folder, from).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}

/** How a module is asked for. */
export type Mode = "import" | "require";

/** A module that is nowhere. Its code is the one that Node gives to it: it differs between import and require. */
export function notFound(specifier: string, importer: string, mode: Mode, hint = ""): Error {
  const code = mode === "import" ? "ERR_MODULE_NOT_FOUND" : "MODULE_NOT_FOUND";
  return Object.assign(new Error(`Cannot find module "${specifier}" imported from ${importer}${hint}`), {
    code,
  });
}

/** An error with a code of Node's. */
export function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** The error of an import of a name that the module does not have. */
export function missingName(specifier: string, name: string): SyntaxError {
  return new SyntaxError(`The requested module "${specifier}" does not provide an export named "${name}"`);
}

/** A place in code, both counted from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

const COMPILE = Symbol.for("tslab-kernel.compile");

/**
 * Where the code is that V8 refuses. The SyntaxError of a module does not tell; V8's inspector does, if the code is compiled
 * under its eyes once more.
 */
function placeOf(compile: () => unknown): Place | undefined {
  const session = new inspector.Session();
  try {
    session.connect();
    Object.defineProperty(globalThis, COMPILE, { value: compile, configurable: true });
    let place: Place | undefined;
    const expression = 'globalThis[Symbol.for("tslab-kernel.compile")]()';
    session.post("Runtime.evaluate", { expression, silent: true }, (_, answer) => {
      const details = answer?.exceptionDetails;
      if (details) place = { line: details.lineNumber + 1, column: details.columnNumber + 1 };
    });
    return place;
  } catch {
    return undefined;
  } finally {
    Reflect.deleteProperty(globalThis, COMPILE);
    session.disconnect();
  }
}

/** Gives an error a first line in its stack that names the place in the file, and the place itself: `file`, `line`, `column`. */
export function placed<E extends Error>(error: E, file: string, { line, column }: Place): E {
  const at = `    at ${file}:${line}:${column}`;
  const frames = String(error.stack)
    .split("\n")
    .filter((frame) => /^ {4}at /.test(frame));
  const hidden = (value: unknown) => ({ value, configurable: true, writable: true });
  return Object.defineProperties(error, {
    stack: hidden([`${error.name}: ${error.message}`, at, ...frames].join("\n")),
    file: hidden(file),
    line: hidden(line),
    column: hidden(column),
  });
}

/** Compiles code; a SyntaxError says where in the file. */
export function compiled<T>(file: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    const place = error instanceof SyntaxError ? placeOf(compile) : undefined;
    throw error instanceof SyntaxError && place ? placed(error, file, place) : error;
  }
}
