import ts from "typescript";
import { SCOPE } from "../contract.js";
import type { Rewriting } from "./rewriting.js";

/**
 * Writes an import, or an export from another module, as what it is in a script: the awaited module taken apart. What is
 * imported is a variable from then on, and no longer follows the module's.
 * @param unnamed gives a name for a module that needs one
 */
export function writeImport(
  node: ts.ImportDeclaration | ts.ExportDeclaration,
  spelledAs: (name: string) => string,
  unnamed: () => string,
  text: Rewriting,
): void {
  const { specifier, whole, named } = partsOf(node);
  const taken = named.map(({ from }) => JSON.stringify(from));
  const options = [
    ...(taken.length > 0 ? [`names: [${taken.join(", ")}]`] : []),
    ...(node.attributes ? [`with: { ${attributesOf(node.attributes)} }`] : []),
  ];
  const call = `await ${SCOPE}.import(${specifier}${options.length > 0 ? `, { ${options.join(", ")} }` : ""})`;
  const pattern = named.map(({ from, as }) => {
    const spelled = spelledAs(as);
    return from === spelled ? from : `${isWord(from) ? from : JSON.stringify(from)}: ${spelled}`;
  });
  // The whole statement comes from the import's beginning.
  const start = node.getStart();
  text.replace(start, node.end, "");
  text.copyPlace(start);
  if (whole === undefined && pattern.length === 0) text.write(`${call};\n`);
  else if (whole === undefined) text.write(`let { ${pattern.join(", ")} } = ${call};\n`);
  else {
    const name = whole === "" ? unnamed() : spelledAs(whole);
    text.write(`let ${name} = ${call};\n`);
    if (pattern.length > 0) text.write(`let { ${pattern.join(", ")} } = ${name};\n`);
  }
}

interface Parts {
  /** As it stands in the code, with its quotation marks. */
  readonly specifier: string;
  /** The name for all of the module. */
  readonly whole?: string;
  readonly named: readonly { readonly from: string; readonly as: string }[];
}

function partsOf(node: ts.ImportDeclaration | ts.ExportDeclaration): Parts {
  const specifier = node.moduleSpecifier?.getText() ?? '""';
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    if (!clause) return { specifier, named: [] };
    if (ts.isNamespaceExport(clause)) return { specifier, whole: clause.name.text, named: [] };
    return { specifier, named: elementsOf(clause.elements).filter(({ as }) => as !== "default") };
  }
  const { name, namedBindings } = node.importClause ?? {};
  const named = name ? [{ from: "default", as: name.text }] : [];
  if (!namedBindings) return { specifier, named };
  if (ts.isNamespaceImport(namedBindings)) return { specifier, whole: namedBindings.name.text, named };
  return { specifier, named: [...named, ...elementsOf(namedBindings.elements)] };
}

function elementsOf(
  elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[],
): { from: string; as: string }[] {
  return elements.map(({ propertyName, name }) => ({ from: (propertyName ?? name).text, as: name.text }));
}

function attributesOf(attributes: ts.ImportAttributes): string {
  return attributes.elements.map((element) => element.getText()).join(", ");
}

function isWord(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}
