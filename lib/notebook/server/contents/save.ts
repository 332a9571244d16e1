import { mkdir, stat } from "node:fs/promises";
import { digestOf } from "../../digest.js";
import type { JsonObject, JsonValue } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { withPath } from "./fs-error.js";
import { mayWrite, modelOf } from "./model.js";
import { notebookText } from "./notebook.js";
import { lstat, placeOf, stepsOf } from "./paths.js";
import type { Room } from "./room.js";
import type { Uploads } from "./uploads.js";
import { writeWhole } from "./write.js";

/** A file as it is after it was saved, and whether it is new. */
export interface Saved {
  readonly model: JsonObject;
  readonly made: boolean;
}

/** Saves what the front end sends: a notebook, a file, one piece of a file, or a new folder. */
export async function save(room: Room, uploads: Uploads, given: string, body: JsonObject): Promise<Saved> {
  const path = stepsOf(given).join("/");
  const place = placeOf(room.root, path);
  const before = lstat(place, path);
  const { type } = body;
  if (before !== undefined && before.isDirectory() !== (type === "directory"))
    throw new HttpError(409, `${path} is there, and is ${before.isDirectory() ? "a folder" : "no folder"}.`);
  if (before !== undefined && !before.isDirectory() && !before.isFile())
    throw new HttpError(400, `${path} is not a regular file.`);
  if (before !== undefined && !(await mayWrite(place)))
    throw new HttpError(403, `${path} is protected from writing. Save it under another name.`);
  const made = before === undefined;
  const model = await withPath(path, async () => {
    switch (type) {
      case "directory":
        if (made) await mkdir(place);
        return modelOf(place, path, await stat(place), { kind: "directory" });
      case "notebook":
        return saveNotebook(room, place, path, body.content);
      case "file":
        return saveFile(uploads, place, path, body);
      default:
        throw new HttpError(400, `"type" must say "notebook", "file" or "directory".`);
    }
  });
  return { model, made };
}

async function saveNotebook(room: Room, place: string, path: string, content: JsonValue | undefined) {
  const { text, sign } = notebookText(content, path);
  await writeWhole(place, text);
  if (sign) {
    try {
      room.trust.add(text);
    } catch {
      // The notebook is saved, and that counts. It is shown as untrusted when it is opened again.
    }
  }
  return modelOf(place, path, await stat(place), { kind: "notebook", hash: digestOf(text) });
}

async function saveFile(
  uploads: Uploads,
  place: string,
  path: string,
  body: JsonObject,
): Promise<JsonObject> {
  const bytes = bytesOf(body, path);
  const kind = path.toLowerCase().endsWith(".ipynb") ? "notebook" : "file";
  if (body.chunk === undefined || body.chunk === null) {
    await writeWhole(place, bytes);
    return modelOf(place, path, await stat(place), { kind, hash: digestOf(bytes) });
  }
  return modelOf(place, path, await uploads.take(place, body.chunk, bytes), { kind });
}

function bytesOf({ content, format }: JsonObject, path: string): Buffer {
  if (typeof content !== "string")
    throw new HttpError(400, `${path}: "content" must be the text of the file, or its bytes in base64.`);
  if (format === "text") return Buffer.from(content);
  if (format !== "base64") throw new HttpError(400, `${path}: "format" must say "text" or "base64".`);
  const digits = content.replace(/[\r\n]/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) throw new HttpError(400, `${path}: "content" is not base64.`);
  return Buffer.from(digits, "base64");
}
