import type { IncomingMessage } from "node:http";
import type { Knock } from "./state.js";

/** Whether a person is to see the answer in the browser, rather than a script or a program. */
export function isPage({ request, path }: Knock): boolean {
  if (!isRead(request) || /^\/(?:lab\/)?api(?:\/|$)/.test(path)) return false;
  const mode = header(request, "sec-fetch-mode");
  return mode === "" ? header(request, "accept").includes("text/html") : mode === "navigate";
}

/** Whether a request changes nothing. */
export function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** Whether another site, or another port of this machine, led the browser here. */
export function crossSite(request: IncomingMessage): boolean {
  const site = header(request, "sec-fetch-site");
  return site === "cross-site" || site === "same-site";
}

/** A header, or nothing. */
export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
