import { resolve } from "node:path";
import type { PathsOption } from "../compiler/contract.js";

/** The paths that `paths` of a tsconfig.json gives to a specifier, in the order in which they are tried. */
export function pathsFor(specifier: string, { base, patterns }: PathsOption): string[] {
  let best:
    | { readonly prefix: string; readonly star: string; readonly targets: readonly string[] }
    | undefined;
  for (const [pattern, targets] of patterns) {
    const [prefix = "", suffix] = pattern.split("*");
    if (suffix === undefined) {
      if (pattern !== specifier) continue;
      best = { prefix, star: "", targets };
      break;
    }
    const fits =
      specifier.length >= prefix.length + suffix.length &&
      specifier.startsWith(prefix) &&
      specifier.endsWith(suffix);
    if (!fits || (best && prefix.length <= best.prefix.length)) continue;
    best = { prefix, star: specifier.slice(prefix.length, specifier.length - suffix.length), targets };
  }
  const { star = "", targets = [] } = best ?? {};
  return targets.map((target) =>
    resolve(
      base,
      target.replace("*", () => star),
    ),
  );
}
