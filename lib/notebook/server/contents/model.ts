import { constants, type Stats } from "node:fs";
import { access } from "node:fs/promises";
import type { JsonObject, JsonValue } from "../../nbformat/types.js";
import { mimeOf } from "./mime.js";

/** What kind of document a file is to the front end. */
export type Kind = "directory" | "notebook" | "file";

/** What is sent of a file beside what the file system knows of it. */
export interface Sent {
  readonly kind: Kind;
  readonly content?: JsonValue;
  readonly format?: "json" | "text" | "base64";
  readonly mimetype?: string;
  /** SHA-256, in hexadecimal. */
  readonly hash?: string;
}

/** A file as the contents API describes it. */
export async function modelOf(place: string, path: string, stats: Stats, sent: Sent): Promise<JsonObject> {
  const name = path.split("/").at(-1) ?? "";
  const made = stats.birthtimeMs > 0 ? stats.birthtime : stats.mtime;
  return {
    name,
    path,
    last_modified: stats.mtime.toISOString(),
    created: made.toISOString(),
    content: sent.content ?? null,
    format: sent.format ?? null,
    mimetype: sent.mimetype ?? (sent.kind === "file" ? (mimeOf(name) ?? null) : null),
    size: sent.kind === "directory" ? null : stats.size,
    writable: await mayWrite(place),
    type: sent.kind,
    hash: sent.hash ?? null,
    hash_algorithm: sent.hash === undefined ? null : "sha256",
  };
}

/** The kind of an entry that is a folder or a regular file. */
export function kindOf(name: string, stats: Stats): Kind {
  if (stats.isDirectory()) return "directory";
  return name.toLowerCase().endsWith(".ipynb") ? "notebook" : "file";
}

/** Whether a file may be written. */
export async function mayWrite(place: string): Promise<boolean> {
  return access(place, constants.W_OK).then(
    () => true,
    () => false,
  );
}
