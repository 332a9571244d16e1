import ts from "typescript";
import { parseModule, syntaxErrors } from "../cell/cell.js";
import type { Completeness, Setting } from "../contract.js";

/** A comment and a template literal without an end go on with more text; a string without one does not. */
const OPEN = [1010, 1160];
const NEVER = [1002];
const INDENT = "  ";

/** Whether a cell could be run as it stands, needs more text to be whole, or never will be. */
export function completenessOf(setting: Setting, source: string): Completeness {
  const errors = syntaxErrors(
    parseModule(setting.language === "javascript" ? "cell.js" : "cell.tsx", source),
  );
  const own = setting.language === "typescript" ? syntaxErrors(parseModule("cell.ts", source)) : errors;
  const found = own.length < errors.length ? own : errors;
  if (found.length === 0) return { status: "complete" };
  const end = source.trimEnd().length;
  // What is wrong first is that the text ends.
  const [first] = found;
  const isOpen = first && !NEVER.includes(first.code) && (OPEN.includes(first.code) || first.start >= end);
  return isOpen ? { status: "incomplete", indent: INDENT.repeat(depthOf(source)) } : { status: "invalid" };
}

/** How many brackets are open at the end. */
function depthOf(source: string): number {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, source);
  const { SyntaxKind } = ts;
  let depth = 0;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if ([SyntaxKind.OpenBraceToken, SyntaxKind.OpenBracketToken, SyntaxKind.OpenParenToken].includes(kind))
      depth++;
    if ([SyntaxKind.CloseBraceToken, SyntaxKind.CloseBracketToken, SyntaxKind.CloseParenToken].includes(kind))
      depth = Math.max(0, depth - 1);
  }
  return depth;
}
