import { createRequire } from "node:module";
import type * as TypeScript from "typescript";
import { UserError } from "../errors.js";
import type { CodeCell, Notebook } from "../nbformat/index.js";

/** The tag of the cell that declares a notebook's parameters, as papermill has it. */
const TAG = "parameters";

/** The kinds of value that a parameter takes; a "path" is a string that names a file, a "folder" one that names a folder. */
const KINDS = ["string", "number", "boolean", "path", "folder"] as const;
export type Kind = (typeof KINDS)[number];

/** One `const` of the cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  readonly kind: Kind;
  /** Allowed values, where the type is a union of literals. */
  readonly choices?: readonly string[];
  /** The default, as the notebook writes it. */
  readonly written: string;
  /** Where the default stands in the source of its cell, in characters. */
  readonly start: number;
  readonly end: number;
  readonly cellIndex: number;
}

/**
 * The parameters that a notebook declares, in their order; none where no cell has the tag. The type is the declared
 * one (`const n: number = 3`, `const table: Path | undefined = undefined`) or follows from a literal (`const n = 3`).
 * @throws UserError where the cell holds anything but such constants, or two cells have the tag.
 */
export function parametersOf(notebook: Notebook, path: string): Parameter[] {
  const tagged = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && isTagged(cell) ? [{ cell, index }] : [],
  );
  const [only, second] = tagged;
  if (!only) return [];
  if (second) {
    throw new UserError(
      `${path}: cells ${only.index + 1} and ${second.index + 1} both have the tag "${TAG}", expected one.`,
      "Declare all parameters in one cell.",
    );
  }
  return declarations(only.cell.source, only.index, path);
}

function isTagged(cell: CodeCell): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes(TAG);
}

/** Loaded only where a notebook has parameters. */
function typescript(): typeof TypeScript {
  return createRequire(import.meta.url)("typescript");
}

function declarations(source: string, cellIndex: number, path: string): Parameter[] {
  const ts = typescript();
  const file = ts.createSourceFile("parameters.ts", source, ts.ScriptTarget.ES2022, true);
  const refuse = (node: TypeScript.Node, expected: string): never => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const found = node.getText(file).split("\n")[0] ?? "";
    throw new UserError(
      `${path}: cell ${cellIndex + 1} (parameters), line ${line}: found \`${found}\`, expected ${expected}.`,
      "A parameters cell holds constants only: const name: string | number | boolean | Path | Folder = default;",
    );
  };
  return file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return [];
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) {
      return refuse(statement, "a const");
    }
    return statement.declarationList.declarations.map((declaration): Parameter => {
      const { initializer, name, type } = declaration;
      if (!initializer || !ts.isIdentifier(name)) return refuse(declaration, "a name with a default");
      const found = type ? declaredKind(ts, type) : literalKind(ts, initializer);
      if (!found) return refuse(declaration, `a ${KINDS.join(", ")} or literals of one of them`);
      const [start, end] = [initializer.getStart(file), initializer.getEnd()];
      return { name: name.text, ...found, written: source.slice(start, end), start, end, cellIndex };
    });
  });
}

interface Found {
  readonly kind: Kind;
  readonly choices?: readonly string[];
}

function declaredKind(ts: typeof TypeScript, type: TypeScript.TypeNode): Found | undefined {
  const all = ts.isUnionTypeNode(type) ? type.types : [type];
  const nothing = (node: TypeScript.TypeNode) =>
    node.kind === ts.SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword);
  const members = all.filter((node) => !nothing(node));
  const found = members.map((node): Found | undefined => {
    if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: "string" };
    if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number" };
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean" };
    if (ts.isTypeReferenceNode(node) && node.typeName.getText() === "Path") return { kind: "path" };
    if (ts.isTypeReferenceNode(node) && node.typeName.getText() === "Folder") return { kind: "folder" };
    if (!ts.isLiteralTypeNode(node)) return undefined;
    if (ts.isStringLiteral(node.literal)) return { kind: "string", choices: [node.literal.text] };
    if (ts.isNumericLiteral(node.literal)) return { kind: "number", choices: [node.literal.text] };
    return undefined;
  });
  const [first] = found;
  if (!first || found.some((each) => each?.kind !== first.kind)) return undefined;
  const choices = found.flatMap((each) => each?.choices ?? []);
  return choices.length === members.length ? { kind: first.kind, choices } : { kind: first.kind };
}

function literalKind(ts: typeof TypeScript, node: TypeScript.Expression): Found | undefined {
  if (ts.isStringLiteralLike(node)) return { kind: "string" };
  if (ts.isNumericLiteral(node)) return { kind: "number" };
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return { kind: "number" };
  const { TrueKeyword, FalseKeyword } = ts.SyntaxKind;
  return node.kind === TrueKeyword || node.kind === FalseKeyword ? { kind: "boolean" } : undefined;
}
