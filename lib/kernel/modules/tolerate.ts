import vm from "node:vm";
import { missingName, placed } from "./errors.js";
import type { Node, SourceNode } from "./graph.js";

// `export { Shape } from "./shape.js"` may name a type, and who compiles file by file cannot know: such a name is missing at
// run time, and no fault. As bundlers do, what a TypeScript module hands on and is not there is `undefined`.

const FROM = /\bexport\s*\{([^}]*)\}\s*from\s*(["'])([^"']+)\2/g;
const STAR = /\bexport\s*\*\s*from\s*(["'])([^"']+)\1/g;
const IMPORT = /\bimport\s*(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*(["'])([^"']+)\2/g;
const DEFAULT = /\bimport\s+([\w$]+)\s*(?:,\s*\{[^}]*\}\s*)?from\s*(["'])([^"']+)\2/g;
const EXPORT = /\bexport\s*\{([^}]*)\}(?!\s*from)/g;

/** A name that a module takes from another. */
interface Taken {
  readonly specifier: string;
  readonly name: string;
  /** Whether it is only handed on. */
  readonly exported: boolean;
  /** Where the statement begins in the code. */
  readonly index: number;
}

/** "a, b as c" as pairs of the name before and the name after "as". */
const namesOf = (clause: string): (readonly [string, string])[] =>
  clause
    .split(",")
    .map((part) => part.trim().split(/\s+as\s+/))
    .flatMap(([before, after]) => (before ? [[before, after ?? before] as const] : []));

function takenBy({ code }: SourceNode): Taken[] {
  const exported = new Set(
    [...code.matchAll(EXPORT)].flatMap(([, clause = ""]) => namesOf(clause).map(([a]) => a)),
  );
  const handed = [...code.matchAll(FROM)].flatMap(({ 1: clause = "", 3: specifier = "", index }) =>
    namesOf(clause).map(([name]) => ({ specifier, name, exported: true, index })),
  );
  const imported = [...code.matchAll(IMPORT)].flatMap(({ 1: clause = "", 3: specifier = "", index }) =>
    namesOf(clause).map(([name, local]) => ({ specifier, name, exported: exported.has(local), index })),
  );
  const defaults = [...code.matchAll(DEFAULT)].map(({ 1: local = "", 3: specifier = "", index }) => {
    return { specifier, name: "default", exported: exported.has(local), index };
  });
  return [...handed, ...imported, ...defaults];
}

/** V8 alone knows for sure what a module exports by itself: it refuses a second export of the same name. */
function exportsItself(code: string, name: string): boolean {
  try {
    new vm.SourceTextModule(`${code}\nconst ${FREE} = undefined; export { ${FREE} as ${name} };`);
    return false;
  } catch {
    return true;
  }
}
const FREE = "missing\u200c";

function provides(node: Node, name: string, seen = new Set<Node>()): boolean {
  if (node.kind === "foreign") return node.surface.names.includes(name);
  if (node.module.status !== "unlinked") return Reflect.ownKeys(node.module.namespace).includes(name);
  if (seen.has(node)) return false;
  seen.add(node);
  if (exportsItself(node.code, name)) return true;
  if (name === "default") return false;
  return [...node.code.matchAll(STAR)].some(({ 2: specifier = "" }) => {
    const next = node.links.get(specifier);
    return next !== undefined && provides(next, name, seen);
  });
}

const missingIn = (node: SourceNode): Taken[] =>
  takenBy(node).filter(({ specifier, name }) => {
    const from = node.links.get(specifier);
    return from !== undefined && !provides(from, name);
  });

/** The module that a specifier means, with further names whose value is `undefined`. */
function withNames(node: SourceNode, specifier: string, names: readonly string[]): vm.SourceTextModule {
  const inner = node.links.get(specifier);
  const hasDefault = inner !== undefined && provides(inner, "default") && !names.includes("default");
  const lines = [
    `export * from "it";`,
    hasDefault ? `export { default } from "it";` : "",
    `const ${FREE} = undefined;`,
    `export { ${names.map((name) => `${FREE} as ${name}`).join(", ")} };`,
  ];
  return new vm.SourceTextModule(lines.join("\n"), { identifier: `${node.file} (types)` });
}

/** Modules put before others, and what is behind each. */
export type Wrappers = WeakMap<vm.Module, Node>;

/**
 * Looks through modules that could not be linked for names that are missing. Where TypeScript only hands such a name on,
 * it is made good; the others make an error each, with its place in the code.
 *
 * @returns how many were made good, and the errors
 */
export function tolerate(
  nodes: readonly SourceNode[],
  wrappers: Wrappers,
): { mended: number; errors: Error[] } {
  let mended = 0;
  const errors: Error[] = [];
  for (const node of nodes) {
    node.wrapped.clear();
    const types = new Map<string, Set<string>>();
    for (const { specifier, name, exported, index } of missingIn(node)) {
      if (node.compiled && exported) {
        types.set(specifier, (types.get(specifier) ?? new Set()).add(name));
        continue;
      }
      const before = node.code.slice(0, index).split("\n");
      const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
      errors.push(placed(missingName(specifier, name), node.file, place));
    }
    for (const [specifier, names] of types) {
      const inner = node.links.get(specifier);
      if (inner === undefined) continue;
      const wrapper = withNames(node, specifier, [...names]);
      wrappers.set(wrapper, inner);
      node.wrapped.set(specifier, wrapper);
      mended += names.size;
    }
  }
  return { mended, errors };
}
