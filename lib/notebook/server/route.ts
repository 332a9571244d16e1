import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { WebSocket } from "ws";
import type { JsonObject, JsonValue } from "../nbformat/types.js";

/** What a request asks for, once it has passed the guard. */
export interface Asked {
  /** The decoded parts of the path that the route's pattern names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /**
   * The body as a JSON object; an empty body is an empty object.
   * @throws HttpError 400 where it is something else, 413 where it is too long.
   */
  json(): Promise<JsonObject>;
  /** Aborted when the client has gone before it was answered. */
  readonly signal: AbortSignal;
}

/** What is sent back: JSON, a body of another type, or nothing. */
export interface Answer {
  /** 200 unless given; 204 where there is nothing to send. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: JsonValue;
  /** A body that is not JSON, of the type that the headers name. */
  readonly body?: string | Buffer | Readable;
}

/**
 * One address of the server. In `path`, `:name` stands for one part and a `*name` at the end for all that is left, which
 * may be nothing.
 */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** The longest body in bytes; a million unless given. */
  readonly bodyLimit?: number;
  handle(asked: Asked): Answer | Promise<Answer>;
}

/** An address that speaks WebSocket. */
export interface SocketRoute {
  readonly path: string;
  /** The subprotocols it speaks, best first. */
  readonly protocols?: readonly string[];
  connect(socket: WebSocket, asked: Omit<Asked, "json" | "signal">): void;
}

/** A part of the server: its addresses, and how it ends. */
export interface Part {
  readonly routes: readonly Route[];
  readonly sockets?: readonly SocketRoute[];
  /** Called once the server listens. */
  listening?(): void;
  close?(): Promise<void>;
}

/** A request that cannot be answered as asked: its status, and why, as the front end shows it. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
