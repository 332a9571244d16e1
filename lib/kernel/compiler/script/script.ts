import ts from "typescript";
import { parseModule } from "../cell/cell.js";
import { namesIn } from "../cell/names.js";
import { spell } from "../cell/shared-names.js";
import { MARK, SCOPE } from "../contract.js";
import { refuseAssignment } from "./constants.js";
import { writeImport } from "./imports.js";
import { type Mapped, type Rewriting, rewrite } from "./rewriting.js";
import { isName, readScopes } from "./scopes.js";
import { rewriteVariables } from "./variables.js";

/** What is known of a cell beside its JavaScript. */
export interface Surroundings {
  readonly id: string;
  /** The cell's text, to which the map leads. */
  readonly source: string;
  /** The names that the cell's author has declared in it; all others at its top are the compiler's own. */
  readonly declared: ReadonlySet<string>;
  /** Those of them that are enumerations or namespaces: declared again, they begin anew. */
  readonly objects: ReadonlySet<string>;
  /** Variables of earlier cells, and whether they are constants. */
  readonly earlier: ReadonlyMap<string, { readonly isConstant: boolean }>;
  readonly isStrict: boolean;
}

/** A cell as V8's REPL mode takes it. */
export interface Script extends Mapped {
  readonly declared: readonly { readonly name: string; readonly spelled: string }[];
}

/** These stand in the scope's object, unless the notebook has variables of the same names. */
const OF_COMMONJS = ["require", "module", "exports", "__dirname", "__filename"];

/**
 * Makes a script for V8's REPL mode out of a module in JavaScript: imports are awaited at its beginning, everything at the top
 * is declared by `let`, functions before all else, and nothing is exported.
 */
export function writeScript(module: Mapped, surroundings: Surroundings): Script {
  const file = parseModule("cell.js", module.code);
  const { names, walk } = readScopes(file);
  const text = rewrite(module);
  const passedOn = passedOnIn(file);
  const own = new Set([...names, ...passedOn]);
  const spelledAs = (name: string) =>
    surroundings.declared.has(name) ? spell(name) : `${name}${MARK}${surroundings.id.slice(0, 6)}`;
  const constants = constantsIn(file);

  walk((node) => {
    const name = node.text;
    const earlier = surroundings.earlier.get(name);
    if (!own.has(name) && !earlier) {
      if (OF_COMMONJS.includes(name)) rename(node, `${SCOPE}.${name}`, text);
      return;
    }
    const spelled = names.has(name) ? spelledAs(name) : spell(name);
    const isConstant = names.has(name) ? constants.has(name) : (earlier?.isConstant ?? false);
    if (isConstant && refuseAssignment(node, spelled, text)) return;
    if (spelled !== name) rename(node, spelled, text);
  });
  rewriteCalls(file, text);
  // What a script may begin with, a cell ends up with further down.
  if (module.code.startsWith("#!")) text.replace(0, 2, "//");
  const lifted = rewriteVariables(file, surroundings.objects, spelledAs, text);

  if (surroundings.isStrict) text.write('"use strict";\n');
  const functions = file.statements.filter(isNamedFunction);
  const ofFunctions = new Set(functions.map(({ name }) => name.text));
  const fresh = lifted.filter((name) => !ofFunctions.has(name) && !surroundings.earlier.has(name));
  if (fresh.length > 0) text.write(`let ${fresh.map(spelledAs).join(", ")};\n`);
  writeFunctions(functions, spelledAs, text);
  let unnamed = 0;
  for (const statement of file.statements)
    if (ts.isImportDeclaration(statement) || (ts.isExportDeclaration(statement) && statement.moduleSpecifier))
      writeImport(statement, spelledAs, () => spelledAs(`module${unnamed++}`), text);
  for (const statement of file.statements) writeStatement(statement, spelledAs, text);

  const declared = Array.from(own).filter((name) => surroundings.declared.has(name));
  return {
    ...text.finish("cell", surroundings.source),
    declared: declared.map((name) => ({ name, spelled: spell(name) })),
  };
}

type SpelledAs = (name: string) => string;
type NamedFunction = ts.FunctionDeclaration & { readonly name: ts.Identifier };

