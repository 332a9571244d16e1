import { isList, isObject } from "./json.js";
import type { JsonObject, JsonValue } from "./types.js";

/** Whether content of a MIME type is JSON, which is kept as it is, rather than text. */
export function isJsonMime(mime: string): boolean {
  return /^application\/(.*\+)?json$/.test(mime);
}

/** Joins a multi-line string as files hold it (a string or a list of strings); anything else passes through. */
export function joined(value: JsonValue): JsonValue {
  return isList(value) && value.every((line) => typeof line === "string") ? value.join("") : value;
}

/** Splits text after each line break, as files hold it; empty text gives an empty list. */
export function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** Joins every multi-line string of a cell: source, stream text, MIME bundles of outputs and attachments. */
export function joinCell(cell: JsonObject): JsonObject {
  return mapFields(cell, {
    source: joined,
    attachments: (files) => (isObject(files) ? mapValues(files, joinBundle) : files),
    outputs: (outputs) =>
      isList(outputs)
        ? outputs.map((output) =>
            isObject(output) ? mapFields(output, { text: joined, data: joinBundle }) : output,
          )
        : outputs,
  });
}

function joinBundle(bundle: JsonValue): JsonValue {
  return isObject(bundle)
    ? mapValues(bundle, (content, mime) => (isJsonMime(mime) ? content : joined(content)))
    : bundle;
}

/** The object with each value replaced; keys such as `__proto__` stay ordinary keys. */
export function mapValues(
  object: JsonObject,
  change: (value: JsonValue, key: string) => JsonValue,
): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

function mapFields(
  object: JsonObject,
  changes: { readonly [key: string]: (value: JsonValue) => JsonValue },
): JsonObject {
  return mapValues(object, (value, key) =>
    Object.hasOwn(changes, key) ? (changes[key]?.(value) ?? value) : value,
  );
}

/** The object without some keys. */
export function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
