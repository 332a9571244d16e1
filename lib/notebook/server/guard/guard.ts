import { setTimeout as wait } from "node:timers/promises";
import { type Answer, HttpError } from "../route.js";
import { createAttempts } from "./attempts.js";
import { loginCookie } from "./cookies.js";
import { foreign } from "./hosts.js";
import { link, login, logout, redirect } from "./login.js";
import { stepPage } from "./login-page.js";
import { createLogins, type Login } from "./logins.js";
import { ownAddress } from "./next.js";
import { sameSecret } from "./secret.js";
import { crossSite, header, isPage, isRead } from "./seen.js";
import { type GuardOptions, type Knock, loginOf, type State, xsrfCookie, xsrfOf } from "./state.js";

/** Let in: as whom, and with which cookies to set. Or an answer in place of what was asked for. */
export type Verdict =
  | { readonly login?: Login; readonly cookies: readonly string[] }
  | { readonly answer: Answer };

/** Stands before all parts of the server. */
export interface Guard {
  /** @throws HttpError where the request is refused. */
  admit(knock: Knock): Promise<Verdict>;
  /** The same for a WebSocket. */
  admitSocket(knock: Knock): Promise<Login | undefined>;
}

const DELAY = 200;

/** The guard of a server that listens. */
export function createGuard(options: GuardOptions): Guard {
  const state: State = {
    ...options,
    logins: createLogins(),
    attempts: createAttempts(),
    cookie: loginCookie(options.port),
  };
  return {
    admit: (knock) => admit(state, knock),
    admitSocket: async (knock) => {
      refuseForeign(state, knock, false);
      if (await showsToken(state, knock, true)) return undefined;
      const login = loginOf(state, knock);
      // Browsers always say from where, and cookies are sent by browsers.
      if (login === undefined || knock.request.headers.origin === undefined)
        throw new HttpError(403, "Forbidden");
      return login;
    },
  };
}

async function admit(state: State, knock: Knock): Promise<Verdict> {
  const { request, path, query } = knock;
  const page = isPage(knock);
  refuseForeign(state, knock, page && path !== "/logout");
  if (path === "/login") return { answer: await login(state, knock) };
  if (path === "/logout" && page) return { answer: logout(state, knock) };
  if (page && query.has("token")) return { answer: link(state, knock) };
  if (await showsToken(state, knock, !page)) return { cookies: [] };
  const found = loginOf(state, knock);
  if (found !== undefined) {
    const xsrf = xsrfOf(request);
    if (!isRead(request) && (xsrf === undefined || !sameSecret(header(request, "x-xsrftoken"), xsrf)))
      throw new HttpError(403, "The X-XSRFToken header is missing or does not match the _xsrf cookie.");
    return { login: found, cookies: xsrf === undefined ? [xsrfCookie()] : [] };
  }
  if (!page) throw new HttpError(403, "Forbidden: log in, or send the token in the Authorization header.");
  const here = ownAddress(request.url);
  if (crossSite(request)) return { answer: stepPage(here) };
  return { answer: redirect(`/login?next=${encodeURIComponent(here)}`) };
}

function refuseForeign({ hosts }: State, { request }: Knock, mayNavigate: boolean): void {
  const why = foreign(request.headers, hosts, mayNavigate);
  if (why !== undefined) throw new HttpError(403, why);
}

/** Whether a program shows the token, in a header or in the address. One that shows a wrong one waits. */
async function showsToken(state: State, { request, query }: Knock, inAddress: boolean): Promise<boolean> {
  const shown =
    /^(?:token|bearer) +(.+)$/i.exec(header(request, "authorization"))?.[1] ??
    (inAddress ? query.get("token") : undefined);
  if (shown == null) return false;
  if (sameSecret(shown, state.token)) return true;
  await wait(DELAY);
  throw new HttpError(403, "The token is wrong.");
}
