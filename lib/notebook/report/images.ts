import { readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { JsonValue, MimeBundle } from "../nbformat/index.js";
import { isObject } from "../nbformat/json.js";
import { isHeavySvg } from "./svg-cost.js";

/** Pictures beyond this size are named instead of shown. */
const LARGEST = 10_000_000;

const RASTER = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;

/** The picture of a MIME bundle as a `data:` address, the most faithful type first; `undefined` if it has none. */
export function pictureOf(bundle: MimeBundle): string | undefined {
  for (const mime of RASTER) {
    const data = bundle[mime];
    const base64 = typeof data === "string" ? data.replace(/\s/g, "") : "";
    if (base64 !== "" && /^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return `data:${mime};base64,${base64}`;
  }
  const svg = bundle["image/svg+xml"];
  return typeof svg === "string" && svg.includes("<svg") ? svgAddress(svg) : undefined;
}

/**
 * SVG as a `data:` address: a browser runs no script of an SVG that it shows as a picture, and loads nothing for it.
 * `undefined` for one that would take minutes to draw.
 */
export function svgAddress(svg: string): string | undefined {
  if (isHeavySvg(svg)) return undefined;
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}

/** Where the pictures of a markdown cell come from. */
export interface PictureSources {
  readonly attachments?: { readonly [file: string]: MimeBundle };
  /** Folder of the notebook; local pictures come from inside it only. Without it, none do. */
  readonly sourceDir?: string;
  /** Collects the paths of the files that are looked for there, found or not. */
  readonly looked?: Set<string>;
}

/**
 * The `data:` address for the address of a picture in markdown: an attachment, or a file inside the notebook's folder.
 * `undefined` for what is not there, lies outside (also through links), is no picture, or is too large.
 */
export function embedded(
  address: string,
  { attachments, sourceDir, looked }: PictureSources,
): string | undefined {
  const path = decoded(address);
  if (path.startsWith("attachment:")) {
    const name = path.slice("attachment:".length);
    const found: JsonValue | undefined =
      attachments && Object.hasOwn(attachments, name) ? attachments[name] : undefined;
    return isObject(found) ? pictureOf(found) : undefined;
  }
  if (sourceDir === undefined || /^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(path) || path.includes("\0"))
    return undefined;
  const file = path.replace(/[?#].*$/, "");
  looked?.add(resolve(sourceDir, file));
  return localPicture(file, sourceDir);
}

function localPicture(path: string, folder: string): string | undefined {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(resolve(root, path));
    const inside = relative(root, file);
    if (/^\.\.(?:[\\/]|$)/.test(inside) || isAbsolute(inside)) return undefined;
    const found = statSync(file);
    // A pipe would never end.
    if (!found.isFile() || found.size > LARGEST) return undefined;
    const bytes = readFileSync(file);
    const mime = pictureType(bytes);
    if (mime !== undefined) return `data:${mime};base64,${bytes.toString("base64")}`;
    const text = bytes.toString("utf8");
    return /\.svg$/i.test(file) && text.includes("<svg") ? svgAddress(text) : undefined;
  } catch {
    // Not there or not readable: the report names the picture in its place.
    return undefined;
  }
}

function pictureType(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\x89PNG\r\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : undefined;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
