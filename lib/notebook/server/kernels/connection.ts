import { randomUUID } from "node:crypto";
import type { RawData, WebSocket } from "ws";
import { type Packet, type RequestHeader, requestHeader } from "./packet.js";
import { protocolOf } from "./protocol.js";

/** The socket of one front end. */
export interface Connection {
  /**
   * Sends a message; false where the front end reads too slowly, and the connection is closed. `onDelivered` is called once
   * it is known to have arrived.
   */
  send(packet: Packet, onDelivered?: () => void): boolean;
  close(code: number, reason: string): void;
}

/** What a connection tells of. */
export interface ConnectionListener {
  onRequest(packet: Packet, header: RequestHeader): void;
  /** With the code of WebSocket. */
  onClose(code: number): void;
}

/** What may wait to be read by a front end before it is cut off: much more than a browser takes well. */
const MOST_WAITING = 128 << 20;
/** Close codes of WebSocket. */
const [INVALID, TRY_AGAIN] = [1007, 1013];

/** Speaks the protocol that was agreed on with a front end; who sends something else is told so, and cut off. */
export function openConnection(socket: WebSocket, listener: ConnectionListener): Connection {
  const protocol = protocolOf(socket.protocol);
  socket.on("error", () => socket.terminate());
  socket.on("close", (code) => listener.onClose(code));
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
    send(packet, onDelivered) {
      if (socket.readyState !== socket.OPEN) return true;
      if (socket.bufferedAmount > MOST_WAITING) {
        socket.close(TRY_AGAIN, "The page reads too slowly.");
        // A close waits behind all that has not been read.
        socket.terminate();
        return false;
      }
      socket.send(encoded(packet));
      if (onDelivered !== undefined) {
        // Frames are read in their order: who answers this has got what went before it.
        const mark = randomUUID();
        socket.on("pong", function onPong(data: Buffer) {
          if (data.toString() !== mark) return;
          socket.off("pong", onPong);
          onDelivered();
        });
        socket.ping(mark);
      }
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
