import { relative } from "node:path";
import ts from "typescript";
import type { Diagnostic } from "../contract.js";
import { isCellFile } from "./cell.js";

/** `Cannot find name`, in its variants that advise. */
const UNKNOWN_NAMES = [2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2867, 2868];
/** A property or an export that is not known. */
const UNKNOWN_MEMBERS = [2339, 2550, 2551, 2568, 2576, 2694, 2305, 2724, 7017];
/** What is no mistake in a notebook. */
const PASSED_OVER = [
  6133, // declared, and not read yet
  6192,
  6196,
  6198,
  6199,
  7005, // the type of a variable that gets its value in another cell
  7034,
  7022, // a type that refers to itself, as that of a recursive function, which TypeScript gives up to infer
  7023,
  7024,
  7026, // JSX without types for its elements
  7016, // a package without types
  2498, // `export * as` of a module that exports by assignment: Node has a namespace for it
];

/** What TypeScript has against a cell, without what comes from its being a cell. */
export function keepMistakes(
  diagnostics: readonly ts.Diagnostic[],
  file: ts.SourceFile,
  length: number,
): ts.Diagnostic[] {
  return diagnostics.filter((diagnostic) => {
    const { start, code, category } = diagnostic;
    if (category !== ts.DiagnosticCategory.Error || start === undefined || diagnostic.file !== file)
      return false;
    if (start >= length || PASSED_OVER.includes(code)) return false;
    if (!UNKNOWN_NAMES.includes(code) && !UNKNOWN_MEMBERS.includes(code)) return true;
    const node = nodeAt(file, start);
    return (
      !node || !(isAskedFor(node) || (UNKNOWN_NAMES.includes(code) ? isGlobal(node) : isMemberInNode(node)))
    );
  });
}

/** The identifier that begins at a position. */
function nodeAt(file: ts.SourceFile, position: number): ts.Identifier | undefined {
  const find = (node: ts.Node): ts.Identifier | undefined => {
    if (position < node.pos || position >= node.end) return undefined;
    if (ts.isIdentifier(node)) return node.getStart(file) === position ? node : undefined;
    return ts.forEachChild(node, find);
  };
  return find(file);
}

/** Whether the code asks whether there is such a thing: `typeof x`, `a.x === undefined`. */
function isAskedFor(identifier: ts.Identifier): boolean {
  let node: ts.Node = identifier;
  while (
    (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
    ts.isParenthesizedExpression(node.parent)
  )
    node = node.parent;
  const { parent } = node;
  if (ts.isTypeOfExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent) || !ts.isPropertyAccessExpression(node)) return false;
  const { EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken } =
    ts.SyntaxKind;
  const compares = [
    EqualsEqualsToken,
    EqualsEqualsEqualsToken,
    ExclamationEqualsToken,
    ExclamationEqualsEqualsToken,
  ].some((kind) => kind === parent.operatorToken.kind);
  const other = parent.left === node ? parent.right : parent.left;
  return (
    compares &&
    ((ts.isIdentifier(other) && other.text === "undefined") || other.kind === ts.SyntaxKind.NullKeyword)
  );
}

/** Whether the running Node has a global of this name, whatever its types say; the compiler runs in the same. */
function isGlobal(node: ts.Identifier): boolean {
  return node.text in globalThis && !ts.isTypeNode(node.parent);
}

/** Whether a member of a global, or an export of one of Node's modules, is there. */
function isMemberInNode(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent)) {
    const specifier = parent.parent.parent.parent.moduleSpecifier;
    const module = ts.isStringLiteral(specifier) ? builtin(specifier.text) : undefined;
    return has(module, (parent.propertyName ?? parent.name).text);
  }
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.name === node &&
    has(valueIn(parent.expression), node.text)
  );
}

function builtin(specifier: string): unknown {
  return process.getBuiltinModule?.(specifier);
}

/** The value of a global, or of what it holds; getters are not called. */
function valueIn(node: ts.Expression): unknown {
  if (ts.isIdentifier(node)) return node.text === "globalThis" ? globalThis : held(globalThis, node.text);
  return ts.isPropertyAccessExpression(node) ? held(valueIn(node.expression), node.name.text) : undefined;
}

function held(owner: unknown, name: string): unknown {
  return has(owner, name) ? Object.getOwnPropertyDescriptor(owner, name)?.value : undefined;
}

function has(owner: unknown, name: string): owner is object {
  return ((typeof owner === "object" && owner !== null) || typeof owner === "function") && name in owner;
}

/**
 * Diagnostics as the kernel has them, in the order of their places.
 * @param folder the notebook's
 * @param own the file that needs no name
 */
export function toDiagnostics(
  diagnostics: readonly ts.Diagnostic[],
  folder: string,
  own: string,
): Diagnostic[] {
  return diagnostics
    .map((diagnostic) => toDiagnostic(diagnostic, folder, own))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function toDiagnostic(diagnostic: ts.Diagnostic, folder: string, own: string): Diagnostic {
  const { file, start = 0, length = 0, messageText, code } = diagnostic;
  const { line, character } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
  const isOther = file && file.fileName !== own && !isCellFile(file.fileName);
  return {
    line: line + 1,
    column: character + 1,
    ...(isOther ? { file: relative(folder, file.fileName).replaceAll("\\", "/") } : {}),
    message: messageOf(messageText, code),
    code,
    length,
  };
}

/** What Node lacks is no matter of an option. */
const LACKING = [2550, 2568, 2583];

function messageOf(text: string | ts.DiagnosticMessageChain, code: number): string {
  const message = withoutCells(ts.flattenDiagnosticMessageText(text, "\n"));
  if (!LACKING.includes(code)) return message;
  return message.replace(
    / Do you need to change your target library\?.*/s,
    ` Node ${process.versions.node} may not have it.`,
  );
}

/** Types of other cells are named by their names alone. */
export function withoutCells(text: string): string {
  return text.replace(/import\("[^"]*cell-[0-9a-f]{16}\.tslab(?:\.[jt]sx?)?"\)\.?/g, "");
}
