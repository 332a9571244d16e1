import { isBuiltin } from "node:module";
import { resolve as absolute, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCandidates } from "./candidates.js";
import { isInPackage, isProject, realpath, scopeOf } from "./disk.js";
import { coded, type Mode, nameOf, notFound } from "./errors.js";
import type { ModulesOptions } from "./options.js";
import { entryOf, packageFolder, partsOf, targetOf } from "./packages.js";

/** What a specifier means. `key` is the same for the same module. */
export type Resolved =
  | { readonly kind: "builtin"; readonly key: string; readonly name: string }
  | { readonly kind: "substitute"; readonly key: string; readonly object: object }
  | {
      /** A module of the project is loaded here, one of a package by Node. */
      readonly kind: "project" | "package";
      readonly key: string;
      readonly file: string;
      /** "?…" and "#…" of an address: the same file with another is another module. */
      readonly search: string;
    };

/** @param from the importing file; `undefined` for the notebook */
export type Resolve = (specifier: string, from: string | undefined, mode: Mode) => Resolved;

const SYNC = process.features.require_module === true ? ["module-sync"] : [];
const CONDITIONS = {
  import: new Set(["node", "import", ...SYNC]),
  require: new Set(["node", "require", ...SYNC]),
};

function addressed(specifier: string, from: string): { path: string; search: string } | undefined {
  const [, bare = "", search = ""] = /^([^?#]*)(.*)$/s.exec(specifier) ?? [];
  if (specifier.startsWith("file:")) {
    const url = new URL(specifier);
    return { path: fileURLToPath(url), search: url.search + url.hash };
  }
  if (/^\.{1,2}(?:\/|$)/.test(bare)) return { path: absolute(dirname(from), bare), search };
  return isAbsolute(bare) ? { path: bare, search } : undefined;
}

/** Finds the modules that specifiers mean, by TypeScript's bundler rules for the project and by Node's for packages. */
export function createResolve(
  options: ModulesOptions & { readonly home: string },
  isVirtual: (path: string) => boolean,
): Resolve {
  const place = join(options.folder, "notebook");
  const fallback = join(options.home, "notebook");

  const { fileOf, entryOf: mainOf } = createCandidates(isVirtual, (kind, path) => {
    if (!isInPackage(path)) options.note(kind, path);
  });

  function found(path: string, search = "", look = fileOf): Resolved | undefined {
    const file = look(absolute(path));
    if (file === undefined) return undefined;
    const real = isVirtual(file) ? file : realpath(file);
    return { kind: isProject(real) ? "project" : "package", key: real + search, file: real, search };
  }

  /** In the node_modules around `from`. */
  function inPackages(specifier: string, from: string, mode: Mode, importer: string): Resolved | undefined {
    const parts = partsOf(specifier);
    const folder = parts && packageFolder(parts.name, from);
    if (parts === undefined || folder === undefined) return undefined;
    // What a package offers to require alone is better than nothing.
    const conditions = mode === "import" ? [CONDITIONS.import, CONDITIONS.require] : [CONDITIONS.require];
    const paths = conditions.map((set) => entryOf(folder, parts.subpath, set));
    const path = paths.find((one) => one !== null);
    if (path == null) {
      const asked = parts.subpath === "." ? "main entry" : `subpath "${parts.subpath}"`;
      throw coded(
        "ERR_PACKAGE_PATH_NOT_EXPORTED",
        `The package "${parts.name}" does not export its ${asked}, imported from ${importer}`,
      );
    }
    const module = found(path, "", path === folder ? mainOf : fileOf);
    if (module?.kind === "project" || module?.kind === "package")
      options.notePackage(parts.name, module.file);
    return module;
  }

  /** By the `imports` of the package.json that holds for `from`. */
  function ofImports(specifier: string, from: string, mode: Mode, importer: string): Resolved | undefined {
    const scope = scopeOf(from);
    const map = scope?.manifest.imports;
    if (scope === undefined || typeof map !== "object" || map === null) return undefined;
    options.note("file", join(scope.folder, "package.json"));
    const target = targetOf(map, specifier, CONDITIONS[mode]);
    if (!target) return undefined;
    if (target.startsWith("./")) return found(join(scope.folder, target));
    return isBuiltin(target)
      ? builtin(target)
      : inPackages(target, join(scope.folder, "package.json"), mode, importer);
  }

  function builtin(specifier: string): Resolved {
    const name = specifier.replace(/^node:/, "");
    options.noteBuiltin(name);
    return { kind: "builtin", key: `node:${name}`, name: specifier };
  }

  return (specifier, from, mode) => {
    const importing = from ?? place;
    const importer = nameOf(from, options.folder);
    const object = options.substitutes?.get(specifier);
    if (object !== undefined) return { kind: "substitute", key: `substitute:${specifier}`, object };
    const address = addressed(specifier, importing);
    let module: Resolved | undefined;
    if (address) module = found(address.path, address.search);
    else {
      for (const mapped of options.paths?.(specifier, importing) ?? []) {
        module = found(mapped);
        if (module !== undefined) break;
      }
      if (module === undefined && isBuiltin(specifier)) return builtin(specifier);
      module ??= specifier.startsWith("#")
        ? ofImports(specifier, importing, mode, importer)
        : (inPackages(specifier, importing, mode, importer) ??
          // A notebook may lie anywhere.
          inPackages(specifier, fallback, mode, importer));
    }
    if (module === undefined) throw notFound(specifier, importer, mode);
    return module;
  };
}
