import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../errors.js";

const REASONS: { readonly [code: string]: readonly [what: string, hint: string] } = {
  EACCES: ["permission is denied", "Choose a folder that you may write to (--out DIR)."],
  EDQUOT: ["your quota is used up", "Free some space, or choose another folder (--out DIR)."],
  EEXIST: ["a file is in the way", "Choose another folder (--out DIR)."],
  ENAMETOOLONG: ["its name is too long", "Give the notebook a shorter name."],
  EISDIR: ["a folder is in the way", "Move the folder away."],
  ENOSPC: ["the disk is full", "Free some space, or choose another folder (--out DIR)."],
  ENOTDIR: ["a file is in the way", "Choose another folder (--out DIR)."],
  EPERM: ["permission is denied", "Choose a folder that you may write to (--out DIR)."],
  EROFS: ["the file system is read-only", "Choose a folder that you may write to (--out DIR)."],
};

/** Enough to tell a full disk from one with room: a file system may still take an empty file. */
const PROBE = "x".repeat(8_192);

/**
 * Writes a file so that it is complete or untouched at any time: to a temporary file in the same folder, flushed to
 * the disk, then renamed. Two writers never mix. A file's mode is kept, and a link's target is what is written. A
 * folder that someone has removed meanwhile is made again.
 * @throws UserError when the disk is full or the place cannot be written; nothing temporary stays behind.
 */
export function writeFileAtomic(path: string, text: string): void {
  const target = targetOf(path);
  const temporary = join(dirname(target), temporaryName(basename(target)));
  try {
    mkdirSync(dirname(target), { recursive: true });
    const mode = statSync(target, { throwIfNoEntry: false })?.mode;
    writeFlushed(temporary, text, (mode ?? 0o666) & 0o777);
    // The mask of the process takes bits from a new file, which an old one may have.
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, target);
  } catch (error) {
    remove(temporary);
    throw userError(path, error);
  }
}

/**
 * Makes sure, before anything else is done, that files can be written to a folder; the folder is made if it is not
 * there.
 * @throws UserError that says why they cannot.
 */
export function assertWritable(folder: string): void {
  const probe = join(folder, `.tsnb-${process.pid}.${randomUUID()}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFlushed(probe, PROBE, 0o600);
  } catch (error) {
    throw userError(folder, error);
  } finally {
    remove(probe);
  }
}

/** A name that nobody else takes, and that is no longer than names may be where that of the file is long. */
function temporaryName(name: string): string {
  return `.${[...name].slice(0, 40).join("")}.${process.pid}.${randomUUID()}.tmp`;
}

/** What cannot be removed must not hide why it could not be written. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The error of the write says more.
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function writeFlushed(path: string, text: string, mode: number): void {
  const file = openSync(path, "wx", mode);
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function userError(path: string, error: unknown): unknown {
  const reason = error instanceof Error && "code" in error ? REASONS[String(error.code)] : undefined;
  return reason === undefined ? error : new UserError(`${path} cannot be written: ${reason[0]}.`, reason[1]);
}
