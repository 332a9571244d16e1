import { policyHash } from "../../digest.js";
import type { Answer } from "../route.js";

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { background: light-dark(#fff, #121212); color: light-dark(#111827, #f3f4f6); margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { box-sizing: border-box; width: min(26rem, 100%); padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 0.5rem; }
label { display: block; font-weight: 600; margin: 1rem 0 0.4rem; }
input, button { box-sizing: border-box; width: 100%; font: inherit; padding: 0.6rem; border-radius: 6px; }
input { border: 1px solid light-dark(#6b7280, #9ca3af); }
button { margin-top: 1rem; border: 0; background: #1d4ed8; color: #fff; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid light-dark(#1d4ed8, #93c5fd); outline-offset: 2px; }
[role=alert] { margin: 1rem 0 0; color: light-dark(#b91c1c, #fca5a5); }
code { overflow-wrap: anywhere; }`;

const POLICY = [
  "default-src 'none'",
  `style-src ${policyHash(STYLE)}`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page that asks for the token. `next` is where to go then, `fault` what was wrong the last time. */
export function loginPage(next: string, fault?: string, status = 200): Answer {
  const alert = fault === undefined ? "" : `<p role="alert" id="fault">${escaped(fault)}</p>`;
  const described = fault === undefined ? "where" : "fault where";
  return {
    status,
    // A page that lets no address out sends the origin "null" with its form.
    headers: { ...HTML, "Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin" },
    body: page(`<title>Log in</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<main>
<h1>Log in</h1>
<p id="where">The command that started this server printed an address in its terminal: open that, or paste it here. The
token alone, what follows <code>token=</code>, will do.</p>
${alert}<form method="post" action="/login">
<input type="hidden" name="next" value="${escaped(next)}">
<input type="text" name="user" value="tslab-notebook" autocomplete="username" hidden>
<label for="token">Token or address</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus aria-describedby="${described}">
<button>Log in</button>
</form>
</main>`),
  };
}

/**
 * A page that goes on to an address of ours. A browser that was led here by another site sends no cookie along with a
 * redirect, but does when a page of our own goes on.
 */
export function stepPage(to: string, cookies: readonly string[] = []): Answer {
  return {
    status: 200,
    headers: { ...HTML, ...(cookies.length > 0 ? { "Set-Cookie": cookies } : {}) },
    body: page(`<title>One moment</title>
<meta http-equiv="refresh" content="0; url=${escaped(to)}">
<p><a href="${escaped(to)}">Go on</a></p>`),
  };
}

const HTML = { "Content-Type": "text/html; charset=utf-8" } as const;

function page(content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${content}
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
