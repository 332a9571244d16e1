import { createServer, type IncomingMessage, type Server } from "node:http";
import { UserError } from "../errors.js";
import { addressOf, findRoute, handle } from "./dispatch.js";
import { createGuard, type Guard, originFor, ownHosts, tokenFor } from "./guard/index.js";
import { errorAnswer, respond } from "./respond.js";
import type { Answer, Part, Route } from "./route.js";
import { createSockets } from "./sockets.js";

/** How a server listens; every setting has a safe default. */
export interface ServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to listen on; 127.0.0.1 unless given. Others than those of this machine alone need a token. */
  readonly host?: string;
  /** Other names under which the server may be asked for. */
  readonly names?: readonly string[];
  /** The user's own secret in place of a random one. */
  readonly token?: string;
  /** How often each WebSocket is asked whether its peer is there: twice without an answer ends it. 30 s unless given. */
  readonly pulseMs?: number;
  /** Hears of faults of our own; they go to stderr unless given. */
  readonly report?: (error: unknown) => void;
}

/** A server that listens. */
export interface RunningServer {
  /** The link to open in a browser; the token in it is a secret. */
  readonly address: string;
  /** The same without path and token. */
  readonly origin: string;
  readonly token: string;
  readonly port: number;
  /** Ends all connections and all parts. */
  close(): Promise<void>;
}

/** Another program listens there, or only the system may. */
export class PortTaken extends UserError {}

const MAX_CONNECTIONS = 1_000;

/**
 * Serves parts behind one guard.
 * @throws UserError where the port or the host cannot be used, or the token will not do.
 */
export async function startServer(
  parts: readonly Part[],
  options: ServerOptions = {},
): Promise<RunningServer> {
  const { host = "127.0.0.1", names = [], port: wanted = 0, report = console.error } = options;
  const token = tokenFor(host, options.token);
  const routes = parts.flatMap((part) => part.routes);
  const server = createServer({ maxHeaderSize: 32_768, headersTimeout: 20_000, requestTimeout: 300_000 });
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, wanted, host);
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : wanted;
  const sockets = createSockets(
    parts.flatMap((part) => part.sockets ?? []),
    report,
    options.pulseMs,
  );
  const guard = createGuard({ token, port, hosts: ownHosts(host, port, names) });
  server.on("request", async (request, response) => {
    const gone = new AbortController();
    response.once("close", () => {
      if (!response.writableEnded) gone.abort(new Error("The client has gone."));
    });
    const answered = await answer(guard, routes, request, gone.signal).catch((error) =>
      errorAnswer(error, report),
    );
    await respond(request, response, answered).catch((error) => {
      report(error);
      response.destroy();
    });
  });
  server.on("upgrade", (request, stream, head) => sockets.upgrade(guard, request, stream, head));
  for (const part of parts) part.listening?.();
  const origin = originFor(host, port);
  let closing: Promise<void> | undefined;
  return {
    address: `${origin}/?token=${encodeURIComponent(token)}`,
    origin,
    token,
    port,
    close: () => {
      closing ??= close(server, parts, sockets.close);
      return closing;
    },
  };
}

async function answer(
  guard: Guard,
  routes: readonly Route[],
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Answer> {
  const { path, query } = addressOf(request);
  const verdict = await guard.admit({ request, path, query });
  if ("answer" in verdict) return verdict.answer;
  const given = await handle(findRoute(routes, request.method, path), request, query, signal);
  return verdict.cookies.length === 0
    ? given
    : { ...given, headers: { ...given.headers, "Set-Cookie": verdict.cookies } };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === "EADDRINUSE" || error.code === "EACCES")
    return new PortTaken(`Port ${port} cannot be used (${error.code}).`, "Choose another: --port.");
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND" || error.code === "EINVAL")
    return new UserError(`${host} is no address of this machine (${error.code}).`, "Choose another: --host.");
  return error;
}

async function close(server: Server, parts: readonly Part[], closeSockets: () => void): Promise<void> {
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  closeSockets();
  await Promise.allSettled(parts.map((part) => part.close?.()));
  server.closeAllConnections();
  await ended;
}
