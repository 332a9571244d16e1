import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Attempts } from "./attempts.js";
import { cookiesOf, setCookie, XSRF_COOKIE } from "./cookies.js";
import type { Hosts } from "./hosts.js";
import type { Login, Logins } from "./logins.js";

/** What the guard knows of the server. */
export interface GuardOptions {
  readonly token: string;
  readonly port: number;
  /** What the Host header may say. */
  readonly hosts: Hosts;
}

/** What is asked for, as the guard sees it. */
export interface Knock {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What the guard remembers. */
export interface State extends GuardOptions {
  readonly logins: Logins;
  readonly attempts: Attempts;
  readonly cookie: string;
}

/** The login whose cookie a request brings. */
export function loginOf({ logins, cookie }: State, { request }: Knock): Login | undefined {
  return logins.find(cookiesOf(request.headers.cookie).get(cookie));
}

/** The XSRF cookie of a request. Any Jupyter server on this machine may have set it: the name knows of no port. */
export function xsrfOf(request: IncomingMessage): string | undefined {
  const value = cookiesOf(request.headers.cookie).get(XSRF_COOKIE);
  return value === undefined || value.length < 16 ? undefined : value;
}

/** A new XSRF cookie. */
export function xsrfCookie(): string {
  // Sixteen bytes in hexadecimal: other Jupyter servers on this machine understand it, and leave it as it is.
  return setCookie(XSRF_COOKIE, randomBytes(16).toString("hex"), false);
}
