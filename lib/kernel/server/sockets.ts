import { Publisher, Reply, Router } from "zeromq";
import { addressOf, type Connection } from "../protocol/connection.js";
import type { JsonObject } from "../protocol/json.js";
import {
  createMessage,
  decodeMessage,
  encodeMessage,
  type Header,
  identitiesOf,
  type Message,
} from "../protocol/wire.js";

/** A channel that requests come over, or answers to the kernel's own questions. */
export type Channel = "shell" | "control" | "stdin";

/** A message, and whom to answer. */
export interface Received {
  readonly channel: Channel;
  readonly message: Message;
  /** The address of who has sent it. */
  readonly identities: readonly Buffer[];
}

/** The kernel's side of a connection. */
export interface Sockets {
  /** Answers a request, or asks its sender over another channel; gives the id of the message. */
  reply(to: Received, type: string, content: JsonObject, metadata?: JsonObject, channel?: Channel): string;
  /** Tells all who listen; `parent` is the header of the request that it comes of. */
  publish(type: string, content: JsonObject, parent?: Header): void;
  /** Closes them; what was said before still leaves. */
  close(): void;
}

// With a send timeout of zero every send happens at once, and without a high-water mark none can fail.
const UNBOUNDED = { sendTimeout: 0, sendHighWaterMark: 0, linger: 1_000 };

/**
 * Binds the five sockets of a connection, and passes on what comes over them; messages that nobody with the key has signed, or
 * that are none, are passed over. Nothing is read before all are bound: a request can be answered as soon as it is heard.
 */
export async function bindSockets(
  connection: Connection,
  onMessage: (received: Received) => void,
): Promise<Sockets> {
  const routers = {
    shell: new Router(UNBOUNDED),
    control: new Router(UNBOUNDED),
    stdin: new Router(UNBOUNDED),
  };
  const iopub = new Publisher(UNBOUNDED);
  const heartbeat = new Reply();
  const at = (port: number) => addressOf(connection, port);
  await Promise.all([
    routers.shell.bind(at(connection.shell_port)),
    routers.control.bind(at(connection.control_port)),
    routers.stdin.bind(at(connection.stdin_port)),
    iopub.bind(at(connection.iopub_port)),
    heartbeat.bind(at(connection.hb_port)),
  ]);
  for (const channel of ["control", "shell", "stdin"] as const) void receive(channel);
  void (async () => {
    for await (const frames of heartbeat) await heartbeat.send(frames);
  })();

  async function receive(channel: Channel): Promise<void> {
    for await (const frames of routers[channel]) {
      const message = decodeMessage(frames, connection.key);
      if (message !== null) onMessage({ channel, message, identities: identitiesOf(frames) });
    }
  }

  let closed = false;

  return {
    reply({ channel, message, identities }, type, content, metadata = {}, over = channel) {
      const reply = createMessage(type, content, message.header, metadata);
      if (!closed) void routers[over].send([...identities, ...encodeMessage(reply, connection.key)]);
      return reply.header.msg_id;
    },
    publish(type, content, parent) {
      const message = createMessage(type, content, parent);
      if (!closed)
        void iopub.send([Buffer.from(`kernel.${type}`), ...encodeMessage(message, connection.key)]);
    },
    close() {
      closed = true;
      for (const socket of [...Object.values(routers), iopub, heartbeat]) socket.close();
    },
  };
}
