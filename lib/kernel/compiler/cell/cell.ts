import { createHash } from "node:crypto";
import { posix } from "node:path";
import ts from "typescript";
import type { CellRequest, RanCell, Setting } from "../contract.js";
import { type CellMetadata, readMetadata } from "./metadata.js";
import { type CellNames, readNames } from "./names.js";

/** A cell as its text alone says it: what it declares, and which cells it comes after. */
export interface Cell {
  readonly id: string;
  readonly setting: Setting;
  readonly history: readonly RanCell[];
  readonly source: string;
  /** The file as which TypeScript sees it: beside the notebook, and not on disk. Of a module, the file that it stands for. */
  readonly file: string;
  readonly metadata: CellMetadata;
  readonly names: CellNames;
  /** What is wrong with its syntax. */
  readonly syntax: readonly ts.DiagnosticWithLocation[];
  /** Whether types are checked in it. */
  readonly isChecked: boolean;
}

const ENDING = ".tslab";

/** What only strict code may not have: octal numbers and escapes, zeros that lead. */
const OF_STRICT_CODE = [1121, 1487, 1488, 1489];

/** Whether something is wrong in sloppy code, too, which cells in JavaScript are. */
export function isWrongInSloppyCode({ code }: ts.Diagnostic): boolean {
  return !OF_STRICT_CODE.includes(code);
}

/** Whether a file is a cell's. */
export function isCellFile(file: string): boolean {
  return /[\\/]cell-[0-9a-f]{16}\.tslab\.[jt]sx?$/.test(file);
}

/** The id of a cell: the same for the same cell after the same cells. */
export function idOf({ setting, history, source }: CellRequest): string {
  const key = [
    setting.folder,
    setting.language,
    history.map(({ id, reached }) => [id, reached ?? null]),
    source,
  ];
  return createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 16);
}

/** Reads a cell. @param jsx whether JSX is allowed in all cells, and the names of what makes elements */
export function readCell(
  request: CellRequest,
  jsx: { readonly isAllowed: boolean; readonly makers: readonly string[] },
): Cell {
  const { setting, history, source } = request;
  const id = idOf(request);
  const metadata = readMetadata(source);
  const isJavaScript = setting.language === "javascript";
  const ending = `${isJavaScript ? ".js" : ".ts"}${jsx.isAllowed || metadata.jsx ? "x" : ""}`;
  const name = metadata.module ?? `cell-${id}${ENDING}`;
  // As TypeScript writes paths, on all systems.
  const file = posix.join(setting.folder.replaceAll("\\", "/"), name + ending);
  const parsed = parseModule(file, source);
  const syntax = syntaxErrors(parsed);
  const isChecked = !isJavaScript || /^[ \t]*\/\/[ \t]*@ts-check\b/m.test(leadingComments(source));
  return {
    id,
    setting,
    history,
    source,
    file,
    metadata,
    names: readNames(parsed, jsx.makers),
    syntax: isChecked ? syntax : syntax.filter(isWrongInSloppyCode),
    isChecked,
  };
}

/** Parses a text as a module, whatever it imports or exports: `await` is a keyword in it. */
export function parseModule(fileName: string, source: string): ts.SourceFile {
  return ts.createSourceFile(
    fileName,
    source,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      setExternalModuleIndicator: (file) => {
        Object.assign(file, { externalModuleIndicator: file });
      },
    },
    true,
  );
}

/** What the parser has found wrong; TypeScript tells it of programs only. */
export function syntaxErrors(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return "parseDiagnostics" in file ? (file.parseDiagnostics as readonly ts.DiagnosticWithLocation[]) : [];
}

function leadingComments(source: string): string {
  const ranges = ts.getLeadingCommentRanges(source, /^#!.*/.exec(source)?.[0].length ?? 0);
  return source.slice(0, ranges?.at(-1)?.end ?? 0);
}
