import { dirname, join, relative } from "node:path";
import ts from "typescript";
import type { Look, PathsOption, Setting } from "../contract.js";
import { running } from "../running.js";
import type { Files } from "./files.js";
import { pathsOf } from "./paths.js";

/** What cells and modules of a folder are compiled under. */
export interface Options {
  readonly compiler: ts.CompilerOptions;
  /** Whether the tsconfig.json asks for JSX, and the names of what makes elements. */
  readonly jsx: { readonly isAllowed: boolean; readonly makers: readonly string[] };
  readonly paths: PathsOption | undefined;
  readonly notices: readonly string[];
  readonly looks: readonly Look[];
}

/** What a tsconfig.json says about the output of a build, or what would stand in a cell's way: passed over in silence. */
const OF_BUILDS = [
  "allowJs",
  "checkJs",
  "composite",
  "declaration",
  "declarationDir",
  "declarationMap",
  "disableSizeLimit",
  "emitBOM",
  "emitDeclarationOnly",
  "importHelpers",
  "incremental",
  "inlineSourceMap",
  "inlineSources",
  "isolatedDeclarations",
  "isolatedModules",
  "mapRoot",
  "maxNodeModuleJsDepth",
  "noCheck",
  "noEmit",
  "noEmitHelpers",
  "noEmitOnError",
  "noResolve",
  "noUncheckedSideEffectImports",
  "noUnusedLocals",
  "noUnusedParameters",
  "outDir",
  "outFile",
  "plugins",
  "preserveConstEnums",
  "removeComments",
  "rewriteRelativeImportExtensions",
  "rootDir",
  "sourceRoot",
  "tsBuildInfoFile",
  "verbatimModuleSyntax",
] as const;

/** What every cell is compiled under, whatever the tsconfig.json says. */
const FIXED: ts.CompilerOptions = {
  // What newer versions have and V8 lacks, decorators and `using`, is written out in the older language.
  target: ts.ScriptTarget.ES2025,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  allowJs: true,
  allowSyntheticDefaultImports: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  esModuleInterop: true,
  ignoreDeprecations: "6.0",
  newLine: ts.NewLineKind.LineFeed,
  preserveConstEnums: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  sourceMap: true,
};

/** Reads the options of a folder from the nearest tsconfig.json; without one, cells are strict. */
export function readOptions(setting: Setting, files: Files): Options {
  const { result, looks } = files.watch(() => {
    const config = nearest(setting.folder, files);
    if (config === undefined) return { given: {}, notices: [] };
    return readConfig(config, setting.folder, files);
  });
  const { given, notices } = result;
  const asked = given.jsx !== undefined;
  const { jsx } = given;
  const compiler: ts.CompilerOptions = {
    strict: true,
    lib: given.lib ?? [...running().library],
    ...Object.fromEntries(
      Object.entries(given).filter(([name]) => !OF_BUILDS.some((passed) => passed === name)),
    ),
    ...FIXED,
    // Nothing comes after the compiler that could read JSX.
    jsx:
      jsx === ts.JsxEmit.React || jsx === ts.JsxEmit.ReactJSXDev || !asked
        ? (jsx ?? ts.JsxEmit.React)
        : ts.JsxEmit.ReactJSX,
    types: Array.from(new Set(["node", ...(given.types ?? [])])),
  };
  const makers = [given.jsxFactory, given.jsxFragmentFactory, given.reactNamespace].flatMap((name) =>
    name === undefined ? [] : name.split(".").slice(0, 1),
  );
  return {
    compiler,
    jsx: { isAllowed: asked && jsx !== ts.JsxEmit.None, makers },
    paths: pathsOf(given),
    notices,
    looks,
  };
}

function nearest(folder: string, files: Files): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "tsconfig.json");
    if (files.isFile(file)) return file;
    if (at === dirname(at)) return undefined;
  }
}

interface Given {
  readonly given: ts.CompilerOptions;
  readonly notices: readonly string[];
}

/** "No inputs were found": which files a project has is no matter here, and they are not looked for. */
const NO_INPUTS = [18002, 18003];

function readConfig(config: string, folder: string, files: Files): Given {
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    fileExists: files.isFile,
    readFile: files.read,
    readDirectory: () => [],
  };
  const source = ts.readJsonConfigFile(config, files.read);
  const parsed = ts.parseJsonSourceFileConfigFileContent(source, host, dirname(config), {}, config);
  const name = relative(folder, config).replaceAll("\\", "/");
  const error = [...syntaxOf(source), ...parsed.errors].find(
    ({ category, code }) => category === ts.DiagnosticCategory.Error && !NO_INPUTS.includes(code),
  );
  const notices: string[] = [];
  if (error)
    notices.push(`${name}${placeOf(error)}: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`);
  const overruled = overruledIn(parsed.options);
  if (overruled.length > 0) notices.push(`${name}: ${overruled.join(", ")} cannot be heeded by notebooks.`);
  return { given: parsed.options, notices };
}

function syntaxOf(source: ts.TsConfigSourceFile): readonly ts.Diagnostic[] {
  return "parseDiagnostics" in source ? (source.parseDiagnostics as readonly ts.Diagnostic[]) : [];
}

function placeOf({ file, start }: ts.Diagnostic): string {
  if (!file || start === undefined) return "";
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `:${line + 1}:${character + 1}`;
}

/** The options that a reader of the tsconfig.json would miss, as they are written there. */
function overruledIn(given: ts.CompilerOptions): string[] {
  const found: string[] = [];
  const { CommonJS, AMD, UMD, System } = ts.ModuleKind;
  if (given.module !== undefined && [CommonJS, AMD, UMD, System].includes(given.module))
    found.push(`module ${ts.ModuleKind[given.module]}`);
  const { Classic, Node10 } = ts.ModuleResolutionKind;
  if (given.moduleResolution !== undefined && [Classic, Node10].includes(given.moduleResolution))
    found.push(`moduleResolution ${ts.ModuleResolutionKind[given.moduleResolution]}`);
  if (given.target !== undefined && given.target < ts.ScriptTarget.ES2020)
    found.push(`target ${ts.ScriptTarget[given.target]}`);
  if (given.esModuleInterop === false) found.push("esModuleInterop false");
  if (given.noLib) found.push("noLib");
  return found;
}
