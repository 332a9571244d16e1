import { createRequire, Module } from "node:module";
import { join } from "node:path";

/**
 * Puts the kernel's own object in the place of the package tslab, for who requires or imports it from inside of packages.
 *
 * Why: packages are loaded by Node, and the one that `import { display } from "tslab"` would find there is another kernel's,
 * which has no connection. What cells and the project's files import is answered without it.
 *
 * @param places folders from which tslab is looked for; where it is not installed nothing is done
 */
export function substituteTslab(places: readonly string[], tslab: object): void {
  const cache: Partial<Record<string, NodeModule>> = Reflect.get(Module, "_cache");
  for (const place of places) {
    try {
      const file = createRequire(join(place, "x")).resolve("tslab");
      const module = new Module(file);
      module.filename = file;
      module.loaded = true;
      module.exports = tslab;
      cache[file] = module;
    } catch {
      // Nobody can import it from there.
    }
  }
}
