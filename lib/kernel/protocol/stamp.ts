import { createHash } from "node:crypto";
import fs from "node:fs";
import { join } from "node:path";
import type { ReadKind } from "./trace.js";

// What the kernel notes and what the runner compares it with have to agree to the letter: both take it from here.

// From before cells are watched: looking for a stamp is no look of a cell's.
const { readdirSync, statSync } = fs;

/** Variables that differ from one shell, terminal or way of calling to the next, and that programs pass on. */
export const OF_THE_SHELL =
  /^(?:_|PWD|OLDPWD|SHLVL|INIT_CWD|COLORTERM|TERM|TERM_.*|WINDOWID|SSH_.*|npm_.*|TSLAB_(?:NOTEBOOK|KERNEL)_.*)$/;

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What tells a file or folder from what it was, without reading it: time, size, inode; of "deep" and "tree" those of all below it. */
export function stampOf(kind: ReadKind, path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  const own = `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
  if ((kind !== "deep" && kind !== "tree") || !stat.isDirectory()) return own;
  const below = readdirSync(path)
    .sort()
    .map((name) => `${name} ${stampOf(kind, join(path, name))}`);
  return digest([own, ...below].join("\n"));
}

/** The start of a value's digest: what is noted is kept on the disk, and values may be secret. */
export const digestOfVariable = (value: string): string => digest(value).slice(0, 16);

/** The names of variables, those of the shell left out, as one text. */
export const namesOf = (names: readonly string[]): string =>
  names
    .filter((name) => !OF_THE_SHELL.test(name))
    .sort()
    .join("\n");

/**
 * The digest of a variable of an environment as a trace notes it, `null` where it is not set; of "*" that of the names of
 * all.
 */
export function variableIn(environment: NodeJS.ProcessEnv, name: string): string | null {
  const value = name === "*" ? namesOf(Object.keys(environment)) : environment[name];
  return value === undefined ? null : digestOfVariable(value);
}