function isNamedFunction(node: ts.Statement): node is NamedFunction {
  return ts.isFunctionDeclaration(node) && node.name !== undefined;
}

/** Names that the cell exports from other modules: variables of the notebook, like imports. */
function passedOnIn(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier || !statement.exportClause)
      return [];
    const clause = statement.exportClause;
    const names = ts.isNamespaceExport(clause) ? [clause.name] : clause.elements.map(({ name }) => name);
    return names.filter(ts.isIdentifier).flatMap(({ text }) => (text === "default" ? [] : [text]));
  });
}

/** The constants at the top, imports among them. */
function constantsIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const)
      for (const { name } of statement.declarationList.declarations)
        for (const bound of namesIn(name)) names.add(bound);
    if (!ts.isImportDeclaration(statement) || !statement.importClause) continue;
    const { name, namedBindings } = statement.importClause;
    if (name) names.add(name.text);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
    else for (const element of namedBindings?.elements ?? []) names.add(element.name.text);
  }
  return names;
}

function rename(node: ts.Identifier, spelled: string, text: Rewriting): void {
  const { parent } = node;
  const isKey =
    (ts.isShorthandPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) &&
      parent.name === node &&
      ts.isObjectBindingPattern(parent.parent) &&
      !parent.propertyName &&
      !parent.dotDotDotToken);
  text.replace(node.getStart(), node.end, isKey ? `${node.text}: ${spelled}` : spelled);
}

/** `import()` and `import.meta` are the kernel's; what is exported by name is declared only. */
function rewriteCalls(node: ts.Node, text: Rewriting): void {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    text.replace(node.expression.getStart(), node.expression.end, `${SCOPE}.import`);
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    text.replace(node.getStart(), node.end, node.name.text === "meta" ? `${SCOPE}.meta` : `${SCOPE}.import`);
  ts.forEachChild(node, (child) => rewriteCalls(child, text));
}

/**
 * Functions are there before anything runs. One that mentions itself has no name of its own, and calls itself through its
 * variable; any other keeps it, so that its text can be evaluated elsewhere.
 */
function writeFunctions(functions: readonly NamedFunction[], spelledAs: SpelledAs, text: Rewriting): void {
  const declared = new Set<string>();
  for (const node of functions) {
    const name = node.name.text;
    const spelled = spelledAs(name);
    const isAgain = declared.has(name);
    declared.add(name);
    const keepsName = !mentions(node, name);
    const isWrapped = !keepsName && spelled !== name;
    text.write(`${isAgain ? "" : "let "}${spelled} = ${isWrapped ? `{ ${name}: ` : ""}`);
    const start = (
      node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? firstToken(node)
    ).getStart();
    // The rewriting of names has touched the name, too: the parts beside it are taken.
    text.copy(start, node.name.getStart());
    if (keepsName) text.write(name);
    text.copy(node.name.end, node.end);
    text.write(`${isWrapped ? ` }.${name}` : ""};\n`);
  }
}

/** Whether a function may mean itself by its name: it stands in it, or code that is made later could have it. */
function mentions(node: NamedFunction, name: string): boolean {
  const isMention = (inner: ts.Node): boolean =>
    ts.isIdentifier(inner)
      ? inner !== node.name && (inner.text === name || inner.text === "eval") && isName(inner)
      : (ts.forEachChild(inner, isMention) ?? false);
  return isMention(node);
}

function firstToken(node: ts.FunctionDeclaration): ts.Node {
  return node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword) ?? node;
}

function writeStatement(node: ts.Statement, spelledAs: SpelledAs, text: Rewriting): void {
  const start = node.getFullStart();
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || isNamedFunction(node)) {
    text.copy(start, node.getStart());
  } else if (ts.isClassDeclaration(node) && node.name) {
    const keyword = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword) ?? node;
    text.copy(start, node.getStart());
    text.write(`let ${spelledAs(node.name.text)} = `);
    text.copy(keyword.getStart(), node.name.getStart());
    // Inside, the class knows itself by its own name.
    text.write(node.name.text);
    text.copy(node.name.end, node.end);
    text.write(";");
  } else text.copy(start, node.end);
}
