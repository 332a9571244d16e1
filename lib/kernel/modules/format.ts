import type { Transpiled } from "../compiler/contract.js";
import { isCommonCode } from "./common.js";
import { isSource, scopeOf, textOf } from "./disk.js";
import { coded, nameOf } from "./errors.js";

/** The code of an ES module; a map where it was compiled. */
export interface Text {
  readonly code: string;
  readonly map?: string;
}

/**
 * A file of the project as an ES module; `undefined` if it is CommonJS, JSON or native code: by its ending, by the `type` of
 * its package.json or by its syntax, in this order.
 *
 * @param folder the notebook's, by which files are named in errors
 */
export async function esTextOf(
  file: string,
  transpile: (file: string) => Promise<Transpiled>,
  folder: string,
): Promise<Text | undefined> {
  if (isSource(file)) {
    if (file.endsWith(".cts")) return undefined;
    const transpiled = await transpile(file);
    // `export {}` is the compiler's.
    const code = transpiled.code.replace(/\bexport \{\s*\};?\s*$/m, "");
    return /\bexports\b/.test(code) && isCommonCode(code) ? undefined : transpiled;
  }
  if (/\.(?:cjs|json|node)$/.test(file)) return undefined;
  if (!/\.m?js$/.test(file)) {
    const name = nameOf(file, folder);
    throw coded("ERR_UNKNOWN_FILE_EXTENSION", `Cannot import "${name}": files of its kind are no modules`);
  }
  const code = textOf(file);
  if (file.endsWith(".mjs")) return { code };
  const type = scopeOf(file)?.manifest.type;
  if (type === "module") return { code };
  return type === "commonjs" || isCommonCode(code) ? undefined : { code };
}
