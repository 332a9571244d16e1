import { pathToFileURL } from "node:url";
import { types } from "node:util";
import type vm from "node:vm";
import type { Transpiled } from "../compiler/contract.js";
import type { CommonModules } from "./common.js";
import { esTextOf } from "./format.js";
import { type ForeignNode, type Node, reachable, type SourceNode } from "./graph.js";
import { ofCommon, ofNamespace, synthetic } from "./interop.js";
import type { Ledger } from "./ledger.js";
import { createLinking } from "./linking.js";
import { loadPackage } from "./native.js";
import type { ModulesOptions } from "./options.js";
import type { Resolve, Resolved } from "./resolve.js";
import { type Hooks, sourceModule, specifiersOf } from "./source.js";

/** ES modules of the project, and what they import. */
export interface EsModules {
  /** Loads, links and evaluates a module. Rejects with what is wrong with it or with what it imports. */
  load(resolved: Resolved): Promise<Node>;
  /** For `import()` in code. */
  importFrom(specifier: string, from: string): Promise<vm.Module>;
  /** The namespace of a module that is loaded, or could be without waiting. Throws what it throws. */
  namespace(key: string): object | undefined;
  forget(key: string): void;
  /** The keys of the modules that are not done. To be called after an interrupt; all of them have to be forgotten. */
  unsettled(): string[];
}

interface Surroundings {
  readonly options: ModulesOptions;
  readonly resolve: Resolve;
  readonly ledger: Ledger;
  readonly common: () => CommonModules;
  /** The modules that cells have made, by path. */
  readonly virtual: ReadonlyMap<string, Transpiled>;
}

type Project = Extract<Resolved, { file: string }>;

