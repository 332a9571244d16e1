import { relative } from "node:path";
import type { Entry } from "./entry.js";
import { factOf } from "./facts.js";
import type { Inputs } from "./inputs.js";
import type { Setting } from "./setting.js";

/** Why the inputs of a run are not what they were; `undefined` if they are. Paths are given as from `from`. */
export function changedInput(
  { facts, env }: Inputs,
  environment: Environment,
  from: string,
): string | undefined {
  const changed = facts.find(({ kind, path, fact }) => factOf(kind, path) !== fact);
  if (changed !== undefined) {
    const path = relative(from, changed.path);
    const shown = path === "" || path.startsWith("../../..") ? changed.path : path;
    return `${shown} ${wordFor(changed.fact, factOf(changed.kind, changed.path))}; cell ${changed.cell + 1} reads it`;
  }
  const name = Object.keys(env).find((one) => (environment(one) ?? null) !== env[one]);
  if (name === undefined) return undefined;
  return name === "*"
    ? "there are other environment variables"
    : `the environment variable ${name} has changed`;
}

/** Gives the digest of an environment variable as a kernel would see it. */
export type Environment = (name: string) => string | null;

function wordFor(before: string, now: string): string {
  if (now === "absent") return "is gone";
  return before === "absent" ? "is new" : "has changed";
}

/** Which part of the setting is not what it was. */
export function changedSetting(before: Setting, now: Setting): string | undefined {
  const name = [...new Set([...Object.keys(before), ...Object.keys(now)])].find(
    (one) => before[one] !== now[one],
  );
  return name === undefined ? undefined : `${name} has changed`;
}

/** Which cell of a notebook is not what it was, counted from 1 for people. */
export function changedCell(before: readonly string[], now: readonly string[]): string {
  const at = now.findIndex((digest, index) => before[index] !== digest);
  if (at >= 0) return `cell ${at + 1} has changed`;
  return before.length > now.length ? `cell ${now.length + 1} is gone` : "its metadata has changed";
}

/** Which file that a run has made is gone, or another. */
export function changedOutput({ outputs, made }: Entry, outDir: string): string | undefined {
  const places = [
    ...Object.entries(outputs).map(([name, fact]) => [`${outDir}/${name}`, fact] as const),
    ...Object.entries(made),
  ];
  const changed = places.find(([path, fact]) => factOf("file", path) !== fact);
  if (changed === undefined) return undefined;
  const [path, fact] = changed;
  return `${path}, which it has made, ${wordFor(fact, factOf("file", path))}`;
}
