import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";

/** Whether an address to listen on is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Whether an address to listen on stands for all of the machine's. */
function isEvery(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** The host and port of an address as a URL and the Host header have it. */
export function authority(host: string, port: number): string {
  const name = isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
  return port === 80 ? name : `${name}:${port}`;
}

/**
 * What the Host header may say. A page of the web can have a name of its own point at this machine and then read what is
 * served under that name as its own: only names that are known to be ours are answered.
 */
export function ownHosts(host: string, port: number, names: readonly string[]): ReadonlySet<string> {
  const everywhere = isEvery(host)
    ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
    : [host];
  return new Set(
    ["127.0.0.1", "localhost", "::1", ...everywhere, ...names].map((name) => authority(name, port)),
  );
}

/** The address under which a browser on this machine reaches the server. */
export function originFor(host: string, port: number, names: readonly string[]): string {
  return `http://${authority(names[0] ?? (isEvery(host) ? "127.0.0.1" : host), port)}`;
}

/** Why a request does not come from a page of our own, a program or the address bar; `undefined` where it does. */
export function foreign(
  headers: IncomingHttpHeaders,
  hosts: ReadonlySet<string>,
  mayNavigate: boolean,
): string | undefined {
  const host = headers.host?.toLowerCase() ?? "";
  if (!hosts.has(host)) return "The server does not answer under this name.";
  if (headers.origin !== undefined && headers.origin.toLowerCase() !== `http://${host}`)
    return "The request comes from a page of another origin.";
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return undefined;
  // Somebody follows a link to us. The page is theirs to see once they are logged in, and the other site cannot read it.
  const link = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return link && mayNavigate ? undefined : "The request comes from another site.";
}
