import { dirname, join } from "node:path";
import ts from "typescript";
import type { Look } from "../contract.js";
import { type Files, isInstalled } from "./files.js";

/** What a specifier leads to, and the looks outside of node_modules that it took to find out. */
interface Found<Result> {
  result: Result;
  looks: readonly Look[];
  /** Whether there might be more to find, when it is installed. */
  isOpen: boolean;
  readonly search: () => Searched<Result>;
}

interface Searched<Result> {
  readonly result: Result;
  readonly isOpen: boolean;
}

type Module = ts.ResolvedModuleWithFailedLookupLocations;
type Types = ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations;

/** Finds modules and types for the files of a folder's programs. */
export interface Resolver {
  module(specifier: string, from: string, mode: ts.ResolutionMode): Module;
  types(name: string, from: string, mode: ts.ResolutionMode): Types;
  /** The looks that the imports of a file have taken. */
  looksOf(file: string): readonly Look[];
  /** The files that a file's imports and references to types have led to. */
  importsOf(file: string): readonly string[];
  /** Searches anew for what rests on a changed look, and for what was not found; says whether anything comes out otherwise. */
  refresh(isChanged: (look: Look) => boolean): boolean;
}

/**
 * @param modules texts of modules that cells have made, by their files
 * @param near folders whose packages are the last that are looked at
 */
export function createResolver(
  files: Files,
  options: ts.CompilerOptions,
  folder: string,
  near: readonly string[],
  modules: ReadonlyMap<string, unknown>,
): Resolver {
  const found = new Map<string, Found<Module>>();
  const foundTypes = new Map<string, Found<Types>>();
  const ofFile = new Map<string, Set<Found<Module> | Found<Types>>>();
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => modules.has(path) || files.isFile(path),
    directoryExists: files.isFolder,
    readFile: files.read,
    realpath: files.realpath,
    getDirectories: files.foldersIn,
    getCurrentDirectory: () => folder,
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
  };
  const remember = <Result extends Module | Types>(
    map: Map<string, Found<Result>>,
    key: string,
    search: () => Searched<Result>,
  ): Found<Result> => {
    let entry = map.get(key);
    if (!entry) {
      const { result, looks } = files.watch(search);
      entry = { ...result, looks, search };
      map.set(key, entry);
    }
    return entry;
  };
  const attach = (containing: string, entry: Found<Module> | Found<Types>) =>
    ofFile.set(containing, (ofFile.get(containing) ?? new Set()).add(entry));
  return {
    module(specifier, containing, mode) {
      const from = dirname(containing);
      const entry = remember(found, `${from} ${mode} ${specifier}`, () => {
        const look = (file: string) =>
          ts.resolveModuleName(specifier, file, options, host, undefined, undefined, mode);
        let result = look(containing);
        const isOfPackage = !/^(?:\.|\/|[a-z]:|#)/i.test(specifier);
        for (const last of isOfPackage && !isInstalled(containing) ? near : [])
          if (!result.resolvedModule) result = look(join(last, "index.ts"));
        const isOpen = !result.resolvedModule || /\.[cm]?jsx?$/.test(result.resolvedModule.resolvedFileName);
        return { result, isOpen: isOpen && !isInstalled(containing) };
      });
      attach(containing, entry);
      return entry.result;
    },
    types(name, containing, mode) {
      // One set of Node's types for all that a program has.
      const asking = name === "node" ? join(folder, "index.ts") : containing;
      const from = dirname(asking);
      const entry = remember(foundTypes, `${from} ${mode} ${name}`, () => {
        const look = (file: string) =>
          ts.resolveTypeReferenceDirective(name, file, options, host, undefined, undefined, mode);
        let result = look(asking);
        for (const last of isInstalled(asking) ? [] : near)
          if (!result.resolvedTypeReferenceDirective?.resolvedFileName) result = look(join(last, "index.ts"));
        return { result, isOpen: !result.resolvedTypeReferenceDirective && !isInstalled(asking) };
      });
      attach(containing, entry);
      return entry.result;
    },
    looksOf(file) {
      return Array.from(ofFile.get(file) ?? []).flatMap(({ looks }) => looks);
    },
    importsOf(file) {
      return Array.from(ofFile.get(file) ?? []).flatMap(({ result }) => targetOf(result) ?? []);
    },
    refresh(isChanged) {
      let isOther = false;
      const renew = <Result extends Module | Types>(entry: Found<Result>) => {
        if (!entry.isOpen && !entry.looks.some(isChanged)) return;
        const before = targetOf(entry.result);
        const { result, looks } = files.watch(entry.search);
        Object.assign(entry, result, { looks });
        if (targetOf(entry.result) !== before) isOther = true;
      };
      for (const entry of found.values()) renew(entry);
      for (const entry of foundTypes.values()) renew(entry);
      return isOther;
    },
  };
}

function targetOf(result: Module | Types): string | undefined {
  return "resolvedTypeReferenceDirective" in result
    ? result.resolvedTypeReferenceDirective?.resolvedFileName
    : result.resolvedModule?.resolvedFileName;
}
