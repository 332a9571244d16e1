import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  createContents,
  type Part,
  type RunningServer,
  type ServerOptions,
  startServer,
} from "../../../lib/notebook/server/index.js";

/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A request as it goes over the wire: nothing is resolved, escaped or added, except for the own Host. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends one request to a port of this machine. */
export function ask(port: number, { method = "GET", path, headers = {}, body }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(pieces);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes,
          text: bytes.toString(),
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A folder of its own, removed when the test ends. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-server-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server that ends with the test. Faults of its own fail the test unless it names them. */
export async function serve(parts: readonly Part[], options: ServerOptions = {}): Promise<RunningServer> {
  const faults: unknown[] = [];
  const server = await startServer(parts, { report: (error) => faults.push(error), ...options });
  onTestFinished(async () => {
    await server.close();
    if (faults.length > 0) throw faults[0];
  });
  return server;
}

/** The header of a program that has the token. */
export function asProgram({ token }: RunningServer): Record<string, string> {
  return { Authorization: `token ${token}` };
}

/** The cookies of a browser that has followed the link, and the header that it repeats one of them in. */
export async function asBrowser(server: RunningServer): Promise<Record<string, string>> {
  const { headers } = await ask(server.port, {
    path: `/?token=${server.token}`,
    headers: { Accept: "text/html", ...navigation("none") },
  });
  const cookies = (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0] ?? "");
  const xsrf = cookies.find((cookie) => cookie.startsWith("_xsrf="))?.slice("_xsrf=".length) ?? "";
  return { Cookie: cookies.join("; "), "X-XSRFToken": xsrf };
}

/** The headers of a browser that opens a page, from its address bar or led by a page of another site. */
export function navigation(
  site: "none" | "same-origin" | "same-site" | "cross-site",
): Record<string, string> {
  return { "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };
}

/** The contents of a folder, as a program with the token sees them. */
export async function serveContents(root = tempFolder()) {
  const data = tempFolder();
  const server = await serve([createContents(root, { data })]);
  const send = (method: string, path: string, body?: object) =>
    ask(server.port, {
      method,
      path,
      headers: asProgram(server),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { root, data, server, send, get: (path: string) => send("GET", path) };
}
