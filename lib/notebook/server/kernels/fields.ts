import { isObject } from "../../nbformat/json.js";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";

/** More than any name or path on a disk. */
const LONGEST = 4_096;

/**
 * A text in the body of a request; `undefined` where it is not there or null.
 * @throws HttpError 400 where it is something else, or too long.
 */
export function text(body: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(body, name) ? (body[name] ?? undefined) : undefined;
  if (value === undefined) return undefined;
  if (typeof value === "string" && value.length <= LONGEST) return value;
  throw new HttpError(400, `"${name}" must be a text of at most ${LONGEST} characters.`);
}

/**
 * An object in the body of a request; empty where it is not there or null.
 * @throws HttpError 400 where it is something else.
 */
export function object(body: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(body, name) ? (body[name] ?? {}) : {};
  if (isObject(value)) return value;
  throw new HttpError(400, `"${name}" must be an object.`);
}
