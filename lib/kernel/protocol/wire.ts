import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { isObject, type JsonObject, type JsonValue } from "./json.js";

/** The header of a Jupyter message; empty for the parent of a message that answers nothing. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A message of the Jupyter messaging protocol 5.3, without its routing prefix. */
export interface Message {
  readonly header: Header;
  readonly parentHeader: Partial<Header>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
}

const DELIMITER = Buffer.from("<IDS|MSG>");

/** A request with a fresh id. `session` groups the requests of one client. */
export function createRequestMessage(
  type: string,
  content: JsonObject,
  session: string,
  metadata: JsonObject = {},
): Message {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "tsnb",
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { header, parentHeader: {}, metadata, content };
}

/** The session of a kernel: all its messages bear it. */
const KERNEL_SESSION = randomUUID();

/** A message of a kernel, which answers the request with the header `parent`, or nobody's. */
export function createMessage(
  type: string,
  content: JsonObject,
  parent?: Header,
  metadata: JsonObject = {},
): Message {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: KERNEL_SESSION,
    username: "kernel",
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { header, parentHeader: parent ?? {}, metadata, content };
}

function signature(parts: readonly Buffer[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** The frames of a message, signed with HMAC-SHA256 under `key` as the wire protocol asks. */
export function encodeMessage(message: Message, key: string): Buffer[] {
  const parts = [message.header, message.parentHeader, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return signParts(parts, key);
}

/**
 * The frames of a message whose parts, from the header on, are there as bytes already. The signature is over all of them,
 * as tslab's is; Jupyter's is over the first four.
 */
export function signParts(parts: readonly Buffer[], key: string): Buffer[] {
  return [DELIMITER, Buffer.from(signature(parts, key)), ...parts];
}

/** What stands before a message in a list of frames: the address of who has sent it. */
export function identitiesOf(frames: readonly Buffer[]): Buffer[] {
  return frames.slice(
    0,
    frames.findIndex((frame) => frame.equals(DELIMITER)),
  );
}

/** The parts of a message in a list of frames, byte for byte: header, parent, metadata, content, and binary buffers. */
export function partsOf(frames: readonly Buffer[]): Buffer[] {
  return frames.slice(frames.findIndex((frame) => frame.equals(DELIMITER)) + 2);
}

/**
 * The message in a list of frames. `null` for what is no message from the holder of `key`: no delimiter, a wrong
 * signature, parts missing or not JSON objects. Such frames are to be dropped.
 */
export function decodeMessage(frames: readonly Buffer[], key: string): Message | null {
  const start = frames.findIndex((frame) => frame.equals(DELIMITER));
  const given = frames[start + 1];
  const parts = frames.slice(start + 2);
  if (start < 0 || given === undefined || parts.length < 4) return null;
  const expected = Buffer.from(signature(parts, key));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    // What follows them is binary.
    const [header, parentHeader, metadata, content] = parts
      .slice(0, 4)
      .map((part) => JSON.parse(part.toString("utf8")) as JsonValue);
    if (!isObject(header) || !isObject(parentHeader) || !isObject(metadata) || !isObject(content))
      return null;
    return {
      header: header as unknown as Header,
      parentHeader: parentHeader as Partial<Header>,
      metadata,
      content,
    };
  } catch {
    return null;
  }
}
