import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { digestOf } from "../../digest.js";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { withPath } from "./fs-error.js";
import { listFolder } from "./list.js";
import { mimeOf } from "./mime.js";
import { type Kind, kindOf, modelOf } from "./model.js";
import { notebookContent } from "./notebook.js";
import { hashOfFile, readWhole } from "./open.js";
import { fileOf, stepsOf } from "./paths.js";
import type { Room } from "./room.js";

/** What is asked for of a file. */
export interface Wanted {
  readonly content: boolean;
  readonly hash: boolean;
  readonly type?: string;
  readonly format?: string;
}

/** What a query asks for. @throws HttpError 400 where a setting has a value that it cannot have. */
export function wantedOf(query: URLSearchParams): Wanted {
  const type = query.get("type") ?? undefined;
  const format = query.get("format") ?? undefined;
  if (type !== undefined && !["directory", "notebook", "file"].includes(type))
    throw new HttpError(
      400,
      `"type" is ${JSON.stringify(type)}, expected "directory", "notebook" or "file".`,
    );
  if (format !== undefined && !["text", "base64", "json"].includes(format))
    throw new HttpError(400, `"format" is ${JSON.stringify(format)}, expected "text" or "base64".`);
  return { content: query.get("content") !== "0", hash: query.get("hash") === "1", type, format };
}

/** A file or folder as the contents API describes it, with its content where that is wanted. */
export async function getModel(room: Room, given: string, wanted: Wanted): Promise<JsonObject> {
  const path = stepsOf(given).join("/");
  const place = fileOf(room.root, path);
  const stats = await withPath(path, () => stat(place));
  const kind = kindFor(path, place, stats, wanted.type);
  if (kind === "directory") {
    if (!wanted.content) return modelOf(place, path, stats, { kind });
    const content = await listFolder(room.root, place, path);
    return modelOf(place, path, stats, { kind, content, format: "json" });
  }
  if (!stats.isFile()) throw new HttpError(400, `${path} is not a regular file.`);
  if (!wanted.content) {
    const hash = wanted.hash ? await hashOfFile(place, path) : undefined;
    return modelOf(place, path, stats, { kind, hash });
  }
  const bytes = await readWhole(place, path);
  const hash = wanted.hash ? digestOf(bytes) : undefined;
  if (kind === "notebook") {
    const content = notebookContent(bytes, path, room.trust);
    return modelOf(place, path, stats, { kind, content, format: "json", hash });
  }
  return modelOf(place, path, stats, { kind, hash, ...encoded(bytes, path, wanted.format) });
}

function kindFor(path: string, place: string, stats: Stats, type: string | undefined): Kind {
  const natural = kindOf(basename(place), stats);
  if (type === undefined || type === natural) return natural;
  if (type === "directory") throw new HttpError(400, `${path} is not a folder.`);
  if (natural === "directory") throw new HttpError(400, `${path === "" ? "The root" : path} is a folder.`);
  return type === "notebook" ? "notebook" : "file";
}

function encoded(bytes: Buffer, path: string, format: string | undefined) {
  const text = format === "base64" ? undefined : textOf(bytes);
  if (text === undefined && format === "text")
    throw new HttpError(400, `${path} is not text in UTF-8, and cannot be opened as text.`);
  return text === undefined
    ? ({
        content: bytes.toString("base64"),
        format: "base64",
        mimetype: mimeOf(path) ?? "application/octet-stream",
      } as const)
    : ({ content: text, format: "text", mimetype: mimeOf(path) ?? "text/plain" } as const);
}

function textOf(bytes: Buffer): string | undefined {
  // No text has it, and an editor that shows it loses it.
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
