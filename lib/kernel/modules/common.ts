import { createRequire, Module } from "node:module";
import { basename, dirname, join } from "node:path";
import vm from "node:vm";
import type { Transpiled } from "../compiler/contract.js";
import { handOver } from "../patches/extensions.js";
import { isProject, isSource, scopeOf, textOf } from "./disk.js";
import { coded, compiled, nameOf } from "./errors.js";
import type { Ledger } from "./ledger.js";
import { nodeRequire, requireCache } from "./native.js";
import type { ModulesOptions } from "./options.js";
import type { Resolve } from "./resolve.js";

/** CommonJS and JSON of the project: loaded at once, kept in `require.cache`. */
export interface CommonModules {
  /** @param from the file to which it belongs; `undefined` for the notebook */
  requireFrom(from: string | undefined): NodeJS.Require;
  /** The `module.exports` of a file of the project. */
  load(file: string): unknown;
  /** Whether a file is loaded as CommonJS. */
  has(file: string): boolean;
  /** To be called after an interrupt: forgets what was being loaded, of packages too. */
  abandon(): void;
}

interface Surroundings {
  readonly options: ModulesOptions;
  readonly resolve: Resolve;
  readonly ledger: Ledger;
  /** `import()` in the code of a file. */
  importFrom(specifier: string, from: string): Promise<vm.Module>;
  /** The ES module of a file, where it is loaded already. */
  esModule(key: string): object | undefined;
  isVirtual(path: string): boolean;
}

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];

/** Whether code can be CommonJS: it is no ES module by its syntax. */
export function isCommonCode(code: string): boolean {
  try {
    vm.compileFunction(withoutHashbang(code), PARAMETERS);
    return true;
  } catch {
    return false;
  }
}

const withoutHashbang = (code: string) => (code.startsWith("#!") ? `//${code}` : code);

export function createCommonModules(surroundings: Surroundings): CommonModules {
  const { options, resolve, ledger } = surroundings;
  let isOwnRequire = false;
  /** Stands as `module.parent`, by which some scripts see that they are not run by themselves. */
  const notebook = new Module(join(options.folder, "notebook"));

  function sourceOf(file: string): Transpiled | { code: string; map?: undefined } {
    if (!isSource(file) && !file.endsWith(".mjs")) {
      const code = withoutHashbang(textOf(file));
      const type = scopeOf(file)?.manifest.type;
      const isCommon = file.endsWith(".cjs") || type === "commonjs";
      if (isCommon || !file.endsWith(".js") || (type !== "module" && isCommonCode(code))) return { code };
    }
    return options.transpileSync(file);
  }

  function run(module: NodeModule, file: string): void {
    ledger.loading(file, file);
    options.note("file", file);
    const { code, map } = sourceOf(file);
    if (map !== undefined) options.onSource(file, code, map);
    const compile = () =>
      vm.compileFunction(code, PARAMETERS, {
        filename: file,
        importModuleDynamically: (specifier: string) => surroundings.importFrom(specifier, file),
      });
    if (map !== undefined && !isCommonCode(code)) {
      const name = nameOf(file, options.folder);
      throw coded(
        "ERR_REQUIRE_ASYNC_MODULE",
        `require() cannot load "${name}", which uses top-level await or import.meta: use import instead`,
      );
    }
    const call = compiled(file, compile);
    Reflect.apply(call, module.exports, [module.exports, requireFrom(file), module, file, dirname(file)]);
  }

  function load(file: string): unknown {
    const known = requireCache[file];
    if (known) return known.exports;
    const es = surroundings.esModule(file);
    if (es) return es;
    if (surroundings.isVirtual(file)) {
      const name = nameOf(file, options.folder);
      throw coded("ERR_REQUIRE_ESM", `"${name}" is a module made by a cell: use import instead of require`);
    }
    if (/\.(?:json|node|wasm)$/.test(file)) {
      ledger.loading(file, file);
      options.note("file", file);
      isOwnRequire = true;
      try {
        return nodeRequire(file);
      } finally {
        isOwnRequire = false;
      }
    }
    const module = new Module(file, notebook);
    // It would keep every module that there has ever been.
    notebook.children.length = 0;
    module.filename = file;
    module.paths = nodeRequire.resolve.paths(basename(file)) ?? [];
    requireCache[file] = module;
    try {
      run(module, file);
      module.loaded = true;
    } catch (error) {
      delete requireCache[file];
      throw error;
    }
    return module.exports;
  }

  function requireFrom(from: string | undefined): NodeJS.Require {
    const native = createRequire(from ?? join(options.folder, "notebook"));
    const find = (specifier: string) => {
      const module = resolve(specifier, from, "require");
      if (module.kind === "project" && from !== undefined) ledger.imports(from, module.key);
      return module;
    };
    const require = (specifier: string): unknown => {
      // Node has an error of its own for these.
      if (typeof specifier !== "string" || specifier === "") return native(specifier);
      const module = find(specifier);
      if (module.kind === "substitute") return module.object;
      if (module.kind === "builtin") return nodeRequire(module.name);
      return module.kind === "project" ? load(module.file) : nodeRequire(module.file);
    };
    const resolved = (specifier: string, asked?: { paths?: string[] }): string => {
      if (asked?.paths) return native.resolve(specifier, asked);
      const module = find(specifier);
      if (module.kind === "substitute") return specifier;
      return module.kind === "builtin" ? module.name : module.file;
    };
    return Object.assign(require, {
      resolve: Object.assign(resolved, { paths: native.resolve.paths }),
      cache: native.cache,
      extensions: native.extensions,
      main: native.main,
    });
  }

  handOver((module, file) => {
    if (!isProject(file)) return false;
    if (!isOwnRequire) ledger.importedUnseen(file);
    if (file.endsWith(".json")) {
      ledger.loading(file, file);
      return false;
    }
    run(module, file);
    return true;
  });

  return {
    requireFrom,
    load,
    has: (file) => requireCache[file] !== undefined,
    abandon() {
      for (const [file, module] of Object.entries(requireCache)) {
        if (module?.loaded === false) delete requireCache[file];
      }
    },
  };
}