export function createEsModules({ options, resolve, ledger, common, virtual }: Surroundings): EsModules {
  const nodes = new Map<string, SourceNode>();
  const drafts = new Map<string, Promise<SourceNode | undefined>>();
  const foreign = new Map<string, Promise<ForeignNode>>();
  /** The keys of those that are being loaded. */
  const pending = new Set<string>();
  const hooks: Hooks = {
    resolve(specifier, from) {
      const module = resolve(specifier, from, "import");
      if (module.kind === "builtin") return module.key;
      return module.kind === "substitute" ? specifier : pathToFileURL(module.file).href + module.search;
    },
    requireFrom: (from) => common().requireFrom(from),
    importFrom,
  };
  const linking = createLinking(hooks);

  /** An ES module, not yet linked; `undefined` if the file is another kind of module. */
  async function draft({ key, file, search }: Project): Promise<SourceNode | undefined> {
    ledger.loading(key, virtual.has(file) ? undefined : file);
    if (!virtual.has(file)) options.note("file", file);
    const text = virtual.get(file) ?? (await esTextOf(file, options.transpile, options.folder));
    if (text === undefined) return undefined;
    if (text.map !== undefined) options.onSource(file, text.code, text.map);
    const source = { file, search, code: text.code, compiled: text.map !== undefined };
    const module = sourceModule(source, hooks);
    const requests = new Map(
      specifiersOf(module).map((specifier) => {
        const request = resolve(specifier, file, "import");
        if (request.kind === "project") ledger.imports(key, request.key);
        return [specifier, request] as const;
      }),
    );
    const node: SourceNode = {
      ...source,
      kind: "source",
      key,
      module,
      requests,
      links: new Map(),
      wrapped: new Map(),
      settled: false,
    };
    linking.own(node);
    return node;
  }

  /** Each module is made once, by whoever asks first. */
  function source(resolved: Project): Promise<SourceNode | undefined> {
    const { key } = resolved;
    // What is loaded as CommonJS already is one module with it.
    if (common().has(resolved.file) && resolved.search === "") return Promise.resolve(undefined);
    const known = drafts.get(key);
    if (known) return known;
    const promise = draft(resolved).then(
      (node) => {
        if (drafts.get(key) !== promise) return node;
        if (node) nodes.set(key, node);
        else drafts.delete(key);
        return node;
      },
      (error: unknown) => {
        if (drafts.get(key) === promise) drafts.delete(key);
        throw error;
      },
    );
    drafts.set(key, promise);
    return promise;
  }

  /** What Node loads, or `require`. Of a package it is kept; of the project it is as `require` has it. */
  async function outside(resolved: Resolved): Promise<ForeignNode> {
    const known = foreign.get(resolved.key);
    if (known) return known;
    const loading = surfaceOf(resolved).then((surface): ForeignNode => {
      return { kind: "foreign", key: resolved.key, surface, module: synthetic(surface, resolved.key) };
    });
    foreign.set(resolved.key, loading);
    pending.add(resolved.key);
    try {
      return await loading;
    } catch (error) {
      foreign.delete(resolved.key);
      throw error;
    } finally {
      pending.delete(resolved.key);
    }
  }

  async function surfaceOf(resolved: Resolved) {
    if (resolved.kind === "builtin") return ofNamespace(await import(resolved.name));
    if (resolved.kind === "substitute") return ofCommon(resolved.object);
    if (resolved.kind === "package") return loadPackage(resolved.file, resolved.search);
    const exports: unknown = common().load(resolved.file);
    return ofCommon(exports);
  }

  /** Makes all that a module rests on: first the project's own, all at once, then what it takes from elsewhere, in order. */
  async function collect(root: SourceNode): Promise<void> {
    const seen = new Set<SourceNode>();
    const order: (() => Promise<void>)[] = [];
    const children = new Map<SourceNode, ReadonlyMap<string, SourceNode | undefined>>();
    async function compile(node: SourceNode): Promise<void> {
      if (seen.has(node)) return;
      seen.add(node);
      const pairs = await Promise.all(
        [...node.requests].map(async ([specifier, request]) => {
          const known = node.links.get(specifier);
          if (known) return [specifier, known.kind === "source" ? known : undefined] as const;
          return [specifier, request.kind === "project" ? await source(request) : undefined] as const;
        }),
      );
      children.set(node, new Map(pairs));
      await Promise.all(pairs.map(([, child]) => child && compile(child)));
    }
    function visit(node: SourceNode): void {
      if (!seen.delete(node)) return;
      for (const [specifier, child] of children.get(node) ?? []) {
        if (child) {
          node.links.set(specifier, child);
          visit(child);
          continue;
        }
        const request = node.requests.get(specifier);
        if (request === undefined || node.links.has(specifier)) continue;
        order.push(async () => {
          node.links.set(specifier, await outside(request));
        });
      }
    }
    await compile(root);
    visit(root);
    for (const load of order) await load();
  }

  async function load(resolved: Resolved): Promise<Node> {
    const node = resolved.kind === "project" ? await source(resolved) : undefined;
    if (node === undefined) {
      const outer = await outside(resolved);
      if (outer.module.status === "unlinked") await linking.alone(outer.module);
      await outer.module.evaluate();
      return outer;
    }
    if (node.settled) return node;
    if (node.module.status === "unlinked" || node.module.status === "linking") {
      await collect(node);
      const broken = reachable(node, ({ settled }) => !settled).find(
        ({ module }) => module.status === "errored",
      );
      if (broken) throw broken.module.error;
      await linking.link(node);
    }
    // Never in the midst of its own evaluation: that ends before any promise goes on.
    await undefined;
    node.evaluation ??= node.module.evaluate();
    await node.evaluation;
    for (const done of reachable(node, ({ settled }) => !settled)) done.settled = true;
    return node;
  }

  async function importFrom(specifier: string, from: string): Promise<vm.Module> {
    const resolved = resolve(String(specifier), from, "import");
    if (resolved.kind === "project") ledger.imports(from, resolved.key);
    const node = await load(resolved);
    // V8 takes a namespace as well, which its type does not say.
    const isNative = node.kind === "foreign" && types.isModuleNamespaceObject(node.surface.namespace);
    return isNative ? (node.surface.namespace as vm.Module) : node.module;
  }

  return {
    load,
    importFrom,
    namespace(key) {
      const module = nodes.get(key)?.module;
      if (module === undefined || module.status === "unlinked" || module.status === "linking")
        return undefined;
      if (module.status === "linked") void module.evaluate().catch(() => undefined);
      if (module.status === "errored") throw module.error;
      return module.namespace;
    },
    forget(key) {
      nodes.delete(key);
      drafts.delete(key);
      foreign.delete(key);
    },
    unsettled() {
      linking.abandon();
      return [...pending, ...[...drafts.keys()].filter((key) => nodes.get(key)?.settled !== true)];
    },
  };
}
