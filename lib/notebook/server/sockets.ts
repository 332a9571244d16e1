import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { addressOf, findSocket } from "./dispatch.js";
import type { Guard } from "./guard/index.js";
import { HttpError, type SocketRoute } from "./route.js";

/** All WebSockets of a server. */
export interface Sockets {
  upgrade(guard: Guard, request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void>;
  close(): void;
}

/** A cell of code and what widgets send fits in by far. */
const MAX_FRAME = 64 << 20;
const MOST = 400;
const PULSE_MS = 30_000;

/** Speaks WebSocket under the addresses of routes. */
export function createSockets(
  routes: readonly SocketRoute[],
  report: (error: unknown) => void,
  pulseMs = PULSE_MS,
): Sockets {
  const speakers = routes.map((route) => ({ ...route, route, server: speakerOf(route) }));
  const open = new Set<WebSocket>();
  const silent = new WeakSet<WebSocket>();

  // A peer that has gone to sleep says no farewell: who does not answer for a minute is let go.
  const pulse = setInterval(() => {
    for (const socket of open) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, pulseMs).unref();

  async function upgrade(
    guard: Guard,
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
  ): Promise<void> {
    stream.on("error", () => stream.destroy());
    try {
      const { path, query } = addressOf(request);
      const login = await guard.admitSocket({ request, path, query });
      const { route, params } = findSocket(speakers, path);
      if (open.size >= MOST) throw new HttpError(503, "Too many connections.");
      route.server.handleUpgrade(request, stream, head, (socket) => {
        open.add(socket);
        login?.sockets.add(socket);
        socket.on("pong", () => silent.delete(socket));
        // ws closes the socket itself after an error; without a listener the process would end.
        socket.on("error", () => undefined);
        socket.once("close", () => {
          open.delete(socket);
          login?.sockets.delete(socket);
        });
        try {
          route.route.connect(socket, { params, query, headers: request.headers });
        } catch (error) {
          if (!(error instanceof HttpError)) report(error);
          socket.close(1011, "the server met a fault of its own");
        }
      });
    } catch (error) {
      if (!(error instanceof HttpError)) report(error);
      refuse(stream, error instanceof HttpError ? error.status : 500);
    }
  }

  return {
    upgrade,
    close: () => {
      clearInterval(pulse);
      for (const socket of open) socket.terminate();
    },
  };
}

function speakerOf(route: SocketRoute): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    handleProtocols: (offered) => route.protocols?.find((one) => offered.has(one)) ?? false,
  });
}

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    stream.destroy(),
  );
}
