import ts from "typescript";
import { isInstalled } from "./files.js";

/**
 * A registry of parsed files, shared by all programs of the process, that keeps the declarations of packages when the
 * program that asked for them goes: the next notebook has use for the same. Cells and files of the project go as usual.
 * @param documentation whether comments are read
 */
export function createRegistry(documentation: boolean): ts.DocumentRegistry {
  const registry = ts.createDocumentRegistry(
    ts.sys.useCaseSensitiveFileNames,
    undefined,
    parsingMode(documentation),
  );
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

/** How much of comments is read: all, or what types and mistakes need. */
export function parsingMode(documentation: boolean): ts.JSDocParsingMode {
  return documentation ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseForTypeErrors;
}
