import type vm from "node:vm";
import { moduleFor, type Node, reachable, type SourceNode } from "./graph.js";
import { synthetic } from "./interop.js";
import { type Hooks, sourceModule } from "./source.js";
import { tolerate } from "./tolerate.js";

/** Links modules whose imports are all made. */
export interface Linking {
  /** To be told of each module that is made. */
  own(node: SourceNode): void;
  /** Links a module and all that it rests on. Rejects with a SyntaxError for a name that is missing. */
  link(root: SourceNode): Promise<void>;
  /** Links a module that imports nothing. */
  alone(module: vm.Module): Promise<void>;
  /** Waits no longer for what is being linked. */
  abandon(): void;
}

export function createLinking(hooks: Hooks): Linking {
  /** V8's module → what it is here. */
  const owners = new WeakMap<vm.Module, SourceNode>();
  const wrappers = new WeakMap<vm.Module, Node>();
  let linking: Promise<unknown> = Promise.resolve();

  function linker(specifier: string, referencing: vm.Module): vm.Module {
    const node = owners.get(referencing);
    const module = node ? moduleFor(node, specifier) : wrappers.get(referencing)?.module;
    if (module === undefined) throw new Error(`no module for "${specifier}"`);
    return module;
  }

  /** One at a time: V8 must not meet modules that someone else is just linking. It takes no longer than the microtasks do. */
  async function link(root: SourceNode): Promise<void> {
    const mine = linking.then(async () => {
      if (root.module.status !== "unlinked") return;
      const failure = await attempt(root);
      if (failure === undefined) return;
      const failed = reachable(root, (node) => node.module.status === "unlinked");
      const { mended, errors } = tolerate(failed, wrappers);
      renew(failed);
      if (errors.length > 0 || mended === 0) throw errors[0] ?? failure.error;
      const again = await attempt(root);
      if (again === undefined) return;
      renew(failed);
      throw again.error;
    });
    linking = mine.catch(() => undefined);
    await mine;
  }

  async function attempt(root: SourceNode): Promise<{ error: unknown } | undefined> {
    try {
      await root.module.link(linker);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** V8 does not link the same modules a second time. */
  function renew(failed: readonly SourceNode[]): void {
    for (const node of failed) {
      node.module = sourceModule(node, hooks);
      owners.set(node.module, node);
      for (const next of node.links.values()) {
        if (next.kind === "foreign" && next.module.status === "unlinked")
          next.module = synthetic(next.surface, next.key);
      }
    }
  }

  return {
    own: (node) => void owners.set(node.module, node),
    link,
    alone: (module) => module.link(linker),
    abandon() {
      linking = Promise.resolve();
    },
  };
}
