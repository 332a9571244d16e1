import { randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { watchPage } from "./page.js";

/** What the page is told. */
export interface WatchServer {
  /** The address of the page. Its secret part keeps other users of the machine, and pages of the web, out. */
  readonly address: string;
  /** Reports, by the names of their files, that have been made anew. */
  made(files: readonly string[]): void;
  /** The line that says what goes on. */
  state(text: string, failed?: boolean): void;
  close(): Promise<void>;
}

/**
 * Serves the reports of a folder on the loopback interface, inside a page that reloads them when they have changed. Only
 * files that `isReport` allows are served, as they are.
 * @throws UserError where the port is taken.
 */
export async function startWatchServer(
  folder: string,
  first: string,
  isReport: (file: string) => boolean,
  port = 0,
): Promise<WatchServer> {
  const secret = randomBytes(18).toString("base64url");
  const listeners = new Set<ServerResponse>();
  let last = "";

  function send(response: ServerResponse, event: string, data: object): void {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  function answer(file: string, response: ServerResponse): void {
    if (file === "") {
      const { html, policy } = watchPage(first);
      serve(response, html, { "Content-Security-Policy": policy });
    } else if (file === "events") {
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream" });
      listeners.add(response);
      response.once("close", () => listeners.delete(response));
      response.write(last === "" ? ": nothing yet\n\n" : last);
    } else {
      try {
        serve(response, readFileSync(join(folder, file)), {});
      } catch {
        refuse(response);
      }
    }
  }

  const server = createServer((request, response) => {
    const file = fileAsked(request, secret, hosts);
    if (file !== undefined && (file === "" || file === "events" || isReport(file))) answer(file, response);
    else refuse(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(
        taken
          ? new UserError(`Port ${port} cannot be used (${error.code}).`, "Choose another: --port.")
          : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = server.address();
  const number = typeof bound === "object" && bound !== null ? bound.port : port;
  const hosts = [`127.0.0.1:${number}`, `localhost:${number}`];
  return {
    address: `http://127.0.0.1:${number}/${secret}/`,
    made: (files) => {
      for (const one of listeners) send(one, "made", { files });
    },
    state: (text, failed = false) => {
      last = `event: state\ndata: ${JSON.stringify({ text, failed })}\n\n`;
      for (const one of listeners) one.write(last);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const HEADERS = {
  "Cache-Control": "no-store",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

function serve(response: ServerResponse, body: string | Buffer, more: Record<string, string>): void {
  response.writeHead(200, { ...HEADERS, "Content-Type": "text/html; charset=utf-8", ...more });
  response.end(body);
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { ...HEADERS, "Content-Type": "text/plain" });
  response.end("Not found\n");
}

/**
 * The file that a request asks for; `undefined` where the secret is missing or wrong, or where the request was made
 * under another name of this machine, as a page of the web does that has its own name point here.
 */
function fileAsked(request: IncomingMessage, secret: string, hosts: readonly string[]): string | undefined {
  if (request.method !== "GET" || !hosts.includes(request.headers.host ?? "")) return undefined;
  const [, given = "", file, ...rest] = (request.url ?? "").replace(/[?#].*$/, "").split("/");
  if (file === undefined || rest.length > 0 || !equal(given, secret)) return undefined;
  try {
    const name = decodeURIComponent(file);
    return /[\\/\0]/.test(name) || name.startsWith(".") ? undefined : name;
  } catch {
    return undefined;
  }
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
