import ts from "typescript";
import { isCellFile } from "../cell/cell.js";
import { withoutCells } from "../cell/diagnostics.js";
import type { Inspection } from "../contract.js";
import type { Draft } from "./draft.js";

/** What is known of the name at a position of a cell, or right before it. */
export function inspectAt(draft: Draft, position: number): Inspection {
  const { cell, file, service } = draft;
  for (const at of [position, position - 1]) {
    if (at < 0 || at > cell.source.length) continue;
    const info = service.getQuickInfoAtPosition(file, at);
    if (!info) continue;
    const name = cell.source.slice(info.textSpan.start, info.textSpan.start + info.textSpan.length);
    return toInspection(originOf(draft, name, info) ?? info);
  }
  return null;
}

/** What is known of a name of an earlier cell, where it was declared: there are its comments. */
function originOf(
  { cell, file, visible, service }: Draft,
  name: string,
  info: ts.QuickInfo,
): ts.QuickInfo | undefined {
  const [definition] = service.getDefinitionAtPosition(file, info.textSpan.start) ?? [];
  if (!definition) return undefined;
  if (definition.fileName !== file)
    return isCellFile(definition.fileName)
      ? service.getQuickInfoAtPosition(definition.fileName, definition.textSpan.start)
      : undefined;
  const origin = visible.get(name)?.value;
  if (!origin || definition.textSpan.start < cell.source.length) return undefined;
  const declaration = service.getProgram()?.getSourceFile(origin.cell.file);
  const place = declaration && placeOf(declaration, name, origin.cell.source.length);
  return place === undefined ? undefined : service.getQuickInfoAtPosition(origin.cell.file, place);
}

/** Where a file declares a variable. */
function placeOf(file: ts.SourceFile, name: string, length: number): number | undefined {
  const find = (node: ts.Node): number | undefined => {
    if (node.pos >= length) return undefined;
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isBindingElement(node);
    if (isDeclaration && ts.isIdentifier(node.name) && node.name.text === name)
      return node.name.getStart(file);
    return ts.forEachChild(node, find);
  };
  return find(file);
}

function toInspection({ displayParts, documentation, tags }: ts.QuickInfo): Inspection {
  const text = ts.displayPartsToString(displayParts);
  return {
    // Names of other cells are imported, but nobody has written so.
    signature: withoutCells(text.replace(/^\(alias\) /, "").replace(/\nimport [^\n]*$/, "")),
    documentation: ts.displayPartsToString(documentation),
    tags: (tags ?? []).map(({ name, text: parts }) => `@${name} ${ts.displayPartsToString(parts)}`.trimEnd()),
  };
}
