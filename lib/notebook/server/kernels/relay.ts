import type { WebSocket } from "ws";
import { type Line, openLine } from "./line.js";
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
const LOST = "Some of the output is lost: this page was away for too long, or read too slowly.\n";

interface Seat {
  line: Line | null;
  kept: Packet[];
  bytes: number;
  /** The header of the request whose output was the first to be lost. */
  lost: Buffer | null;
  timer: NodeJS.Timeout | undefined;
}

/** Passes messages to the front ends of a kernel; `onRequest` hears of theirs. */
export function createRelay(
  onRequest: (session: string, packet: Packet, header: RequestHeader) => void,
  keeping: Partial<Keeping> = {},
): Relay {
  const limits = { ...KEEPING, ...keeping };
  const seats = new Map<string, Seat>();

  function connect(session: string, socket: WebSocket): void {
    const seat: Seat = seats.get(session) ?? { line: null, kept: [], bytes: 0, lost: null, timer: undefined };
    clearTimeout(seat.timer);
    // A page that connects anew may do so before its old socket is known to be closed.
    seat.line?.close(GOING_ON, "The session has connected anew.");
    seats.set(session, seat);
    const line = openLine(socket, {
      onRequest: (packet, header) => onRequest(session, packet, header),
      onClose: () => {
        if (seat.line === line) leave(session, seat);
      },
    });
    seat.line = line;
    const { kept, lost } = seat;
    Object.assign(seat, { kept: [], bytes: 0, lost: null });
    for (const packet of kept) send(session, seat, packet);
    if (lost !== null) send(session, seat, streamMessage("stderr", LOST, lost));
  }

  function leave(session: string, seat: Seat): void {
    seat.line = null;
    seat.timer = setTimeout(() => seats.delete(session), limits.ms);
    seat.timer.unref();
    const away = [...seats].filter(([, one]) => one.line === null);
    for (const [oldest, one] of away.slice(0, Math.max(0, away.length - limits.sessions))) {
      clearTimeout(one.timer);
      seats.delete(oldest);
    }
  }

  function send(session: string, seat: Seat, packet: Packet): void {
    if (seat.line === null) keep(seat, packet);
    else if (!seat.line.send(packet)) {
      leave(session, seat);
      lose(seat, packet);
    }
  }

  function keep(seat: Seat, packet: Packet): void {
    if (seat.lost !== null) return;
    seat.bytes += packet.parts.reduce((sum, part) => sum + part.length, 0);
    if (seat.bytes > limits.bytes) lose(seat, packet);
    else seat.kept.push(packet);
  }

  /** What is lost from now on is told of at the end of what was kept. */
  function lose(seat: Seat, { parts }: Packet): void {
    seat.lost = parts[1] ?? Buffer.from("{}");
  }

  return {
    get size() {
      return [...seats.values()].filter(({ line }) => line !== null).length;
    },
    connect,
    publish(packet) {
      for (const [session, seat] of seats) send(session, seat, packet);
    },
    reply(session, packet) {
      const seat = seats.get(session);
      if (seat) send(session, seat, packet);
    },
    close(code, reason) {
      for (const { line, timer } of seats.values()) {
        clearTimeout(timer);
        line?.close(code, reason);
      }
      seats.clear();
    },
  };
}
