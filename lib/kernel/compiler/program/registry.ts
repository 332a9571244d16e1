import ts from "typescript";
import { isInstalled } from "./files.js";

/**
 * A registry of parsed files, shared by all programs of the process, that keeps the declarations of packages when the
 * program that asked for them goes: the next notebook has use for the same. Cells and files of the project go as usual.
 */
export function createRegistry(): ts.DocumentRegistry {
  const registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames);
  /** Declarations of packages are parsed and bound alike under all options. */
  const shared = registry.getKeyForCompilationSettings({});
  const keyOf = (path: ts.Path, key: ts.DocumentRegistryBucketKey) =>
    isInstalled(path) && /\.d\.[cm]?ts$/.test(path) ? shared : key;
  const acquire =
    (way: "acquireDocumentWithKey" | "updateDocumentWithKey"): ts.DocumentRegistry[typeof way] =>
    (name, path, settings, key, ...rest) =>
      registry[way](name, path, settings, keyOf(path, key), ...rest);
  return {
    ...registry,
    acquireDocumentWithKey: acquire("acquireDocumentWithKey"),
    updateDocumentWithKey: acquire("updateDocumentWithKey"),
    releaseDocumentWithKey: ((path: ts.Path, key: ts.DocumentRegistryBucketKey, ...rest: [never, never]) => {
      if (!isInstalled(path)) registry.releaseDocumentWithKey(path, key, ...rest);
    }) as ts.DocumentRegistry["releaseDocumentWithKey"],
  };
}
