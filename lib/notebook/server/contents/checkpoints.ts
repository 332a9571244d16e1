import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { withPath } from "./fs-error.js";
import { mayWrite } from "./model.js";
import { openFile } from "./open.js";
import { fileOf, stepsOf } from "./paths.js";
import type { Room } from "./room.js";
import { copyWhole } from "./write.js";

/** The one checkpoint that a file has. */
const ID = "checkpoint";

/** A file's checkpoints: one, or none. */
export async function listCheckpoints(room: Room, path: string): Promise<JsonObject[]> {
  const found = await stat(keptAt(room, path)).catch(() => undefined);
  return found?.isFile() ? [{ id: ID, last_modified: found.mtime.toISOString() }] : [];
}

/** Keeps the file as it is now, in place of what was kept before. */
export async function makeCheckpoint(room: Room, path: string): Promise<JsonObject> {
  const place = fileOf(room.root, path);
  // Only a regular file can be copied; a pipe would wait.
  await (await openFile(place, path)).file.close();
  const kept = keptAt(room, path);
  await withPath(path, async () => {
    // A folder may have had the file's name, or the other way round.
    if ((await stat(kept).catch(() => undefined))?.isDirectory()) await rm(kept, { recursive: true });
    await makeFolder(room.checkpoints, dirname(kept));
    await copyWhole(place, kept);
  });
  const [made] = await listCheckpoints(room, path);
  if (made === undefined) throw new Error(`${kept}: the checkpoint that was just made is not there`);
  return made;
}

/** Puts what was kept in the place of the file. */
export async function restoreCheckpoint(room: Room, path: string, id: string): Promise<void> {
  const kept = await existing(room, path, id);
  const place = fileOf(room.root, path);
  if (!(await mayWrite(place))) throw new HttpError(403, `${path} is protected from writing.`);
  await withPath(path, () => copyWhole(kept, place));
}

/** Removes what was kept. */
export async function dropCheckpoint(room: Room, path: string, id: string): Promise<void> {
  await rm(await existing(room, path, id), { force: true });
}

/** Lets what is kept of a file, or of all in a folder, follow it to its new path. */
export async function moveCheckpoint(room: Room, from: string, to: string): Promise<void> {
  const kept = keptAt(room, from);
  if (!(await exists(kept))) return;
  await rm(keptAt(room, to), { recursive: true, force: true });
  await makeFolder(room.checkpoints, dirname(keptAt(room, to)));
  await rename(kept, keptAt(room, to));
}

/** Removes what is kept of a file, or of all in a folder. */
export async function forgetCheckpoint(room: Room, path: string): Promise<void> {
  await rm(keptAt(room, path), { recursive: true, force: true });
}

function keptAt(room: Room, path: string): string {
  return join(room.checkpoints, ...stepsOf(path));
}

async function existing(room: Room, path: string, id: string): Promise<string> {
  const [kept] = await listCheckpoints(room, path);
  if (kept === undefined || id !== ID)
    throw new HttpError(404, `${path} has no checkpoint ${JSON.stringify(id)}.`);
  return keptAt(room, path);
}

async function makeFolder(top: string, folder: string): Promise<void> {
  for (let above = folder; above.length > top.length; above = dirname(above)) {
    if ((await stat(above).catch(() => undefined))?.isFile()) await rm(above);
  }
  await mkdir(folder, { recursive: true });
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
