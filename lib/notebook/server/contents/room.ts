import { mkdirSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { digestOf } from "../../digest.js";
import { UserError } from "../../errors.js";
import { openTrust, type Trust } from "./trust.js";

/** What all of the contents API works with. */
export interface Room {
  /** The real path of the folder that is served. */
  readonly root: string;
  readonly trust: Trust;
  /** Where the one checkpoint of each file is kept, under the file's own path. */
  readonly checkpoints: string;
  /** Where deleted files go. */
  readonly trash: string;
}

/**
 * The room of a project whose state lies in the user's own data folder.
 * @throws UserError where the root is no folder.
 */
export function openRoom(root: string, data: string): Room {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${root}: there is no such folder`, "Name the folder to be served (--root DIR).");
  const real = realpathSync(root);
  const checkpoints = join(
    data,
    "checkpoints",
    `${basename(real).slice(0, 40)}-${digestOf(real).slice(0, 16)}`,
  );
  const trash = join(data, "trash");
  for (const folder of [checkpoints, trash]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { root: real, trust: openTrust(join(data, "trust")), checkpoints, trash };
}
