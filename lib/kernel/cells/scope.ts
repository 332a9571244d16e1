import { isBuiltin } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CellScope } from "../compiler/contract.js";
import type { Modules } from "../modules/index.js";
import type { Values } from "./reached.js";

/** The kernel's object in cells, with what only the kernel itself uses. */
export interface Scope extends CellScope {
  take: ((values: Values) => void) | undefined;
}

/** Makes the object that compiled cells refer to. `file` is the notebook's, as far as it is known. */
export function createScope(modules: Modules, folder: string, file: string): Scope {
  const path = join(folder, file);
  const url = pathToFileURL(path).href;
  const module = { exports: redefinable({}), id: path, filename: path, require: modules.require };
  return {
    import: (specifier, options) => modules.import(specifier, options),
    meta: {
      url,
      dirname: folder,
      filename: path,
      resolve(specifier: string) {
        const found = modules.require.resolve(specifier);
        return isBuiltin(found) ? found.replace(/^(?:node:)?/, "node:") : pathToFileURL(found).href;
      },
    },
    require: modules.require,
    module,
    exports: module.exports,
    __dirname: folder,
    __filename: path,
    value: undefined,
    take: undefined,
    constant(name) {
      throw new TypeError(`Assignment to constant variable "${name}".`);
    },
  };
}

/** An object all of whose properties can be defined again, as a cell is that is run again. */
function redefinable(object: object): object {
  return new Proxy(object, {
    defineProperty: (target, name, property) =>
      Reflect.defineProperty(target, name, { configurable: true, ...property }),
  });
}
