import type { RawData, WebSocket } from "ws";
import { type Packet, type RequestHeader, requestHeader } from "./packet.js";
import { protocolOf } from "./protocol.js";

/** The socket of one front end. */
export interface Line {
  /** Sends a message; false where the front end reads too slowly, and the line is closed. */
  send(packet: Packet): boolean;
  close(code: number, reason: string): void;
}

/** What a line tells of. */
export interface LineListener {
  onRequest(packet: Packet, header: RequestHeader): void;
  onClose(): void;
}

/** What may wait to be read by a front end before it is cut off: much more than a browser takes well. */
const MOST_WAITING = 128 << 20;
/** Close codes of WebSocket. */
const [INVALID, TRY_AGAIN] = [1007, 1013];

/** Speaks the protocol that was agreed on with a front end; who sends something else is told so, and cut off. */
export function openLine(socket: WebSocket, listener: LineListener): Line {
  const protocol = protocolOf(socket.protocol);
  socket.on("error", () => socket.terminate());
  socket.on("close", () => listener.onClose());
  socket.on("message", (data: RawData, binary) => {
    try {
      const packet = protocol.decode(bytesOf(data), binary);
      listener.onRequest(packet, requestHeader(packet));
    } catch (error) {
      const reason = `A frame is no Jupyter message: ${(error as Error).message}`;
      // A close reason may have 123 bytes.
      socket.close(INVALID, reason.replace(/[^ -~]/g, "?").slice(0, 120));
    }
  });
  return {
    send(packet) {
      if (socket.readyState !== socket.OPEN) return true;
      if (socket.bufferedAmount > MOST_WAITING) {
        socket.close(TRY_AGAIN, "The page reads too slowly.");
        // A close waits behind all that has not been read.
        socket.terminate();
        return false;
      }
      socket.send(encoded(packet));
      return true;
    },
    close: (code, reason) => socket.close(code, reason),
  };

  function encoded(packet: Packet): Buffer | string {
    const known = frames.get(packet)?.get(protocol);
    if (known !== undefined) return known;
    const frame = protocol.encode(packet);
    frames.set(packet, (frames.get(packet) ?? new Map()).set(protocol, frame));
    return frame;
  }
}

/** A message that goes to many is encoded once, and waits for all of them in one place. */
const frames = new WeakMap<Packet, Map<unknown, Buffer | string>>();

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
