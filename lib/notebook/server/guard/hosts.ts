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

/** Names with ports, as the Host header has them, each with the origins of its pages. */
export type Hosts = ReadonlyMap<string, readonly string[]>;

/**
 * What the Host header may say, each with the origins of the pages that are ours under it. A page of the web can have a
 * name of its own point at this machine and then read what is served under that name as its own: only names that are
 * known to be ours are answered. Under `names` a proxy with TLS may stand before this server, on the port that browsers
 * do not say.
 */
export function ownHosts(host: string, port: number, names: readonly string[]): Hosts {
  const everywhere = isEvery(host)
    ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
    : [host];
  const direct = ["127.0.0.1", "localhost", "::1", ...everywhere, ...names].map((name) =>
    authority(name, port),
  );
  const hosts = new Map<string, readonly string[]>();
  for (const each of direct) hosts.set(each, [`http://${each}`]);
  for (const name of names.map((each) => each.toLowerCase()))
    hosts.set(name, [`http://${name}`, `https://${name}`]);
  return hosts;
}

/** The address under which a browser on this machine reaches the server. */
export function originFor(host: string, port: number): string {
  return `http://${authority(isEvery(host) ? "127.0.0.1" : host, port)}`;
}

/** Why a request does not come from a page of our own, a program or the address bar; `undefined` where it does. */
export function foreign(
  headers: IncomingHttpHeaders,
  hosts: Hosts,
  mayNavigate: boolean,
): string | undefined {
  const host = headers.host?.toLowerCase() ?? "";
  const own = hosts.get(host);
  if (own === undefined) return "The server does not answer under this name.";
  if (headers.origin !== undefined && !own.includes(headers.origin.toLowerCase()))
    return "The request comes from a page of another origin.";
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return undefined;
  // Somebody follows a link to us. The page is theirs to see once they are logged in, and the other site cannot read it.
  const link = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return link && mayNavigate ? undefined : "The request comes from another site.";
}
