import type { IncomingMessage } from "node:http";
import { isObject } from "../nbformat/json.js";
import type { JsonObject, JsonValue } from "../nbformat/types.js";
import { HttpError } from "./route.js";

/** The longest body, in bytes, of a route that sets no other limit. */
export const BODY_LIMIT = 1_000_000;

/** No document of a notebook nests deeper, and what recurses over a deeper one would end the stack. */
export const DEEPEST = 500;

/**
 * The body of a request as a JSON object; an empty one is an empty object.
 * @throws HttpError 400 where it is something else, 413 where it is longer than the limit.
 */
export async function jsonBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<JsonObject> {
  const bytes = await readBody(request, limit);
  if (bytes.length === 0) return {};
  let value: JsonValue;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, "The body of the request is not JSON.");
  }
  if (!isObject(value)) throw new HttpError(400, "The body of the request is not a JSON object.");
  if (deeperThan(value, DEEPEST))
    throw new HttpError(400, `The body of the request is nested more than ${DEEPEST} levels deep.`);
  return value;
}

/**
 * The bytes of a body.
 * @throws HttpError 413 where there are more than the limit, 400 where the client went away.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLong = () =>
    new HttpError(
      413,
      `The body of the request is longer than the ${limit.toLocaleString("en")} bytes allowed.`,
    );
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLong();
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      size += piece.length;
      if (size > limit) throw tooLong();
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError(400, "The request ended before its body did.");
  }
  return Buffer.concat(pieces);
}

/** Whether a value nests more than so many levels deep. */
export function deeperThan(value: JsonValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((child) => deeperThan(child, levels - 1));
}
