import { createRequire, Module } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import { scopeOf } from "./disk.js";
import { ofCommon, ofNamespace, type Surface } from "./interop.js";

/** Node's own `require`, for what is given by its path. */
export const nodeRequire: NodeJS.Require = createRequire(join(process.cwd(), "notebook"));

/** The modules that `require` has loaded, by file. */
export const requireCache: Partial<Record<string, NodeModule>> = Reflect.get(Module, "_cache");

/** Errors of `require` that say: this is a module for `import` alone. */
const FOR_IMPORT = new Set(["ERR_REQUIRE_ESM", "ERR_REQUIRE_ASYNC_MODULE"]);

const isForImport = (error: unknown): boolean =>
  error instanceof Error && FOR_IMPORT.has(String(Reflect.get(error, "code")));

/** Whether Node reads a file by `require` (CommonJS, JSON, native code), or finds it out by doing so. */
function isCommon(file: string): boolean {
  if (/\.(?:cjs|json|node)$/.test(file)) return true;
  return !/\.(?:mjs|wasm)$/.test(file) && scopeOf(file)?.manifest.type !== "module";
}

/** A module of a package, loaded by Node: one and the same for `import` and `require` here and inside of packages. */
export async function loadPackage(file: string, search: string): Promise<Surface> {
  if (search === "" && isCommon(file)) {
    try {
      const exports: unknown = nodeRequire(file);
      if (!types.isModuleNamespaceObject(exports)) return ofCommon(exports);
    } catch (error) {
      if (!isForImport(error)) throw error;
    }
  }
  return ofNamespace(await import(pathToFileURL(file).href + search));
}
