import { isList } from "tslab-kernel/json";
import { UserError } from "../errors.js";
import { locateJsonError } from "./json-error.js";
import { quote } from "./quote.js";
import type { JsonValue } from "./types.js";

export { isList, isObject } from "tslab-kernel/json";

const DEEPEST = 500;

/** "a number", "a list" …: what a message says was found. Short strings are quoted. */
export function describe(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = quote(value);
  return text.length <= 40 ? text : `a ${typeof value}`;
}

/**
 * Parses JSON text; a byte order mark at its start is allowed.
 * @throws UserError that names the line, the column, what was found and what was expected.
 */
export function parseJson(text: string, path: string): JsonValue {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let value: JsonValue;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UserError(
      `${path}: not JSON: ${locateJsonError(json) ?? cause.message}`,
      "Is the file complete?",
    );
  }
  if (deeperThan(value, DEEPEST)) {
    throw new UserError(`${path}: its JSON is nested more than ${DEEPEST} levels deep, expected a notebook`);
  }
  return value;
}

function deeperThan(value: JsonValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((child) => deeperThan(child, levels - 1));
}
