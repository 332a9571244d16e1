import { isObject } from "../../nbformat/json.js";
import type { JsonObject, JsonValue } from "../../nbformat/types.js";

/** A message between server and front end: its parts are header, parent, metadata, content, and binary buffers. */
export interface Packet {
  readonly channel: string;
  readonly parts: readonly Buffer[];
}

/** How messages are put into frames of a WebSocket. */
export interface Protocol {
  encode(packet: Packet): Buffer | string;
  /** @throws Error where a frame is none of the protocol's. */
  decode(frame: Buffer, binary: boolean): Packet;
}

/** What the server needs to know of a request. */
export interface RequestHeader {
  readonly id: string;
  readonly type: string;
}

/**
 * Looks at the parts of a request.
 * @throws Error where they are not the JSON objects that the messaging protocol asks for.
 */
export function requestHeader({ parts }: Packet): RequestHeader {
  const [header] = parts.slice(0, 4).map(objectIn);
  if (header === undefined || parts.length < 4) throw new Error("parts of it are missing");
  const { msg_id: id, msg_type: type } = header;
  const flat = Object.values(header).every((value) => value === null || typeof value !== "object");
  if (typeof id !== "string" || typeof type !== "string" || !flat)
    throw new Error("its header does not have texts only, msg_id and msg_type among them");
  return { id, type };
}

function objectIn(part: Buffer): JsonObject {
  const value: JsonValue = JSON.parse(part.toString("utf8"));
  if (!isObject(value)) throw new Error("a part of it is not a JSON object");
  return value;
}
