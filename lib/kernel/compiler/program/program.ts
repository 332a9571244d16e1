import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import ts from "typescript";
import { isCellFile } from "../cell/cell.js";
import type { Look } from "../contract.js";
import { type Files, isInstalled } from "./files.js";
import { createResolver, type Resolver } from "./resolver.js";

/** A program of cells and what they import, that is changed from request to request. */
export interface CellProgram {
  /** Makes it a program of these files. Texts are those of files that are not on disk, cells and modules made by cells. */
  update(roots: readonly string[], texts: ReadonlyMap<string, string>): void;
  /** The files that it was made for. */
  readonly roots: readonly string[];
  readonly service: ts.LanguageService;
  /** TypeScript's program of the moment. */
  program(): ts.Program;
  /**
   * Looks at the files again; says whether any import leads elsewhere.
   * @param isChanged which looks have come out otherwise than before, if any have
   */
  refresh(isChanged?: (look: Look) => boolean): boolean;
  /** What some files rest on, directly or not, outside of node_modules. */
  looksOf(files: readonly string[]): readonly Look[];
  /** The files that declare anything for the whole program, among those that some files need. */
  globalsOf(files: readonly string[]): ReadonlySet<string>;
  dispose(): void;
}

/** What a program is made under. */
export interface ProgramSetting {
  readonly folder: string;
  readonly options: ts.CompilerOptions;
  /** Folders whose packages are the last that are looked at. */
  readonly near: readonly string[];
  readonly files: Files;
  readonly registry: ts.DocumentRegistry;
}

/** Makes an empty program. */
export function createCellProgram(setting: ProgramSetting): CellProgram {
  const { folder, options, near, files, registry } = setting;
  const texts = new Map<string, { readonly text: string; readonly version: string }>();
  let roots: readonly string[] = [];
  let version = 0;
  let resolver: Resolver = createResolver(files, options, folder, near, texts);
  let isResolvedAnew = false;

  const isFile = (path: string) => path === GLOBALS || texts.has(path) || files.isFile(path);
  // The last two are asked for, and not among what TypeScript declares.
  const host: ts.LanguageServiceHost & { hasInvalidatedResolutions(path: string): boolean } = {
    getCompilationSettings: () => options,
    getProjectVersion: () => String(version),
    getScriptFileNames: () => [GLOBALS, ...roots],
    getScriptVersion: (name) => texts.get(name)?.version ?? (isInstalled(name) ? "1" : files.stamp(name)),
    getScriptSnapshot: (name) => {
      if (name === GLOBALS) return ts.ScriptSnapshot.fromString(GLOBALS_TEXT);
      // What packages declare has been parsed for another notebook, most of the time.
      if (isInstalled(name)) return files.isFile(name) ? readLater(() => files.read(name) ?? "") : undefined;
      const text = texts.get(name)?.text ?? files.read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    fileExists: isFile,
    readFile: files.read,
    directoryExists: files.isFolder,
    getDirectories: files.foldersIn,
    realpath: files.realpath,
    readDirectory: ts.sys.readDirectory,
    resolveModuleNameLiterals: (literals, containing, _redirect, _options, file) =>
      literals.map((literal) =>
        resolver.module(literal.text, containing, ts.getModeForUsageLocation(file, literal, options)),
      ),
    resolveTypeReferenceDirectiveReferences: (references, containing, _redirect, _options, file) =>
      references.map((reference) =>
        typeof reference === "string"
          ? resolver.types(reference, containing, undefined)
          : resolver.types(
              reference.fileName,
              containing,
              ts.getModeForFileReference(reference, file?.impliedNodeFormat),
            ),
      ),
    hasInvalidatedResolutions: (path) => isResolvedAnew && !isInstalled(path),
  };
  const service = ts.createLanguageService(host, registry);

  /** All files that some files need, with themselves. */
  const closureOf = (from: readonly string[]): ReadonlySet<string> => {
    const program = currentProgram();
    const seen = new Set<string>();
    const open = [...from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const target of resolver.importsOf(name)) open.push(target);
      for (const { fileName } of program.getSourceFile(name)?.referencedFiles ?? [])
        open.push(resolve(dirname(name), fileName));
    }
    return seen;
  };
  const currentProgram = (): ts.Program => {
    const program = service.getProgram();
    isResolvedAnew = false;
    if (!program) throw new Error("TypeScript gives no program.");
    return program;
  };

  return {
    get roots() {
      return roots;
    },
    service,
    program: currentProgram,
    update(newRoots, newTexts) {
      const isSame =
        newRoots.length === roots.length &&
        newRoots.every(
          (root, index) => roots[index] === root && texts.get(root)?.text === newTexts.get(root),
        );
      if (isSame) return;
      const modules = (names: Iterable<string>) =>
        Array.from(names)
          .filter((name) => !isCellFile(name))
          .join("\n");
      const before = modules(texts.keys());
      for (const name of texts.keys()) if (!newTexts.has(name)) texts.delete(name);
      for (const [name, text] of newTexts) {
        const kept = texts.get(name);
        if (kept?.text !== text) texts.set(name, { text, version: versionOf(text) });
      }
      if (modules(texts.keys()) !== before) {
        // A module that a cell has made may stand where there was none, or another.
        resolver = createResolver(files, options, folder, near, texts);
        isResolvedAnew = true;
      }
      roots = [...newRoots];
      version++;
    },
    refresh(isChanged) {
      const isOther = resolver.refresh(isChanged ?? (() => false));
      if (isOther) isResolvedAnew = true;
      if (isOther || isChanged) version++;
      return isOther;
    },
    looksOf(from) {
      const looks = new Map<string, Look>();
      const add = (look: Look) => looks.set(look.join(" "), look);
      for (const file of closureOf([...from, ...automaticTypes(folder)])) {
        for (const look of resolver.looksOf(file)) add(look);
        if (!texts.has(file) && !isInstalled(file) && !file.endsWith(AUTOMATIC)) add(["file", file]);
      }
      return Array.from(looks.values());
    },
    globalsOf(from) {
      const program = currentProgram();
      const found = new Set<string>();
      for (const name of closureOf(from)) {
        const file = program.getSourceFile(name);
        if (file && declaresGlobals(file)) found.add(name);
      }
      return found;
    },
    dispose: () => service.dispose(),
  };
}

