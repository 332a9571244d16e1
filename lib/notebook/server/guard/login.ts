import { readBody } from "../body.js";
import { type Answer, HttpError } from "../route.js";
import { setCookie } from "./cookies.js";
import { loginPage, stepPage } from "./login-page.js";
import { ownAddress, withoutToken } from "./next.js";
import { sameSecret } from "./secret.js";
import { crossSite, isRead } from "./seen.js";
import { type Knock, loginOf, type State, xsrfCookie, xsrfOf } from "./state.js";

const LOGIN_BODY = 10_000;

/** Shows the form, or takes what was typed into it. */
export async function login(state: State, knock: Knock): Promise<Answer> {
  const { request, query } = knock;
  if (isRead(request)) {
    if (query.has("token")) return link(state, knock);
    const next = ownAddress(query.get("next"));
    return loginOf(state, knock) === undefined ? loginPage(next) : redirect(next);
  }
  if (request.method !== "POST") throw new HttpError(405, "Method not allowed.");
  const form = new URLSearchParams((await readBody(request, LOGIN_BODY)).toString("utf8"));
  const given = (form.get("token") ?? "").trim();
  const next = ownAddress(form.get("next"));
  const shown = URL.canParse(given) ? (new URL(given).searchParams.get("token") ?? given) : given;
  if (!state.attempts.allowed()) return tooMany(next);
  if (sameSecret(shown, state.token)) return redirect(next, enter(state, knock), 303);
  state.attempts.wrong();
  return loginPage(next, "This is not the token of this server. Each start has a new one.", 403);
}

/** Follows the link that was printed: the token in it becomes a cookie and leaves the address. */
export function link(state: State, knock: Knock): Answer {
  const { request, path, query } = knock;
  const to = path === "/login" ? ownAddress(query.get("next")) : withoutToken(path, query);
  // An old link that a browser with a login keeps is no attempt at anything.
  if (loginOf(state, knock) !== undefined) return redirect(to);
  if (!state.attempts.allowed()) return tooMany(to);
  if (sameSecret(query.get("token") ?? "", state.token)) {
    const cookies = enter(state, knock);
    return crossSite(request) ? stepPage(to, cookies) : redirect(to, cookies);
  }
  state.attempts.wrong();
  return loginPage(to, "The token in the address is not that of this server. Each start has a new one.", 403);
}

/** Ends the login, and what its pages hold open. */
export function logout(state: State, knock: Knock): Answer {
  const login = loginOf(state, knock);
  if (login !== undefined) state.logins.end(login);
  return redirect("/login", [setCookie(state.cookie, "", true)]);
}

/** The cookies of a login: that which the browser has, so that its open pages stay in it, or a new one. */
function enter(state: State, knock: Knock): readonly string[] {
  const before = loginOf(state, knock);
  const cookie = setCookie(state.cookie, (before ?? state.logins.begin()).id, true);
  return xsrfOf(knock.request) === undefined ? [cookie, xsrfCookie()] : [cookie];
}

/** Sends the browser on to an address of ours. */
export function redirect(to: string, cookies: readonly string[] = [], status = 302): Answer {
  return {
    status,
    headers: { Location: to, ...(cookies.length > 0 ? { "Set-Cookie": cookies } : {}) },
    body: "",
  };
}

function tooMany(next: string): Answer {
  const page = loginPage(next, "Too many wrong tokens. Wait a minute, then try again.", 429);
  return { ...page, headers: { ...page.headers, "Retry-After": "60" } };
}
