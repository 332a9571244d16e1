import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
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
 * command and holds nothing else.
 */
export function checkOut(out: string): void {
  const found = statSync(out, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory())
    throw new UserError(`${out}: found a file, expected a folder or nothing. Give another --out.`);
  const names = readdirSync(out);
  if (names.length === 0) return;
  if (!isOurs(out)) {
    throw new UserError(
      `${out}: found a folder that this command has not written, which it does not replace. Give another --out.`,
    );
  }
  const other = names.find((name) => !OURS.has(name));
  if (other === undefined) return;
  throw new UserError(
    `${out}: found ${other} beside the results, which would be lost. Move it, or give another --out.`,
  );
}

/**
 * Writes a folder all or nothing: `fill` writes into one beside it, which then takes its place; a folder of ours that was there
 * is kept until the new one is whole.
 */
export async function replaceFolder(out: string, fill: (folder: string) => Promise<void>): Promise<void> {
  checkOut(out);
  const path = resolve(out);
  const fresh = join(dirname(path), `.${basename(path)}-${process.pid}`);
  const before = `${fresh}-before`;
  try {
    try {
      mkdirSync(fresh, { recursive: true });
    } catch (error) {
      throw new UserError(
        `${out}: cannot be written (${error instanceof Error ? error.message : String(error)}).`,
      );
    }
    await fill(fresh);
    checkOut(out);
    if (existsSync(path)) renameSync(path, before);
    renameSync(fresh, path);
  } finally {
    if (!existsSync(path) && existsSync(before)) renameSync(before, path);
    for (const left of [fresh, before]) rmSync(left, { recursive: true, force: true });
  }
}

function isOurs(out: string): boolean {
  try {
    return JSON.parse(readFileSync(join(out, "summary.json"), "utf8")).program === PROGRAM;
  } catch {
    return false;
  }
}
