import { WebSocket } from "ws";
import type { Part, RunningServer } from "../../../lib/notebook/server/index.js";
import { asBrowser, asProgram, navigation, serve } from "./support.js";

/** Addresses that need a login, and one that does not. */
export const PART: Part = {
  routes: [
    { method: "GET", path: "/api/secret", handle: () => ({ json: "seen" }) },
    { method: "POST", path: "/api/write", handle: () => ({ json: "written" }) },
    {
      method: "GET",
      path: "/tree",
      handle: () => ({
        body: "a page",
        headers: { "Content-Type": "text/html", "Content-Security-Policy": "connect-src 'self'" },
      }),
    },
  ],
  sockets: [
    {
      path: "/api/socket",
      protocols: ["best", "second"],
      connect: (socket) => socket.on("message", (data) => socket.send(data.toString())),
    },
  ],
};

/** The headers of a browser that opens a page from its address bar. */
export const PAGE = { Accept: "text/html", ...navigation("none") };

/** A server, and the headers of a program and of a browser that it knows. */
export async function start() {
  const server = await serve([PART]);
  return { server, program: asProgram(server), browser: await asBrowser(server) };
}

/** "open" and the protocol, or the status with which the handshake was refused. */
export function opens(
  server: RunningServer,
  headers: Record<string, string>,
  path = "/api/socket",
  protocols = ["second", "best"],
) {
  return new Promise<string>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, { headers });
    socket.on("open", () => {
      resolve(`open ${socket.protocol}`);
      socket.terminate();
    });
    socket.on("unexpected-response", (_request, response) => {
      resolve(String(response.statusCode));
      response.destroy();
    });
    socket.on("error", reject);
  });
}
