import ts from "typescript";

/** How a name is declared in a cell. */
export type Form = "const" | "let" | "var" | "function" | "class" | "enum" | "namespace" | "import" | "type";

/** A name at the top level of a cell, in one of its meanings or in both. */
export interface Declared {
  readonly name: string;
  readonly form: Form;
  /** Whether it can stand for a value, or in a type. */
  readonly value: boolean;
  readonly type: boolean;
}

/** What a cell declares and mentions. */
export interface CellNames {
  readonly declared: readonly Declared[];
  /** Names that other modules can import from the cell as it stands. */
  readonly exported: ReadonlySet<string>;
  /** Every identifier in it. */
  readonly mentioned: ReadonlySet<string>;
  /** Exported from elsewhere: other cells know them, the cell itself does not. */
  readonly passedOn: ReadonlySet<string>;
}

/** Reads the names of a cell from its syntax alone. @param makers names of what makes JSX elements, by the options */
export function readNames(file: ts.SourceFile, makers: readonly string[] = []): CellNames {
  const declared: Declared[] = [];
  const exported = new Set<string>();
  const passedOn = new Set<string>();
  const add = (name: string, form: Form, meaning: "value" | "type" | "both", isExported = false) => {
    declared.push({ name, form, value: meaning !== "type", type: meaning !== "value" });
    if (isExported) exported.add(name);
  };
  for (const statement of file.statements) {
    readStatement(statement, add);
    if (ts.isExportDeclaration(statement)) readExport(statement, add, exported, passedOn);
    else readVariables(statement, add);
  }
  return { declared, exported, mentioned: mentionedIn(file, makers), passedOn };
}

type Add = (name: string, form: Form, meaning: "value" | "type" | "both", isExported?: boolean) => void;

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}

/** `export default function f` exports `default`, and not `f`. */
function isExportedByName(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword) && !hasModifier(node, ts.SyntaxKind.DefaultKeyword);
}

function readStatement(node: ts.Statement, add: Add): void {
  const isExported = isExportedByName(node);
  if (ts.isFunctionDeclaration(node)) {
    if (node.name) add(node.name.text, "function", "value", isExported);
  } else if (ts.isClassDeclaration(node)) {
    if (node.name) add(node.name.text, "class", "both", isExported);
  } else if (ts.isEnumDeclaration(node)) {
    add(node.name.text, "enum", "both", isExported);
  } else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
    add(node.name.text, "type", "type", isExported);
  } else if (ts.isModuleDeclaration(node)) {
    if (ts.isIdentifier(node.name) && !(node.flags & ts.NodeFlags.GlobalAugmentation))
      add(node.name.text, "namespace", hasValues(node) ? "both" : "type", isExported);
  } else if (ts.isImportEqualsDeclaration(node)) {
    add(node.name.text, "import", node.isTypeOnly ? "type" : "both", isExported);
  } else if (ts.isImportDeclaration(node) && node.importClause) {
    readImport(node.importClause, add);
  }
}

function hasValues(node: ts.ModuleDeclaration): boolean {
  if (!node.body) return true;
  if (ts.isModuleDeclaration(node.body)) return hasValues(node.body);
  if (!ts.isModuleBlock(node.body)) return true;
  return node.body.statements.some(
    (inner) =>
      !ts.isInterfaceDeclaration(inner) &&
      !ts.isTypeAliasDeclaration(inner) &&
      !(ts.isModuleDeclaration(inner) && !hasValues(inner)),
  );
}

function readImport(clause: ts.ImportClause, add: Add): void {
  const whole = clause.isTypeOnly;
  if (clause.name) add(clause.name.text, "import", whole ? "type" : "both");
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) add(bindings.name.text, "import", whole ? "type" : "both");
  else
    for (const element of bindings.elements)
      add(element.name.text, "import", whole || element.isTypeOnly ? "type" : "both");
}

function readExport(
  node: ts.ExportDeclaration,
  add: Add,
  exported: Set<string>,
  passedOn: Set<string>,
): void {
  const clause = node.exportClause;
  const names: { readonly name: string; readonly isType: boolean }[] = [];
  if (clause && ts.isNamespaceExport(clause)) {
    if (ts.isIdentifier(clause.name)) names.push({ name: clause.name.text, isType: node.isTypeOnly });
  } else if (clause) {
    for (const element of clause.elements) {
      // A name that is a text is none that a cell could use.
      if (ts.isIdentifier(element.name))
        names.push({ name: element.name.text, isType: node.isTypeOnly || element.isTypeOnly });
    }
  }
  for (const { name, isType } of names) {
    exported.add(name);
    if (name === "default" || !node.moduleSpecifier) continue;
    passedOn.add(name);
    add(name, "import", isType ? "type" : "both", true);
  }
}

/** The variables of a statement: at the top level all, further in those that `var` lifts to the top. */
function readVariables(node: ts.Node, add: Add): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
  if (ts.isVariableDeclarationList(node)) {
    const form = formOf(node);
    const isStatement = ts.isVariableStatement(node.parent);
    if (form !== "var" && !(isStatement && ts.isSourceFile(node.parent.parent))) return;
    const isExported = isStatement && isExportedByName(node.parent);
    for (const declaration of node.declarations)
      for (const name of namesIn(declaration.name)) add(name, form, "value", isExported);
  }
  ts.forEachChild(node, (child) => readVariables(child, add));
}

function formOf(list: ts.VariableDeclarationList): "const" | "let" | "var" {
  // `using` gives constants, too.
  if (list.flags & (ts.NodeFlags.Const | ts.NodeFlags.Using)) return "const";
  return list.flags & ts.NodeFlags.Let ? "let" : "var";
}

/** The identifiers that a pattern binds. */
export function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

function mentionedIn(file: ts.SourceFile, makers: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  let hasElements = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    if (ts.isJsxOpeningLikeElement(node) || ts.isJsxFragment(node)) hasElements = true;
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (hasElements) {
    // Each element mentions the function that makes it; a comment may name another one.
    for (const name of ["React", "h", ...makers]) names.add(name);
    for (const [, name = ""] of file.text.matchAll(/@jsx(?:Frag)?[ \t]+([\w$]+)/g)) names.add(name);
  }
  // In JavaScript, types stand in comments.
  if (/\.jsx?$/.test(file.fileName))
    for (const [word] of file.text.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.add(word);
  return names;
}
