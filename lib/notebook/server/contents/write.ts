import { randomUUID } from "node:crypto";
import { chmod, copyFile, type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A name beside a file for what is to take its place: hidden, not too long, and nobody else's. */
export function temporaryFor(place: string): string {
  return join(
    dirname(place),
    `.${[...basename(place)].slice(0, 40).join("")}.${process.pid}.${randomUUID()}.tmp`,
  );
}

/** Makes the temporary file of a place, which nobody may read who may not read what is there. */
export async function openTemporary(temporary: string, place: string): Promise<FileHandle> {
  return open(temporary, "wx", (await modeOf(place)) ?? 0o666);
}

/** Writes a file so that it is complete or untouched at any time; its mode is kept. */
export async function writeWhole(place: string, content: string | Uint8Array): Promise<void> {
  await replace(place, async (temporary) => {
    const file = await openTemporary(temporary, place);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/** Copies a file over another, which is complete or untouched at any time; the mode of what was there is kept. */
export async function copyWhole(from: string, place: string): Promise<void> {
  await replace(place, (temporary) => copyFile(from, temporary));
}

/** Puts a temporary file in the place of another, with the mode of the latter. */
export async function takePlace(temporary: string, place: string): Promise<void> {
  const mode = await modeOf(place);
  if (mode !== undefined) await chmod(temporary, mode);
  await rename(temporary, place);
}

async function modeOf(place: string): Promise<number | undefined> {
  return stat(place).then(
    (stats) => stats.mode & 0o777,
    () => undefined,
  );
}

async function replace(place: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryFor(place);
  try {
    await write(temporary);
    await takePlace(temporary, place);
  } catch (error) {
    // What cannot be removed must not hide why it could not be written.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
