import type { Packet, Protocol } from "./packet.js";

/** Bytes of a number in the table of offsets. */
const WORD = 8;
/** Channel, header, parent, metadata and content, and the end. */
const LEAST_OFFSETS = 6;
const MOST_OFFSETS = 1_000;

/** `v1.kernel.websocket.jupyter.org`: a table of offsets, the channel's name, and the parts one after another. */
export const v1Protocol: Protocol = {
  encode({ channel, parts }) {
    const pieces = [Buffer.from(channel), ...parts];
    const table = Buffer.alloc(WORD * (pieces.length + 2));
    table.writeBigUInt64LE(BigInt(pieces.length + 1), 0);
    let offset = table.length;
    table.writeBigUInt64LE(BigInt(offset), WORD);
    for (const [index, piece] of pieces.entries()) {
      offset += piece.length;
      table.writeBigUInt64LE(BigInt(offset), WORD * (index + 2));
    }
    return Buffer.concat([table, ...pieces], offset);
  },
  decode(frame, binary) {
    if (!binary || frame.length < WORD) throw new Error("it is not binary, or empty");
    const count = numberAt(frame, 0);
    if (count < LEAST_OFFSETS || count > MOST_OFFSETS || frame.length < WORD * (count + 1))
      throw new Error(`its table has ${count} offsets, where ${LEAST_OFFSETS} or more were expected`);
    const offsets = Array.from({ length: count }, (_, index) => numberAt(frame, WORD * (index + 1)));
    const [channel = Buffer.alloc(0), ...parts] = offsets.slice(1).map((end, index) => {
      const start = offsets[index] ?? 0;
      if (start < WORD * (count + 1) || end < start || end > frame.length)
        throw new Error("its table of offsets leads out of it");
      return frame.subarray(start, end);
    });
    return { channel: channel.toString("utf8"), parts } satisfies Packet;
  },
};

function numberAt(frame: Buffer, offset: number): number {
  return Number(frame.readBigUInt64LE(offset));
}
