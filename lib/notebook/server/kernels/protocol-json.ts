import { isObject } from "../../nbformat/json.js";
import type { JsonObject, JsonValue } from "../../nbformat/types.js";
import type { Packet, Protocol } from "./packet.js";

/** Bytes of a number in front of a message with buffers. */
const WORD = 4;
const MOST_BUFFERS = 1_000;

/** Jupyter's protocol without a name: a message is one JSON text; binary buffers follow it where there are any. */
export const jsonProtocol: Protocol = {
  encode({ channel, parts }) {
    const [header, parent, metadata, content] = parts.slice(0, 4).map((part) => part.toString("utf8"));
    const { msg_id, msg_type }: JsonObject = JSON.parse(header ?? "{}");
    const ids = JSON.stringify({ channel, msg_id, msg_type }).slice(1, -1);
    const text = `{${ids},"header":${header},"parent_header":${parent},"metadata":${metadata},"content":${content},"buffers":[]}`;
    const buffers = parts.slice(4);
    if (buffers.length === 0) return text;
    const pieces = [Buffer.from(text), ...buffers];
    const table = Buffer.alloc(WORD * (pieces.length + 1));
    table.writeUInt32BE(pieces.length, 0);
    let offset = table.length;
    for (const [index, piece] of pieces.entries()) {
      table.writeUInt32BE(offset, WORD * (index + 1));
      offset += piece.length;
    }
    return Buffer.concat([table, ...pieces], offset);
  },
  decode(frame, binary) {
    const [text = Buffer.alloc(0), ...buffers] = binary ? piecesOf(frame) : [frame];
    const message: JsonValue = JSON.parse(text.toString("utf8"));
    if (!isObject(message)) throw new Error("it is not a JSON object");
    const { channel, header, parent_header, metadata, content } = message;
    const parts = [header, parent_header ?? {}, metadata ?? {}, content].map((part) =>
      Buffer.from(JSON.stringify(part ?? null)),
    );
    return {
      channel: typeof channel === "string" ? channel : "shell",
      parts: [...parts, ...buffers],
    } satisfies Packet;
  },
};

function piecesOf(frame: Buffer): Buffer[] {
  const count = frame.length < WORD ? 0 : frame.readUInt32BE(0);
  if (count < 1 || count > MOST_BUFFERS || frame.length < WORD * (count + 1))
    throw new Error("it has no table of its parts");
  const offsets = Array.from({ length: count }, (_, index) => frame.readUInt32BE(WORD * (index + 1)));
  return offsets.map((start, index) => {
    const end = offsets[index + 1] ?? frame.length;
    if (start < WORD * (count + 1) || end < start || end > frame.length)
      throw new Error("its table of parts leads out of it");
    return frame.subarray(start, end);
  });
}
