import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { UserError } from "../errors.js";
import { jsonBody } from "./body.js";
import { matched, partsOf } from "./match.js";
import { errorAnswer, respond } from "./respond.js";
import { type Answer, HttpError, type Part, type SocketRoute } from "./route.js";

/** How a server listens; every setting has a safe default. */
export interface ServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The user's own secret in place of a random one. */
  readonly token?: string;
}

/** A server that listens. */
export interface RunningServer {
  /** The link to open in a browser; the token in it is a secret. */
  readonly address: string;
  readonly token: string;
  readonly port: number;
  /** Ends all connections and all parts. */
  close(): Promise<void>;
}

const MAX_FRAME = 64 << 20;

/**
 * Serves parts behind one guard.
 * @throws UserError where the port is taken.
 */
export async function startServer(
  parts: readonly Part[],
  options: ServerOptions = {},
): Promise<RunningServer> {
  const token = options.token ?? randomBytes(24).toString("base64url");
  const routes = parts.flatMap((part) => part.routes);
  const sockets = parts
    .flatMap((part) => part.sockets ?? [])
    .map((route) => ({ route, speaker: speakerOf(route) }));

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { path, query } = addressOf(request);
    const parts = partsOf(path);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const allowed = new Set<string>();
    for (const route of routes) {
      const params = matched(route.path, parts);
      if (params === undefined) continue;
      allowed.add(route.method);
      if (route.method !== method) continue;
      if (route.open !== true && !known(request, query)) throw new HttpError(403, "Forbidden");
      return route.handle({
        params,
        query,
        headers: request.headers,
        json: () => jsonBody(request, route.bodyLimit),
      });
    }
    throw new HttpError(
      allowed.size > 0 ? 405 : 404,
      allowed.size > 0 ? "Method not allowed." : "Not found.",
    );
  }

  function known(request: IncomingMessage, query: URLSearchParams): boolean {
    const given =
      /^(?:token|bearer) +(.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? query.get("token") ?? "";
    const [a, b] = [Buffer.from(given), Buffer.from(token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    try {
      const { path, query } = addressOf(request);
      const parts = partsOf(path);
      for (const { route, speaker } of sockets) {
        const params = matched(route.path, parts);
        if (params === undefined) continue;
        if (!known(request, query)) throw new HttpError(403, "Forbidden");
        speaker.handleUpgrade(request, stream, head, (socket) =>
          route.connect(socket, { params, query, headers: request.headers }),
        );
        return;
      }
      throw new HttpError(404, "Not found.");
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 500;
      stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
  }

  const report = (error: unknown) => console.error(error);
  const server = createServer(async (request, response) => {
    const answered = await answer(request).catch((error) => errorAnswer(error, report));
    await respond(request, response, answered);
  });
  server.on("upgrade", upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE" || error.code === "EACCES"
          ? new UserError(`Port ${options.port} cannot be used (${error.code}).`, "Choose another: --port.")
          : error,
      ),
    );
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}/?token=${token}`,
    token,
    port,
    close: async () => {
      for (const { speaker } of sockets) for (const socket of speaker.clients) socket.terminate();
      await Promise.all(parts.map((part) => part.close?.()));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function addressOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = "", ...rest] = (request.url ?? "").split("?");
  return { path, query: new URLSearchParams(rest.join("?")) };
}

function speakerOf(route: SocketRoute): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    handleProtocols: (offered) => route.protocols?.find((one) => offered.has(one)) ?? false,
  });
}
