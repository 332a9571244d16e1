import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Says that the notebook depends on these files, or on everything below these folders: for what native code and other
 * programs read, which the environment cannot see. What cells read with Node's own functions need not be named. A
 * notebook that starts other programs or loads native code is run at every call unless it has said what they read;
 * call it without a path if they read nothing. Paths start from the notebook's folder. Outside a run it does nothing.
 * @throws Error for a path where there is nothing.
 */
export function depends(...paths: readonly string[]): void {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) {
    throw new Error(`depends: there is no file or folder ${missing} (${resolve(missing)})`);
  }
  const note: unknown = Reflect.get(globalThis, Symbol.for("tslab-notebook.depends"));
  if (typeof note === "function") note(paths.map((path) => resolve(path)));
}
