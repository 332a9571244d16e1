import type { Answer, Asked } from "../route.js";
import { mimeOf } from "./mime.js";
import { openFile } from "./open.js";
import { fileOf } from "./paths.js";
import type { Room } from "./room.js";

const POLICY = [
  "sandbox",
  "default-src 'none'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "font-src data:",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
].join("; ");

/**
 * A file as it is. Whatever it holds runs no script, loads nothing from elsewhere, and is in an origin of its own: it
 * reaches neither the server nor what the browser keeps for it.
 */
export async function rawFile({ root }: Room, { params, query }: Asked): Promise<Answer> {
  const path = params.path ?? "";
  const { file, stats } = await openFile(fileOf(root, path), path);
  const name = path.split("/").at(-1) ?? "";
  return {
    headers: {
      "Content-Type": withCharset(mimeOf(name) ?? "application/octet-stream"),
      "Content-Length": String(stats.size),
      "Content-Disposition": disposition(name, query.get("download") === "1"),
      "Content-Security-Policy": POLICY,
      "X-Frame-Options": "SAMEORIGIN",
    },
    // What grows while it is sent must not be longer than was said.
    body: file.createReadStream(stats.size === 0 ? {} : { end: stats.size - 1 }),
  };
}

function withCharset(type: string): string {
  return /^text\/|[/+](?:json|xml|yaml)$/.test(type) ? `${type}; charset=utf-8` : type;
}

function disposition(name: string, download: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `${download ? "attachment" : "inline"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
