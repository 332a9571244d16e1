import { createRequire } from "node:module";
import type { ReadKind } from "./trace.js";

interface Stamp {
  stampOf(kind: ReadKind, path: string): string;
  digestOfVariable(value: string): string;
  namesOf(names: readonly string[]): string;
}

const stamp: Stamp = createRequire(import.meta.url)("../preload/stamp.cjs");

/** What tells a file or folder from what it was, without reading it, as a kernel's trace notes it. */
export const stampOf: Stamp["stampOf"] = stamp.stampOf;

/**
 * The digest of a variable of an environment as a trace notes it, `null` where it is not set; of "*" that of the names of
 * all.
 */
export function variableIn(environment: NodeJS.ProcessEnv, name: string): string | null {
  const value = name === "*" ? stamp.namesOf(Object.keys(environment)) : environment[name];
  return value === undefined ? null : stamp.digestOfVariable(value);
}
