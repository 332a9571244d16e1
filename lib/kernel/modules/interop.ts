import vm from "node:vm";

/** A module that Node, and not this loader, has loaded: the names it exports and their values. */
export interface Surface {
  readonly names: readonly string[];
  /** `undefined` for a name whose value cannot be had. */
  get(name: string): unknown;
  /** What `import * as` gives. */
  readonly namespace: object;
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

function attempt(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    // A getter that throws until something is set up, or a variable of a cycle that has no value yet.
    return undefined;
  }
}

/** One namespace for one `module.exports`. */
const namespaces = new WeakMap<object, object>();

/** An object with the names of a module, read when they are asked for. */
function namespaceOf(names: readonly string[], get: (name: string) => unknown, marked: boolean): object {
  const namespace = Object.create(null);
  for (const name of names)
    Object.defineProperty(namespace, name, { enumerable: true, get: () => get(name) });
  if (marked) Object.defineProperty(namespace, "__esModule", { value: true });
  return Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
}

/** A CommonJS module or JSON as TypeScript's `esModuleInterop` and bundlers see it. */
export function ofCommon(exports: unknown): Surface {
  const object = isObject(exports) ? exports : {};
  // The elements of an array are no names.
  const own = Array.isArray(object) || ArrayBuffer.isView(object) ? [] : Object.keys(object);
  if (attempt(() => Reflect.get(object, "__esModule")) === true) {
    const names = "default" in object && !own.includes("default") ? ["default", ...own] : own;
    return { names, get: (name) => attempt(() => Reflect.get(object, name)), namespace: object };
  }
  const names = ["default", ...own.filter((name) => name !== "default")];
  const get = (name: string) => (name === "default" ? exports : attempt(() => Reflect.get(object, name)));
  const namespace = namespaces.get(object) ?? namespaceOf(names, (name) => get(name), false);
  if (isObject(exports)) namespaces.set(exports, namespace);
  return { names, get, namespace };
}

/** An ES module. */
export function ofNamespace(namespace: object): Surface {
  const names = Reflect.ownKeys(namespace).filter((name) => typeof name === "string");
  return { names, get: (name) => attempt(() => Reflect.get(namespace, name)), namespace };
}

/** One for each ES module: `require` gives the same object each time. */
const required = new WeakMap<object, object>();

/** What `require` gives for an ES module: marked as such if it has a default export, as Node does it. */
export function asRequired(namespace: object): object {
  if (!("default" in namespace) || "__esModule" in namespace) return namespace;
  const known = required.get(namespace);
  if (known) return known;
  const { names, get } = ofNamespace(namespace);
  const marked = namespaceOf(names, get, true);
  required.set(namespace, marked);
  return marked;
}

/** A module for V8 that hands on what Node has loaded. */
export function synthetic({ names, get }: Surface, identifier: string): vm.SyntheticModule {
  return new vm.SyntheticModule(
    [...names],
    function () {
      for (const name of names) this.setExport(name, get(name));
    },
    { identifier },
  );
}
