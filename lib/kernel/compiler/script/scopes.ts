import ts from "typescript";
import { namesIn } from "../cell/names.js";

/** Where names of JavaScript are declared. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Set<string>;
}

/** A top-level name in its places: where it is declared, read or written. */
export type Use = (identifier: ts.Identifier) => void;

/** The names at the top of a JavaScript module, and a walk over all identifiers that mean them, or no name of it. */
export interface TopLevel {
  readonly names: ReadonlySet<string>;
  /** Calls `use` for each identifier that no inner scope declares. */
  walk(use: Use): void;
}

/** Works out the scopes of a module in JavaScript. */
export function readScopes(file: ts.SourceFile): TopLevel {
  const scopes = new Map<ts.Node, Scope>();
  const top: Scope = { parent: undefined, names: new Set() };
  declareAll(file, top, top, scopes);
  return { names: top.names, walk: (use) => walk(file, top, scopes, use) };
}

/** Nodes that have a scope of their own; a function's block shares that of the function. */
function opensScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isClassLike(node) ||
    (ts.isBlock(node) && !ts.isFunctionLike(node.parent) && !ts.isClassStaticBlockDeclaration(node.parent)) ||
    ts.isCaseBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCatchClause(node)
  );
}

function declareAll(node: ts.Node, block: Scope, body: Scope, scopes: Map<ts.Node, Scope>): void {
  let innerBlock = block;
  let innerBody = body;
  if (opensScope(node)) {
    innerBlock = { parent: block, names: new Set() };
    scopes.set(node, innerBlock);
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) innerBody = innerBlock;
  }
  if (ts.isFunctionDeclaration(node) && node.name) block.names.add(node.name.text);
  else if (ts.isFunctionExpression(node) && node.name) innerBlock.names.add(node.name.text);
  else if (ts.isClassLike(node) && node.name) {
    // A class knows itself by a constant of its own.
    innerBlock.names.add(node.name.text);
    if (ts.isClassDeclaration(node)) block.names.add(node.name.text);
  } else if (ts.isParameter(node)) for (const name of namesIn(node.name)) block.names.add(name);
  else if (ts.isVariableDeclaration(node)) {
    const list = node.parent;
    const isVar = ts.isVariableDeclarationList(list) && !(list.flags & ts.NodeFlags.BlockScoped);
    for (const name of namesIn(node.name)) (isVar ? body : block).names.add(name);
  } else if (ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportSpecifier(node)) {
    if (node.name) block.names.add(node.name.text);
  }
  ts.forEachChild(node, (child) => declareAll(child, innerBlock, innerBody, scopes));
}

function walk(node: ts.Node, scope: Scope, scopes: ReadonlyMap<ts.Node, Scope>, use: Use): void {
  const inner = scopes.get(node) ?? scope;
  ts.forEachChild(node, (child) => {
    if (ts.isIdentifier(child)) {
      if (!isName(child)) return;
      // The name of a declaration belongs to what is around it; that of an expression, to its inside.
      const isOwn = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
      if (!isDeclared(child.text, isOwn && node.name === child ? scope : inner)) use(child);
    } else {
      walk(child, ts.isComputedPropertyName(child) && ts.isFunctionLike(node) ? scope : inner, scopes, use);
    }
  });
}

/** Whether an inner scope declares the name. */
function isDeclared(name: string, scope: Scope): boolean {
  for (let at = scope; at.parent; at = at.parent) if (at.names.has(name)) return true;
  return false;
}

/** Whether an identifier is the name of a variable, and not of a property, a label or an import. */
export function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent)) return parent.name === node;
  if (ts.isExportSpecifier(parent) || ts.isNamespaceExport(parent) || ts.isImportAttribute(parent))
    return false;
  if (ts.isLabeledStatement(parent)) return parent.label !== node;
  if (ts.isBreakOrContinueStatement(parent)) return false;
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isGetAccessorDeclaration(parent) ||
    ts.isSetAccessorDeclaration(parent);
  return !(isMember && parent.name === node);
}
