import type { WebSocket } from "ws";
import { type Connection, openConnection } from "./connection.js";
import { streamMessage } from "./messages.js";
import type { Packet, RequestHeader } from "./packet.js";

/** The front ends of one kernel. */
export interface Relay {
  /** How many are connected. */
  readonly size: number;
  /** Takes in a front end; one that comes back under its session gets what it has missed. */
  connect(session: string, socket: WebSocket): void;
  /** Sends to all. */
  publish(packet: Packet): void;
  /** Sends to the one of that session. */
  reply(session: string, packet: Packet): void;
  /**
   * Sends a question to the one of that session, and calls `onDelivered` when it has arrived; nothing is kept for one that is
   * away for a time.
   */
  ask(session: string, packet: Packet, onDelivered: () => void): "sent" | "away" | "gone";
  /** Closes all sockets, and forgets who has been here. */
  close(code: number, reason: string): void;
}

/** How long, and how much, is kept for a front end that has gone, and for how many of them. */
export interface Keeping {
  readonly ms: number;
  readonly bytes: number;
  readonly sessions: number;
}

const KEEPING: Keeping = { ms: 60_000, bytes: 64 << 20, sessions: 8 };

const GOING_ON = 1000;
/** What browsers say when a page is closed or loaded anew. */
const PAGE_LEFT = 1001;
const LOST = "Some of the output is lost: this page was away for too long, or read too slowly.\n";

/** A front end, as long as it is remembered. */
interface Client {
  connection: Connection | null;
  /** Whether its page has been left: no message of its session will come again. */
  gone: boolean;
  kept: Packet[];
  bytes: number;
  /** The header of the request whose output was the first to be lost. */
  lost: Buffer | null;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Passes messages to the front ends of a kernel; `onRequest` hears of theirs, `onLeave` of each that is no longer connected,
 * and of each of which it is certain that it will not come back.
 */
export function createRelay(
  onRequest: (session: string, packet: Packet, header: RequestHeader) => void,
  keeping: Partial<Keeping> = {},
  onLeave: (session: string, isGone: boolean) => void = () => {},
): Relay {
  const limits = { ...KEEPING, ...keeping };
  const clients = new Map<string, Client>();

  function connect(session: string, socket: WebSocket): void {
    const client: Client = clients.get(session) ?? {
      connection: null,
      gone: false,
      kept: [],
      bytes: 0,
      lost: null,
      timer: undefined,
    };
    client.gone = false;
    clearTimeout(client.timer);
    // A page that connects anew may do so before its old socket is known to be closed.
    client.connection?.close(GOING_ON, "The session has connected anew.");
    clients.set(session, client);
    const connection = openConnection(socket, {
      onRequest: (packet, header) => onRequest(session, packet, header),
      onClose: (code) => {
        if (client.connection !== connection) return;
        client.gone = code === PAGE_LEFT;
        leave(session, client);
      },
    });
    client.connection = connection;
    const { kept, lost } = client;
    Object.assign(client, { kept: [], bytes: 0, lost: null });
    for (const packet of kept) send(session, client, packet);
    if (lost !== null) send(session, client, streamMessage("stderr", LOST, lost));
  }

  function leave(session: string, client: Client): void {
    client.connection = null;
    client.timer = setTimeout(() => forget(session), limits.ms);
    client.timer.unref();
    onLeave(session, client.gone);
    const away = [...clients].filter(([, one]) => one.connection === null);
    for (const [oldest] of away.slice(0, Math.max(0, away.length - limits.sessions))) forget(oldest);
  }

  function forget(session: string): void {
    clearTimeout(clients.get(session)?.timer);
    clients.delete(session);
    onLeave(session, true);
  }

  function send(session: string, client: Client, packet: Packet): void {
    if (client.connection === null) keep(client, packet);
    else if (!client.connection.send(packet)) {
      leave(session, client);
      lose(client, packet);
    }
  }

  function keep(client: Client, packet: Packet): void {
    if (client.lost !== null) return;
    client.bytes += packet.parts.reduce((sum, part) => sum + part.length, 0);
    if (client.bytes > limits.bytes) lose(client, packet);
    else client.kept.push(packet);
  }

  /** What is lost from now on is told of at the end of what was kept. */
  function lose(client: Client, { parts }: Packet): void {
    client.lost = parts[1] ?? Buffer.from("{}");
  }

  return {
    get size() {
      return [...clients.values()].filter(({ connection }) => connection !== null).length;
    },
    connect,
    publish(packet) {
      for (const [session, client] of clients) send(session, client, packet);
    },
    reply(session, packet) {
      const client = clients.get(session);
      if (client) send(session, client, packet);
    },
    ask(session, packet, onDelivered) {
      const client = clients.get(session);
      if (client === undefined || client.gone) return "gone";
      return client.connection?.send(packet, onDelivered) ? "sent" : "away";
    },
    close(code, reason) {
      for (const client of clients.values()) {
        const { connection, timer } = client;
        clearTimeout(timer);
        client.connection = null;
        connection?.close(code, reason);
      }
      clients.clear();
    },
  };
}
