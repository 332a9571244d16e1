import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { compiled } from "./errors.js";

/** What a module's code can ask for while it runs. */
export interface Hooks {
  /** `import.meta.resolve`: an address, or the name of a module of Node's. */
  resolve(specifier: string, from: string): string;
  requireFrom(from: string): NodeJS.Require;
  /** `import()`. */
  importFrom(specifier: string, from: string): Promise<vm.Module>;
}

/** As a text: where it stands in the code, the build puts the place of this file. */
const META = "import.meta";
/** TypeScript that takes these for granted, as in CommonJS, gets them. */
const COMMON: Readonly<Record<string, string>> = {
  require: `const require=${META}.require;delete ${META}.require;`,
  __filename: `const __filename=${META}.filename;`,
  __dirname: `const __dirname=${META}.dirname;`,
};

/**
 * An ES module of the project for V8, not yet linked. Throws a SyntaxError with its place.
 *
 * @param fromTypeScript whether the variables of CommonJS are offered to it
 */
export function sourceModule(
  { file, search, code, compiled: fromTypeScript }: Readonly<SourceText>,
  hooks: Hooks,
): vm.SourceTextModule {
  const build = (prelude: string) =>
    new vm.SourceTextModule(prelude + code, {
      identifier: file + search,
      columnOffset: -prelude.length,
      initializeImportMeta(meta) {
        Object.assign(meta, {
          dirname: dirname(file),
          filename: file,
          resolve: (specifier: string) => hooks.resolve(String(specifier), file),
          url: pathToFileURL(file).href + search,
        });
        if (prelude.includes("meta.require")) Object.assign(meta, { require: hooks.requireFrom(file) });
      },
      importModuleDynamically: (specifier: string) => hooks.importFrom(specifier, file),
    });
  if (fromTypeScript) {
    const used = Object.keys(COMMON).filter((name) => new RegExp(`(?<![.\\w$])${name}\\b`).test(code));
    for (const prelude of used.length > 0 ? preludes(used) : []) {
      try {
        return build(prelude);
      } catch {
        // The module declares one of them by itself, or is wrong in another way.
      }
    }
  }
  return compiled(file, () => build(""));
}

/** All of the names; then each but one. */
function preludes(names: readonly string[]): string[] {
  const join = (some: readonly string[]) => some.map((name) => COMMON[name]).join("");
  const but = names.map((left) => names.filter((name) => name !== left));
  return [names, ...(names.length > 1 ? but : [])].map(join);
}

/** The text of an ES module. */
export interface SourceText {
  readonly file: string;
  readonly search: string;
  readonly code: string;
  readonly compiled: boolean;
}

/** The specifiers that a module imports statically. */
export function specifiersOf(module: vm.SourceTextModule): string[] {
  // Node 24 has the requests with their attributes, and will give up the other.
  const requests: readonly { specifier: string }[] | undefined = Reflect.get(module, "moduleRequests");
  const specifiers = requests ? requests.map(({ specifier }) => specifier) : module.dependencySpecifiers;
  return [...new Set(specifiers)];
}
