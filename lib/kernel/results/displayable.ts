import { types } from "node:util";
import { plainJson } from "./plain-json.js";
import { messageOf } from "./text.js";

/** The method by which a value says how it is shown, in Deno and here. */
export const DISPLAY = Symbol.for("Jupyter.display");

/** What a value says of its display: its MIME bundle, or why there is none; `undefined` where it says nothing. */
export type OwnDisplay =
  | { readonly data: Record<string, unknown> }
  | { readonly problem: string }
  | undefined;

/**
 * The display that a value gives of itself: by `[Symbol.for("Jupyter.display")]()`, or as HTML by `toHtml()` or `toHTML()`. Each may be
 * asynchronous. Never throws.
 */
export async function ownDisplay(value: unknown): Promise<OwnDisplay> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || types.isProxy(value)) {
    return undefined;
  }
  // What a library exports by these names is for others to call.
  if (types.isModuleNamespaceObject(value)) return undefined;
  return (
    (await called(value, DISPLAY, mediaOf)) ??
    (await called(value, "toHtml", htmlOf)) ??
    called(value, "toHTML", htmlOf)
  );
}

async function called(
  value: object,
  name: string | symbol,
  read: (given: unknown) => Record<string, unknown>,
): Promise<OwnDisplay> {
  const title = typeof name === "symbol" ? `[Symbol.for("${String(name.description)}")]` : name;
  try {
    const method: unknown = Reflect.get(value, name);
    if (typeof method !== "function") return undefined;
    const given: unknown = await method.call(value);
    // It chose to say nothing.
    return given === undefined || given === null ? undefined : { data: read(given) };
  } catch (error) {
    return { problem: `${title}() failed: ${messageOf(error)}` };
  }
}

function htmlOf(given: unknown): Record<string, unknown> {
  if (typeof given !== "string") throw new TypeError(`it gave ${kindOf(given)} in place of a string`);
  return { "text/html": given };
}

function mediaOf(given: unknown): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`it gave ${kindOf(given)} in place of an object of MIME types`);
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([type, content]) => {
      if (content === undefined) return [];
      if (!/^[\w.+-]+\/[\w.+-]+/.test(type)) throw new TypeError(`it gave "${type}", which is no MIME type`);
      return [[type, contentOf(type, content)]];
    }),
  );
}

function contentOf(type: string, content: unknown): unknown {
  if (/[/+]json\b/.test(type)) return plainJson(content);
  if (typeof content === "string") return content;
  // Jupyter's own form for long texts.
  if (Array.isArray(content) && content.every((line) => typeof line === "string")) return content.join("");
  if (content instanceof Uint8Array) return Buffer.from(content).toString("base64");
  throw new TypeError(`it gave ${kindOf(content)} for ${type} in place of a string`);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
