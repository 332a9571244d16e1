import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { UserError } from "../errors.js";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of the user's own state (the secret of trust, signatures, settings, checkpoints, what was deleted), which
 * only the user may enter; it is made where it is missing.
 * @throws UserError where it cannot be made.
 */
export function dataFolder(environment: Environment = process.env, platform = process.platform): string {
  const folder = dataFolderName(environment, platform);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(
      `${folder}: the folder for settings and checkpoints cannot be made (${why}).`,
      "Name another in the variable TSLAB_NOTEBOOK_DATA.",
    );
  }
  return folder;
}

/** Where the folder is: TSLAB_NOTEBOOK_DATA, or where the system has such things. */
export function dataFolderName(environment: Environment, platform: NodeJS.Platform): string {
  const { TSLAB_NOTEBOOK_DATA: own, XDG_DATA_HOME: xdg, APPDATA: appData } = environment;
  if (own) return resolve(own);
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "tslab-notebook");
  if (platform === "win32") return join(appData || join(homedir(), "AppData", "Roaming"), "tslab-notebook");
  // A relative one does not count, as its specification says.
  return join(xdg?.startsWith("/") ? xdg : join(homedir(), ".local", "share"), "tslab-notebook");
}
