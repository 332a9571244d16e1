import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { KernelManager, ServerConnection, type Session, SessionManager } from "@jupyterlab/services";
import { vi } from "vitest";
import { WebSocket } from "ws";
import {
  type Part,
  type RunningServer,
  type ServerOptions,
  startServer,
} from "../../../lib/notebook/server/index.js";
import { createKernels, type KernelsOptions } from "../../../lib/notebook/server/kernels/index.js";
import { protocolOf, V1 } from "../../../lib/notebook/server/kernels/protocol.js";

/** A server of kernels, whose root is a temporary folder with a folder `notebooks` in it. */
export interface KernelServer {
  readonly root: string;
  readonly server: RunningServer;
  /** Asks with the token; `body` goes as JSON unless it is a text. */
  ask(method: string, path: string, body?: unknown): Promise<Asked>;
  /** A socket to a kernel's channels, or to another path. */
  socket(path: string, protocols?: readonly string[]): Promise<TestSocket>;
  close(): Promise<void>;
}

interface Asked {
  readonly status: number;
  readonly json: { [key: string]: unknown } & { readonly id: string; readonly message: string };
  readonly text: string;
  readonly headers: Headers;
}

/** A message as a front end sees it. */
export interface Seen {
  readonly channel: string;
  readonly type: string;
  readonly parent: string;
  readonly content: { readonly [key: string]: unknown };
}

/** A socket that keeps what it has been sent. */
export interface TestSocket {
  readonly socket: WebSocket;
  readonly seen: Seen[];
  /** Settles with code and reason when the server closes it. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Sends a request, and gives its id. */
  send(type: string, content: object, more?: { channel?: string; session?: string; id?: string }): string;
}

/** `others` gives the parts that the server is to have besides. */
export async function startKernelServer(
  options: Partial<KernelsOptions> = {},
  others: (root: string) => readonly Part[] = () => [],
  settings: ServerOptions = {},
): Promise<KernelServer> {
  const root = mkdtempSync(join(tmpdir(), "tsnb-test-"));
  mkdirSync(join(root, "notebooks"));
  const server = await startServer([createKernels({ root, ...options }), ...others(root)], settings);
  return {
    root,
    server,
    async ask(method, path, body) {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
        method,
        headers: { authorization: `token ${server.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return {
        status: response.status,
        json: isJson ? JSON.parse(text) : {},
        text,
        headers: response.headers,
      };
    },
    async socket(path, protocols = [V1]) {
      const url = `ws://127.0.0.1:${server.port}${path}`;
      const socket = new WebSocket(url, [...protocols], {
        headers: { authorization: `token ${server.token}` },
      });
      const listening = listen(socket);
      await once(socket, "open");
      return listening;
    },
    async close() {
      await server.close();
      rmSync(root, { recursive: true });
    },
  };
}

function listen(socket: WebSocket): TestSocket {
  const seen: Seen[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  socket.on("message", (data: Buffer, binary) => {
    const { channel, parts } = protocolOf(socket.protocol).decode(data, binary);
    const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString("utf8")));
    seen.push({ channel, type: header.msg_type, parent: parent.msg_id ?? "", content });
  });
  return {
    socket,
    seen,
    closed,
    send(type, content, { channel = "shell", session = "a-session", id = crypto.randomUUID() } = {}) {
      const header = {
        msg_id: id,
        msg_type: type,
        session,
        username: "test",
        date: new Date().toISOString(),
        version: "5.3",
      };
      const parts = [header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
      socket.send(protocolOf(socket.protocol).encode({ channel, parts }));
      return id;
    },
  };
}

/** What a cell asks for when nothing is said. */
export const cell = (code: string): object => ({
  code,
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: true,
});

/** What a message shows as plain text: a piece of a stream, or a result, strings without their quotes; "" for all others. */
export function shownBy(type: string, content: object): string {
  if (type === "stream") return String(Reflect.get(content, "text"));
  if (type !== "execute_result") return "";
  const text = String(Reflect.get(Reflect.get(content, "data"), "text/plain"));
  return `${stripVTControlCharacters(text).replace(/^'(.*)'$/s, "$1")}\n`;
}

/** What a cell has printed, and its result, as text. */
export function textFor({ seen }: TestSocket, id: string): string {
  return seen
    .filter(({ parent }) => parent === id)
    .map(({ type, content }) => shownBy(type, content))
    .join("");
}

/** Whether all has come that comes for a request: its reply, and `idle`. */
export function isDone({ seen }: TestSocket, id: string): boolean {
  const own = seen.filter(({ parent }) => parent === id);
  return (
    own.some(({ type }) => type.endsWith("_reply")) &&
    own.some(({ type, content }) => type === "status" && content.execution_state === "idle")
  );
}

/** Jupyter's own client, as published, on a server. */
export interface Services {
  readonly sessions: SessionManager;
  readonly kernels: KernelManager;
  readonly settings: ServerConnection.ISettings;
  dispose(): void;
}

export async function connectServices({ server }: KernelServer): Promise<Services> {
  // It tells the console of each socket and each state.
  for (const name of ["debug", "log", "warn"] as const) vi.spyOn(console, name).mockImplementation(() => {});
  const baseUrl = `http://127.0.0.1:${server.port}/`;
  const settings = ServerConnection.makeSettings({
    baseUrl,
    wsUrl: baseUrl.replace("http", "ws"),
    token: server.token,
    appendToken: true,
    WebSocket: WebSocket as unknown as ServerConnection.ISettings["WebSocket"],
  });
  const kernels = new KernelManager({ serverSettings: settings });
  const sessions = new SessionManager({ serverSettings: settings, kernelManager: kernels });
  await sessions.ready;
  return {
    sessions,
    kernels,
    settings,
    dispose() {
      sessions.dispose();
      kernels.dispose();
    },
  };
}

/** Executes a cell with Jupyter's own client, and gathers what it shows: "type text" for each output. */
export async function execute(
  session: Session.ISessionConnection,
  code: string,
  options: { stop_on_error?: boolean } = { stop_on_error: true },
): Promise<{ status: string; shown: string[] }> {
  if (session.kernel === null) throw new Error("The session has no kernel.");
  const future = session.kernel.requestExecute({ code, ...options });
  const shown: string[] = [];
  future.onIOPub = ({ header, content }) => {
    const text = shownBy(header.msg_type, content);
    if (text !== "") shown.push(`${header.msg_type === "stream" ? "stream" : "result"} ${text}`);
    if (header.msg_type === "error")
      shown.push(`error ${"ename" in content ? `${content.ename}: ${content.evalue}` : ""}`);
  };
  const reply = await future.done;
  return { status: reply?.content.status ?? "", shown };
}
