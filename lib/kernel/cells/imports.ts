import { basename } from "node:path";
import { type PathsOption, SCOPE, type Setting, type Transpiled } from "../compiler/contract.js";
import { createModules, type Modules } from "../modules/index.js";
import { pathsFor } from "../modules/paths.js";
import { substituteTslab } from "../patches/tslab.js";
import { noteBuiltin, notePackage, noteRead } from "../trace/notes.js";
import type { Evaluator } from "./evaluate.js";
import type { Link } from "./link.js";
import { createScope, type Scope } from "./scope.js";
import { registerMap } from "./stacks.js";

/** What cells can import, and the object by which they do. */
export interface Imports {
  readonly modules: Modules;
  readonly scope: Scope;
  /** Tells what the tsconfig.json says now of names that stand for paths. */
  follow(paths: PathsOption | undefined): void;
}

/** Makes them for a notebook in the folder of `setting`, and lets cells know the object. */
export async function createImports(
  setting: Setting,
  link: Link,
  evaluator: Evaluator,
  tslab: object,
): Promise<Imports> {
  substituteTslab([setting.folder, import.meta.dirname], tslab);
  let paths: PathsOption | undefined;
  const modules = createModules({
    folder: setting.folder,
    transpile: async (file) => (await link.ask({ type: "transpile", file, format: "module" })) as Transpiled,
    transpileSync: (file) => link.askNow({ type: "transpile", file, format: "commonjs" }) as Transpiled,
    onSource: (file, _, map) => registerMap(file, map),
    note: noteRead,
    notePackage,
    noteBuiltin,
    paths: (specifier) => (paths === undefined ? [] : pathsFor(specifier, paths)),
    substitutes: new Map([["tslab", tslab]]),
  });
  // Jupyter tells the notebook's name to kernels that it starts for one.
  const notebook = process.env.JPY_SESSION_NAME;
  const scope = createScope(modules, setting.folder, notebook ? basename(notebook) : "notebook.ts");
  const symbol = Symbol.for(SCOPE);
  Reflect.set(globalThis, symbol, scope);
  await evaluator.evaluate(`let ${SCOPE} = globalThis[Symbol.for("${SCOPE}")]; void 0`);
  Reflect.deleteProperty(globalThis, symbol);
  return {
    modules,
    scope,
    follow(next) {
      paths = next;
    },
  };
}
