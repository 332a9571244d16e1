import { UserError } from "../errors.js";
import { isList, isObject } from "./json.js";
import { isJsonMime, lines, mapValues } from "./multiline.js";
import { parseNotebook } from "./parse.js";
import type { JsonObject, JsonValue, Notebook } from "./types.js";

/**
 * A notebook as canonical text, the form in which Jupyter's own server saves it: keys sorted, one space of indent,
 * source and text as lists of lines, letters beyond ASCII as they are, a line break at the end. JSON outputs keep their
 * own order of keys, and images stay one string. Formatting twice gives the same text as formatting once.
 */
export function formatNotebook(notebook: Notebook): string {
  // A notebook is JSON by its type, except that interfaces have no index signature.
  const whole = notebook as unknown as JsonObject;
  const split = mapValues(sorted(whole, ["cells"]), (value, key) =>
    key === "cells" && isList(value) ? value.map((cell) => (isObject(cell) ? splitCell(cell) : cell)) : value,
  );
  return `${JSON.stringify(split, null, 1)}\n`;
}

/** Whether text is a valid notebook in canonical form, that is, what `formatNotebook` would write for it. */
export function isCanonical(text: string): boolean {
  try {
    return formatNotebook(parseNotebook(text, "notebook")) === text;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function splitCell(cell: JsonObject): JsonObject {
  return mapValues(sorted(cell, ["attachments", "outputs"]), (value, key) => {
    if (key === "source") return typeof value === "string" ? lines(value) : value;
    if (key === "attachments" && isObject(value)) return mapValues(byKey(value), splitBundle);
    if (key === "outputs" && isList(value))
      return value.map((output) => (isObject(output) ? splitOutput(output) : output));
    return value;
  });
}

function splitOutput(output: JsonObject): JsonObject {
  return mapValues(sorted(output, ["data"]), (value, key) => {
    if (key === "text") return typeof value === "string" ? lines(value) : value;
    return key === "data" ? splitBundle(value) : value;
  });
}

function splitBundle(bundle: JsonValue): JsonValue {
  if (!isObject(bundle)) return bundle;
  return mapValues(byKey(bundle), (content, mime) =>
    typeof content !== "string" || isJsonMime(mime) || isBinary(mime) ? content : lines(content),
  );
}

function isBinary(mime: string): boolean {
  return /^(image|audio|video|font)\//.test(mime) && mime !== "image/svg+xml";
}

function byKey(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The object with its keys sorted, and those of all that it holds except under some of its own keys. */
function sorted(object: JsonObject, except: readonly string[] = []): JsonObject {
  return mapValues(byKey(object), (value, key) => (except.includes(key) ? value : sortedValue(value)));
}

function sortedValue(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(sortedValue);
  return isObject(value) ? sorted(value) : value;
}
