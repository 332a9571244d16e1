import type vm from "node:vm";
import type { Surface } from "./interop.js";
import type { Resolved } from "./resolve.js";

/** An ES module of the project. */
export interface SourceNode {
  readonly kind: "source";
  readonly key: string;
  readonly file: string;
  readonly search: string;
  /** Its code, and whether it comes from TypeScript. */
  readonly code: string;
  readonly compiled: boolean;
  /** Replaced where linking it has failed. */
  module: vm.SourceTextModule;
  /** Specifier → what it means. */
  readonly requests: ReadonlyMap<string, Resolved>;
  /** Specifier → the module that is linked. */
  readonly links: Map<string, Node>;
  /** Specifier → a module that stands before the one in `links` (see tolerate.ts). */
  readonly wrapped: Map<string, vm.Module>;
  evaluation?: Promise<void>;
  /** Whether it and all that it imports has been evaluated to the end. */
  settled: boolean;
}

/** A module that is loaded elsewhere: by Node, or as CommonJS. */
export interface ForeignNode {
  readonly kind: "foreign";
  readonly key: string;
  readonly surface: Surface;
  module: vm.SyntheticModule;
}

export type Node = SourceNode | ForeignNode;

/** The modules that V8 finds under the specifiers of a module. */
export const moduleFor = (node: SourceNode, specifier: string): vm.Module | undefined =>
  node.wrapped.get(specifier) ?? node.links.get(specifier)?.module;

/** All ES modules of the project that a module rests on, itself included. */
export function reachable(root: SourceNode, enter: (node: SourceNode) => boolean): SourceNode[] {
  const found = new Set<SourceNode>();
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node) || !enter(node)) continue;
    found.add(node);
    for (const next of node.links.values()) if (next.kind === "source") open.push(next);
  }
  return [...found];
}