/** Declares what the kernel adds to Node's globals. It stands where packages stand, and nowhere on disk. */
const GLOBALS = "/node_modules/tslab-kernel/globals.d.ts";
const GLOBALS_TEXT = `/** Asks whoever sits at the notebook for a line of text; null where none is given. */
declare function prompt(message?: string, initial?: string): string | null;
/** Asks whoever sits at the notebook for yes or no. */
declare function confirm(message?: string): boolean;
/** Waits until whoever sits at the notebook has read the message. */
declare function alert(message?: string): void;
`;

/** The text of a file, read when it is asked for. */
function readLater(read: () => string): ts.IScriptSnapshot {
  let text: string | undefined;
  const whole = () => {
    text ??= read();
    return text;
  };
  return {
    getText: (start, end) => whole().slice(start, end),
    getLength: () => whole().length,
    getChangeRange: () => undefined,
  };
}

/** Files of one name are shared by all programs: the version says which text it is. */
function versionOf(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}

const AUTOMATIC = "__inferred type names__.ts";

/** The file from which TypeScript asks for the types that the options name. */
function automaticTypes(folder: string): readonly string[] {
  return [`${folder.replaceAll("\\", "/")}/${AUTOMATIC}`];
}

const ofFile = new WeakMap<ts.SourceFile, boolean>();

/** Whether a file declares anything beyond itself: globals, parts of other modules, a library. */
function declaresGlobals(file: ts.SourceFile): boolean {
  const known = ofFile.get(file);
  if (known !== undefined) return known;
  const declares =
    (!ts.isExternalModule(file) && !file.fileName.endsWith(".json")) ||
    file.libReferenceDirectives.length > 0 ||
    file.statements.some(
      (statement) =>
        ts.isNamespaceExportDeclaration(statement) ||
        (ts.isModuleDeclaration(statement) &&
          (ts.isStringLiteral(statement.name) || Boolean(statement.flags & ts.NodeFlags.GlobalAugmentation))),
    );
  ofFile.set(file, declares);
  return declares;
}
