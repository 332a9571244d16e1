import ts from "typescript";
import { SCOPE } from "../contract.js";
import type { Rewriting } from "./rewriting.js";

const SHORT_CIRCUIT: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, "&&"],
  [ts.SyntaxKind.BarBarEqualsToken, "||"],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, "??"],
]);

/**
 * Makes an assignment to a constant throw as it would: all variables of cells can be assigned to in V8's eyes. What is
 * assigned is worked out before.
 * @returns whether the identifier stands where something is assigned to it
 */
export function refuseAssignment(node: ts.Identifier, spelled: string, text: Rewriting): boolean {
  const target = withParentheses(node);
  const { parent } = target;
  const thrown = `${SCOPE}.constant(${JSON.stringify(node.text)}`;
  if (ts.isBinaryExpression(parent) && parent.left === target && isAssignment(parent.operatorToken.kind)) {
    if (isTargetOfPattern(parent)) return refuseInPattern(node, thrown, text);
    const operator = SHORT_CIRCUIT.get(parent.operatorToken.kind);
    const begin = operator ? `(${spelled} ${operator} ${thrown}, ` : `${thrown}, `;
    text.replace(parent.getStart(), parent.right.getStart(), begin);
    text.replace(parent.right.end, parent.right.end, operator ? "))" : ")");
    return true;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
    if (parent.operator !== PlusPlusToken && parent.operator !== MinusMinusToken) return false;
    text.replace(parent.getStart(), parent.end, `${thrown}, ${spelled})`);
    return true;
  }
  return isTargetOfPattern(target) && refuseInPattern(node, thrown, text);
}

function refuseInPattern(node: ts.Identifier, thrown: string, text: Rewriting): boolean {
  const key = ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : "";
  text.replace(node.getStart(), node.end, `${key}${thrown}).value`);
  return true;
}

function withParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node.parent) ? withParentheses(node.parent) : node;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Whether an expression is what a destructuring assignment, or a loop, assigns to. */
function isTargetOfPattern(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return isTarget(parent);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isTarget(parent.parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(parent.parent);
  if (ts.isSpreadAssignment(parent)) return isTarget(parent.parent);
  return false;
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  )
    return true;
  return isTargetOfPattern(node);
}
