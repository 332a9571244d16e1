import { cp, mkdir, open, readdir, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { withPath } from "./fs-error.js";
import { getModel } from "./get.js";
import { freeName, nameFault } from "./names.js";
import { emptyNotebook } from "./notebook.js";
import { openFile } from "./open.js";
import { fileOf, stepsOf } from "./paths.js";
import type { Room } from "./room.js";

/** Makes a new notebook, file or folder in a folder, or a copy of one, under a name that is free. */
export async function create(room: Room, given: string, body: JsonObject): Promise<JsonObject> {
  const path = stepsOf(given).join("/");
  const folder = fileOf(room.root, path);
  const copied = body.copy_from;
  if (copied !== undefined && typeof copied !== "string")
    throw new HttpError(400, `"copy_from" must be the path of a file or folder.`);
  const name = await withPath(path, () =>
    copied === undefined ? makeNew(folder, body) : copy(room, copied, folder),
  );
  return getModel(room, path === "" ? name : `${path}/${name}`, { content: false, hash: false });
}

async function makeNew(folder: string, { type = "file", ext = "" }: JsonObject): Promise<string> {
  switch (type) {
    case "notebook":
      return firstFree(folder, "Untitled.ipynb", "", 0, (place) =>
        writeFile(place, emptyNotebook(), { flag: "wx" }),
      );
    case "directory":
      return firstFree(folder, "Untitled Folder", " ", 0, (place) => mkdir(place));
    case "file":
      return firstFree(folder, `untitled${extensionOf(ext)}`, "", 0, async (place) =>
        (await open(place, "wx")).close(),
      );
    default:
      throw new HttpError(400, `"type" must say "notebook", "file" or "directory".`);
  }
}

async function copy(room: Room, from: string, folder: string): Promise<string> {
  const source = fileOf(room.root, from);
  if (source === room.root) throw new HttpError(400, "The root folder cannot be copied.");
  // A pipe would be copied for ever.
  if (!(await stat(source)).isDirectory()) await (await openFile(source, from)).file.close();
  const name = basename(source).replace(/-Copy\d*(?=\.[^.]*$|$)/, "");
  return firstFree(folder, name, "-Copy", 1, (place) =>
    cp(source, place, {
      recursive: true,
      errorOnExist: true,
      force: false,
      verbatimSymlinks: true,
      preserveTimestamps: false,
    }),
  );
}

function extensionOf(ext: JsonObject[string]): string {
  if (typeof ext !== "string") throw new HttpError(400, `"ext" must be a text such as ".ts".`);
  const dotted = ext === "" || ext.startsWith(".") ? ext : `.${ext}`;
  const fault = nameFault(`untitled${dotted}`);
  if (fault !== undefined) throw new HttpError(400, fault);
  return dotted;
}

/** Makes something under the first name that is free; whoever takes that name meanwhile keeps it. */
async function firstFree(
  folder: string,
  name: string,
  insert: string,
  from: 0 | 1,
  make: (place: string) => Promise<unknown>,
): Promise<string> {
  const taken = new Set((await readdir(folder)).map((one) => one.normalize().toLowerCase()));
  for (;;) {
    const free = freeName(name, (one) => taken.has(one.normalize().toLowerCase()), insert, from);
    try {
      await make(join(folder, free));
      return free;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EEXIST" && code !== "ERR_FS_CP_EEXIST") throw error;
      taken.add(free.normalize().toLowerCase());
    }
  }
}
