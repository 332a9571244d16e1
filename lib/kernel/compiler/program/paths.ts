import type ts from "typescript";
import type { PathsOption } from "../contract.js";

/** What `paths` and `baseUrl` of a tsconfig.json say, for who loads modules; `undefined` where they say nothing. */
export function pathsOf(given: ts.CompilerOptions): PathsOption | undefined {
  const { paths = {}, baseUrl, pathsBasePath } = given;
  const patterns = Object.entries(paths);
  // All that is imported by a bare name may lie there.
  if (baseUrl !== undefined && !("*" in paths)) patterns.push(["*", ["*"]]);
  const base = baseUrl ?? pathsBasePath;
  if (patterns.length === 0 || typeof base !== "string") return undefined;
  return { base, patterns };
}
