import { randomBytes } from "node:crypto";
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { forgetCheckpoint, moveCheckpoint } from "./checkpoints.js";
import { withPath } from "./fs-error.js";
import { getModel } from "./get.js";
import { entryOf, lstat, stepsOf } from "./paths.js";
import type { Room } from "./room.js";

/** Deleted files are kept for thirty days. */
const KEPT = 30 * 24 * 3_600_000;

/** Gives a file or folder another path, where nothing is as yet. A link is moved, not what it leads to. */
export async function move(room: Room, given: string, to: unknown): Promise<JsonObject> {
  if (typeof to !== "string") throw new HttpError(400, `"path" must be the new path.`);
  const path = stepsOf(given).join("/");
  const target = stepsOf(to).join("/");
  const from = existing(room, path);
  const place = entryOf(room.root, target);
  if (from.place !== place) {
    const there = lstat(place, target);
    // Where a file system takes "a" and "A" for one, the file itself is what is there.
    if (
      there !== undefined &&
      !(there.ino === from.stats.ino && there.dev === from.stats.dev && there.ino !== 0)
    )
      throw new HttpError(409, `${target}: a file or folder of this name is there. Choose another.`);
    await withPath(target, () => rename(from.place, place));
    // The file has its new name, and that counts: at worst it has no checkpoint there.
    await moveCheckpoint(room, path, target).catch(() => undefined);
  }
  return getModel(room, target, { content: false, hash: false });
}

/** Takes a file or folder away, into a folder of the user's own from which it can be taken back for thirty days. */
export async function remove(room: Room, given: string): Promise<void> {
  const path = stepsOf(given).join("/");
  const { place } = existing(room, path);
  await clearTrash(room.trash);
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const bin = join(room.trash, `${stamp}-${randomBytes(3).toString("hex")}`);
  await withPath(path, async () => {
    await mkdir(bin, { mode: 0o700 });
    await writeFile(join(bin, ".path"), `${place}\n`);
    await carry(place, join(bin, basename(place)), bin);
  });
  await forgetCheckpoint(room, path).catch(() => undefined);
}

/** Moves something into a bin, also on another disk; the bin goes where nothing came to be in it. */
async function carry(from: string, to: string, bin: string): Promise<void> {
  try {
    await rename(from, to).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EXDEV") throw error;
      return cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    });
  } catch (error) {
    await rm(bin, { recursive: true, force: true });
    throw error;
  }
  // What was copied to another disk is still there, and from here on the bin holds all of it.
  await rm(from, { recursive: true, force: true });
}

function existing(room: Room, path: string) {
  const place = entryOf(room.root, path);
  const stats = lstat(place, path);
  if (stats === undefined) throw new HttpError(404, `${path}: there is no such file or folder.`);
  return { place, stats };
}

async function clearTrash(trash: string): Promise<void> {
  for (const name of await readdir(trash)) {
    const bin = join(trash, name);
    const age = await stat(bin).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > KEPT) await rm(bin, { recursive: true, force: true }).catch(() => undefined);
  }
}
