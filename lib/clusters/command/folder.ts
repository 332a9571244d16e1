import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { UserError } from "./errors.js";

/** What a summary of ours says it was written by. */
export const PROGRAM = "innovation-clusters identify";

/** All files of a folder of ours; nothing else may stand in one that is replaced. */
const OURS = new Set([
  ...["clusters", "members", "shares", "ranking"].flatMap((name) => [`${name}.csv`, `${name}.parquet`]),
  "clusters.geojson",
  "summary.json",
]);

/**
 * Throws a `UserError` unless the folder may be written: it is not there yet, it is empty, or it was written by this
 * command and holds nothing else; and nobody works in it, who would be left in a folder that is gone.
 */
export function checkOut(out: string): void {
  try {
    check(out);
  } catch (error) {
    throw refused(out, error);
  }
}

function check(out: string): void {
  if (out.trim() === "") throw new UserError("Found an empty --out, expected the name of a folder.");
  const found = statSync(out, { throwIfNoEntry: false });
  if (!found) {
    if (!lstatSync(out, { throwIfNoEntry: false })) return;
    throw new UserError(`${out}: found a link that leads nowhere, expected a folder. Give another --out.`);
  }
  if (!found.isDirectory())
    throw new UserError(`${out}: found a file, expected a folder or nothing. Give another --out.`);
  const names = readdirSync(out);
  if (names.length > 0 && !isOurs(out)) {
    throw new UserError(
      `${out}: found a folder that this command has not written, which it does not replace. Give another --out.`,
    );
  }
  const other = names.find((name) => !OURS.has(name));
  if (other !== undefined) {
    throw new UserError(
      `${out}: found ${other} beside the results, which would be lost. Move it, or give another --out.`,
    );
  }
  if (`${process.cwd()}${sep}`.startsWith(`${realpathSync(out)}${sep}`)) {
    throw new UserError(
      `${out}: found the folder that you are in, which cannot be replaced. Give another --out.`,
    );
  }
}

/**
 * Writes a folder all or nothing: `fill` writes into one beside it, which then takes its place; a folder of ours that was there
 * is kept until the new one is whole, and of that one only files that bear our names are removed. What the file system
 * refuses becomes a `UserError`.
 */
export async function replaceFolder(out: string, fill: (folder: string) => Promise<void>): Promise<void> {
  checkOut(out);
  const path = existsSync(out) ? realpathSync(out) : resolve(out);
  const fresh = join(dirname(path), `.${basename(path)}-${process.pid}`);
  const before = `${fresh}-before`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(fresh);
    try {
      await fill(fresh);
      checkOut(out);
      if (existsSync(path)) renameSync(path, before);
      renameSync(fresh, path);
    } finally {
      if (!existsSync(path) && existsSync(before)) renameSync(before, path);
      for (const left of [fresh, before]) if (existsSync(left)) removeOurs(left);
    }
  } catch (error) {
    throw refused(out, error);
  }
}

/** What the file system says, for the person at the keyboard; other errors as they are. */
function refused(out: string, error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  return new UserError(`${out}: cannot be written (${error.message}).`);
}

/** Never what someone else put there: a folder that is then not empty stays. */
function removeOurs(folder: string): void {
  for (const name of OURS) rmSync(join(folder, name), { force: true });
  rmdirSync(folder);
}

function isOurs(out: string): boolean {
  try {
    return JSON.parse(readFileSync(join(out, "summary.json"), "utf8")).program === PROGRAM;
  } catch {
    return false;
  }
}
