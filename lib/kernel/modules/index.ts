import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Transpiled } from "../compiler/contract.js";
import { type CommonModules, createCommonModules } from "./common.js";
import { missingName } from "./errors.js";
import { createEsModules } from "./es.js";
import { asRequired } from "./interop.js";
import { createLedger } from "./ledger.js";
import { requireCache } from "./native.js";
import type { ModulesOptions } from "./options.js";
import { createResolve } from "./resolve.js";

export type { ModulesOptions } from "./options.js";

/** What cells import. */
export interface Modules {
  /**
   * The namespace of a module, as TypeScript's bundler rules with `esModuleInterop` have it: one object for one module.
   * Rejects with code ERR_MODULE_NOT_FOUND for what is nowhere, with a SyntaxError for code that V8 refuses (it has `file`,
   * `line` and `column`) and for a name that is missing, with what the module throws.
   */
  import(
    specifier: string,
    options?: {
      /** What is taken from it by name: all of them must be there. */
      readonly names?: readonly string[];
      readonly with?: object;
      /** The importing file, absolute; the notebook if not given. */
      readonly from?: string;
    },
  ): Promise<object>;
  /** The notebook's. */
  readonly require: NodeJS.Require;
  /**
   * Forgets the modules of the project that have changed on disk and what imports them, so that the next import loads
   * them anew. To be called before each cell.
   */
  dropChanged(): void;
  /** Makes a module of a cell's code, in the place of the one before and of what imports that. Nothing is written to disk. */
  define(path: string, transpiled: Transpiled): void;
  /** To be called after an interrupt: what was being loaded is given up, and loaded anew when it is asked for again. */
  abandon(): void;
}

/**
 * The loader of what cells import: modules of the project in V8's own module system, followed for changes, and packages by
 * Node. The process has to be started with --experimental-vm-modules.
 */
export function createModules(given: ModulesOptions): Modules {
  const options = { ...given, home: given.home ?? dirname(fileURLToPath(import.meta.url)) };
  const virtual = new Map<string, Transpiled>();
  const isVirtual = (path: string) => virtual.has(path);
  const ledger = createLedger();
  const resolve = createResolve(options, isVirtual);
  // Either of the two asks the other: an ES module may import CommonJS, and that may use `import()`.
  const es = createEsModules({ options, resolve, ledger, virtual, common: () => common });
  const common: CommonModules = createCommonModules({
    options,
    resolve,
    ledger,
    isVirtual,
    importFrom: es.importFrom,
    esModule(key) {
      const namespace = es.namespace(key);
      return namespace && asRequired(namespace);
    },
  });

  function drop(keys: Iterable<string>): void {
    for (const key of ledger.drop(keys)) {
      es.forget(key);
      delete requireCache[key];
    }
  }

  return {
    async import(specifier, { names = [], from } = {}) {
      const resolved = resolve(specifier, from, "import");
      if (from !== undefined && resolved.kind === "project") ledger.imports(from, resolved.key);
      const node = await es.load(resolved);
      const namespace = node.kind === "source" ? node.module.namespace : node.surface.namespace;
      const missing = names.find((name) => !(name in namespace));
      if (missing !== undefined) throw missingName(specifier, missing);
      return namespace;
    },
    require: common.requireFrom(undefined),
    dropChanged: () => drop(ledger.changed()),
    define(path, transpiled) {
      drop([path]);
      virtual.set(path, transpiled);
    },
    abandon() {
      drop(es.unsettled());
      common.abandon();
    },
  };
}
