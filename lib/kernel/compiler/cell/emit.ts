import ts from "typescript";
import { SCOPE } from "../contract.js";
import type { Mapped } from "../script/rewriting.js";
import { type Script, writeScript } from "../script/script.js";
import { type Cell, isWrongInSloppyCode } from "./cell.js";
import type { Visible } from "./visible.js";

/** The script of a checked cell, from a program that has it. */
export function emitChecked(
  cell: Cell,
  visible: ReadonlyMap<string, Visible>,
  program: ts.Program,
  file: ts.SourceFile,
): Script {
  const written = { code: "", map: "" };
  program.emit(
    file,
    (name, text) => {
      if (name.endsWith(".map")) written.map = text;
      else written.code = text;
    },
    undefined,
    false,
    { before: [valueOfLast(cell, program.getTypeChecker())] },
  );
  return toScript(cell, visible, withoutMapComment(written));
}

/** The script of a cell in JavaScript that nobody checks, or what is wrong with its syntax. */
export function emitUnchecked(
  cell: Cell,
  visible: ReadonlyMap<string, Visible>,
  compilerOptions: ts.CompilerOptions,
): { readonly script: Script } | { readonly errors: readonly ts.Diagnostic[] } {
  const {
    outputText,
    sourceMapText = "",
    diagnostics = [],
  } = ts.transpileModule(cell.source, {
    fileName: cell.file,
    reportDiagnostics: true,
    compilerOptions,
    transformers: { before: [valueOfLast(cell)] },
  });
  const errors = diagnostics.filter(
    (diagnostic) => diagnostic.file && diagnostic.start !== undefined && isWrongInSloppyCode(diagnostic),
  );
  if (errors.length > 0) return { errors };
  return { script: toScript(cell, visible, withoutMapComment({ code: outputText, map: sourceMapText })) };
}

function toScript(cell: Cell, visible: ReadonlyMap<string, Visible>, module: Mapped): Script {
  const { declared } = cell.names;
  const earlier = new Map<string, { isConstant: boolean }>();
  for (const [name, { value }] of visible)
    if (value) earlier.set(name, { isConstant: value.form === "const" || value.form === "import" });
  return writeScript(module, {
    id: cell.id,
    source: cell.source,
    declared: new Set(declared.filter(({ value }) => value).map(({ name }) => name)),
    objects: new Set(
      declared.filter(({ form }) => form === "enum" || form === "namespace").map(({ name }) => name),
    ),
    earlier,
    isStrict: cell.setting.language === "typescript",
  });
}

function withoutMapComment({ code, map }: Mapped): Mapped {
  return { code: code.replace(/\n?\/\/# sourceMappingURL=[^\n]*\s*$/, "\n"), map };
}

/**
 * Leaves the value of the last expression where the kernel finds it, and that of `export default`; takes away what stands
 * after the cell's own text.
 */
function valueOfLast(cell: Cell, checker?: ts.TypeChecker): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) => {
    const asValue = (node: ts.Statement, expression: ts.Expression) => {
      const place = factory.createPropertyAccessExpression(factory.createIdentifier(SCOPE), "value");
      const statement = factory.createExpressionStatement(factory.createAssignment(place, expression));
      return ts.setOriginalNode(ts.setTextRange(statement, node), node);
    };
    return (file) => {
      const own = file.statements.filter((statement) => statement.getStart(file) < cell.source.length);
      const last = own.findLast((statement) => !ts.isEmptyStatement(statement));
      const statements = own.flatMap((statement) => {
        if (ts.isExportAssignment(statement))
          return isType(statement.expression, checker) ? [] : [asValue(statement, statement.expression)];
        const unnamed = unnamedDefault(statement, factory);
        if (unnamed) return [asValue(statement, unnamed)];
        const isLast = statement === last && ts.isExpressionStatement(statement);
        return [isLast ? asValue(statement, statement.expression) : statement];
      });
      return factory.updateSourceFile(
        file,
        ts.setTextRange(factory.createNodeArray(statements), file.statements),
      );
    };
  };
}

/** The function or class that is exported by default and has no name: an expression, then. */
function unnamedDefault(node: ts.Statement, factory: ts.NodeFactory): ts.Expression | undefined {
  if (!(ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) || node.name) return undefined;
  const isExport = ({ kind }: ts.ModifierLike) =>
    kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;
  const modifiers = node.modifiers?.filter((modifier) => !isExport(modifier));
  if (ts.isClassDeclaration(node))
    return ts.setTextRange(
      factory.createClassExpression(
        modifiers,
        undefined,
        node.typeParameters,
        node.heritageClauses,
        node.members,
      ),
      node,
    );
  if (!node.body) return undefined;
  const { asteriskToken, typeParameters, parameters, type, body } = node;
  return ts.setTextRange(
    factory.createFunctionExpression(
      modifiers?.filter(ts.isModifier),
      asteriskToken,
      undefined,
      typeParameters,
      parameters,
      type,
      body,
    ),
    node,
  );
}

/** `export default` of a type leaves nothing to run. */
function isType(expression: ts.Expression, checker: ts.TypeChecker | undefined): boolean {
  if (!checker || !ts.isIdentifier(expression)) return false;
  const symbol = checker.getSymbolAtLocation(expression);
  if (!symbol) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return !(target.flags & ts.SymbolFlags.Value) && Boolean(target.flags & ts.SymbolFlags.Type);
}
