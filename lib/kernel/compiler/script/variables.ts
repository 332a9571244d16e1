import ts from "typescript";
import { isSharedName } from "../cell/shared-names.js";
import type { Rewriting } from "./rewriting.js";

/**
 * Makes every declaration at the top one by `let`, and every `var` outside of functions an assignment.
 * @param objects names that begin as nothing where they are declared without a value
 * @returns the names that `var` declares, to be declared at the beginning
 */
export function rewriteVariables(
  file: ts.SourceFile,
  objects: ReadonlySet<string>,
  spelledAs: (name: string) => string,
  text: Rewriting,
): string[] {
  const lifted = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) {
      // Their own variables are theirs. What stands in parameters and names of members declares none.
      return;
    }
    if (ts.isVariableDeclarationList(node)) {
      if (!(node.flags & ts.NodeFlags.BlockScoped)) rewriteVar(node, objects, spelledAs, text, lifted);
      else if (ts.isVariableStatement(node.parent) && ts.isSourceFile(node.parent.parent))
        rewriteLet(node, text);
    }
    if (ts.isVariableStatement(node) && ts.isSourceFile(node.parent))
      for (const modifier of node.modifiers ?? [])
        text.replace(modifier.getStart(), node.declarationList.getStart(), "");
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left)
    )
      keepName(node.left.text, node.right, spelledAs, text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return Array.from(lifted);

  function rewriteLet(list: ts.VariableDeclarationList, into: Rewriting): void {
    if (list.flags & ts.NodeFlags.Const)
      into.replace(list.getStart(), list.getStart() + "const".length, "let");
    for (const { name, initializer } of list.declarations)
      if (ts.isIdentifier(name) && initializer) keepName(name.text, initializer, spelledAs, into);
  }
}

function rewriteVar(
  list: ts.VariableDeclarationList,
  objects: ReadonlySet<string>,
  spelledAs: (name: string) => string,
  text: Rewriting,
  lifted: Set<string>,
): void {
  const isHead = !ts.isVariableStatement(list.parent);
  const isLoop = isHead && !ts.isForStatement(list.parent);
  let from = list.getStart();
  let separator = "";
  for (const declaration of list.declarations) {
    const { name, initializer } = declaration;
    const before = separator;
    if (ts.isIdentifier(name)) {
      lifted.add(name.text);
      const begins = objects.has(name.text);
      if (!initializer && !begins && !isLoop) continue;
      text.replace(from, declaration.getStart(), before);
      if (!initializer && begins) text.replace(declaration.end, declaration.end, " = void 0");
      if (initializer) keepName(name.text, initializer, spelledAs, text);
      // `for (async of` would be read as something else.
      if (isLoop && name.text === "async") {
        text.replace(declaration.getStart(), declaration.getStart(), "(");
        text.replace(declaration.end, declaration.end, ")");
      }
    } else {
      addNames(name, lifted);
      text.replace(from, declaration.getStart(), isLoop ? before : `${before}(`);
      if (!isLoop) text.replace(declaration.end, declaration.end, ")");
    }
    from = declaration.end;
    separator = ", ";
  }
  if (from < list.end) text.replace(from, list.end, "");
}

function addNames(pattern: ts.BindingPattern, names: Set<string>): void {
  for (const element of pattern.elements) {
    if (!ts.isBindingElement(element)) continue;
    if (ts.isIdentifier(element.name)) names.add(element.name.text);
    else addNames(element.name, names);
  }
}

/** A function or class without a name takes that of its variable, which must be as its author has written it. */
function keepName(
  name: string,
  value: ts.Expression,
  spelledAs: (name: string) => string,
  text: Rewriting,
): void {
  if (!isSharedName(name) || spelledAs(name) === name || !isUnnamed(value)) return;
  text.replace(value.getStart(), value.getStart(), `{ ${name}: `);
  text.replace(value.end, value.end, ` }.${name}`);
}

function isUnnamed(node: ts.Expression): boolean {
  return (
    ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && !node.name)
  );
}
