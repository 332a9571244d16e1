import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { Dealer, Subscriber } from "zeromq";
import { addressOf, type Connection } from "../protocol/connection.js";
import { decodeMessage, encodeMessage, type Message, partsOf, signParts } from "../protocol/wire.js";

/** The channel that a message came over. */
export type ChannelName = "shell" | "control" | "iopub" | "stdin";

/** A channel that takes requests. */
export type RequestChannel = "shell" | "control";

/** A channel that takes messages: over stdin go the answers to what a kernel asks. */
export type SendChannel = RequestChannel | "stdin";

/** Hears of a message: as it is meant, and its parts as they came (see `partsOf`), where they came over a wire. */
export type MessageListener = (channel: ChannelName, message: Message, parts?: readonly Buffer[]) => void;

/** Channels that may not be open yet. */
export interface OpeningChannels extends Channels {
  /** Whether a question of the kernel's would arrive: before that it is lost without a word. */
  readonly canBeAsked: boolean;
}

/** The way to a kernel and back; tests put a replayed sequence in its place. */
export interface Channels {
  /** Sends a request, or an answer over stdin. */
  send(channel: SendChannel, message: Message): void;
  /** Sends a message whose parts are there as bytes, signed anew. */
  sendParts(channel: SendChannel, parts: readonly Buffer[]): void;
  /** Sets the one listener of everything that arrives. */
  listen(listener: MessageListener): void;
  close(): void;
}

/** ZeroMQ tries anew so often while a kernel's socket is not there. */
const RECONNECT_MS = 20;

/**
 * Connects to a kernel over ZeroMQ. Messages are signed and their signatures verified; what is not from the
 * holder of the key is dropped. Nothing is dropped because there is much of it.
 */
export function openChannels(connection: Connection): OpeningChannels {
  // Loaded with the first kernel: a call that starts none does without.
  const { Dealer, Subscriber }: typeof import("zeromq") = createRequire(import.meta.url)("zeromq");
  const unbounded = { receiveHighWaterMark: 0, sendHighWaterMark: 0, linger: 0 };
  // A kernel sends its questions over stdin to the identity that the request to execute came from over shell.
  const routingId = randomUUID();
  const shell = new Dealer({ ...unbounded, routingId });
  const stdin = new Dealer({ ...unbounded, routingId, reconnectInterval: RECONNECT_MS });
  let canBeAsked = false;
  stdin.events.on("handshake", () => {
    canBeAsked = true;
  });
  const control = new Dealer(unbounded);
  const senders = { shell, control, stdin };
  const iopub = new Subscriber({ receiveHighWaterMark: 0, linger: 0 });
  shell.connect(addressOf(connection, connection.shell_port));
  control.connect(addressOf(connection, connection.control_port));
  stdin.connect(addressOf(connection, connection.stdin_port));
  iopub.connect(addressOf(connection, connection.iopub_port));
  iopub.subscribe();

  let listener: MessageListener = () => {};
  let closed = false;

  async function receive(channel: ChannelName, socket: Dealer | Subscriber): Promise<void> {
    try {
      for await (const frames of socket) {
        const message = decodeMessage(frames, connection.key);
        if (message !== null) listener(channel, message, partsOf(frames));
      }
    } catch (error) {
      if (!closed) throw error;
    }
  }
  void receive("shell", shell);
  void receive("control", control);
  void receive("stdin", stdin);
  void receive("iopub", iopub);

  // zeromq takes one send at a time and a queue keeps them in order.
  let last: Promise<unknown> = Promise.resolve();
  function sendFrames(channel: SendChannel, frames: Buffer[]): void {
    last = last.then(() => (closed ? undefined : senders[channel].send(frames))).catch(() => undefined);
  }
  return {
    get canBeAsked() {
      return canBeAsked;
    },
    send: (channel, message) => sendFrames(channel, encodeMessage(message, connection.key)),
    sendParts: (channel, parts) => sendFrames(channel, signParts(parts, connection.key)),
    listen(next) {
      listener = next;
    },
    close() {
      closed = true;
      for (const socket of [shell, control, stdin, iopub]) socket.close();
    },
  };
}
