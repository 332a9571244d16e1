import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Part } from "../../../lib/notebook/server/index.js";
import { asBrowser, ask, navigation, serve } from "./support.js";

const PART: Part = {
  routes: [
    {
      method: "GET",
      path: "/tree/*path",
      handle: () => ({ body: "a page", headers: { "Content-Type": "text/html" } }),
    },
    { method: "GET", path: "/api/secret", handle: () => ({ json: "seen" }) },
  ],
  sockets: [{ path: "/api/socket", connect: () => undefined }],
};
const PAGE = { Accept: "text/html", ...navigation("none") };
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

async function start() {
  const server = await serve([PART]);
  const open = (path: string, headers: Record<string, string> = PAGE) => ask(server.port, { path, headers });
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(server.port, {
      method: "POST",
      path: "/login",
      headers: { ...FORM, Origin: `http://127.0.0.1:${server.port}`, ...headers },
      body: String(new URLSearchParams(fields)),
    });
  return { server, open, post };
}

describe("the link that was printed", () => {
  it.each([
    ["/?token=TOKEN", "/"],
    ["/tree?token=TOKEN", "/tree"],
    ["/tree/a%20b?x=1&token=TOKEN", "/tree/a%20b?x=1"],
    ["/login?token=TOKEN", "/"],
    ["/login?token=TOKEN&next=%2Ftree", "/tree"],
  ])("%s trades the token for a cookie and goes to %s", async (path, to) => {
    const { server, open } = await start();
    const reply = await open(path.replace("TOKEN", server.token));
    expect([reply.status, reply.headers.location]).toEqual([302, to]);
    const [login, xsrf] = reply.headers["set-cookie"] ?? [];
    expect(login).toMatch(
      new RegExp(`^tsnb-login-${server.port}=[\\w-]{32}; Path=/; SameSite=Strict; HttpOnly$`),
    );
    expect(xsrf).toMatch(/^_xsrf=[0-9a-f]{32}; Path=\/; SameSite=Strict$/);
    expect(JSON.stringify(reply.headers) + reply.text).not.toContain(server.token);
  });

  it("leads on by a page where another site led to it, as a redirect would come without the cookie", async () => {
    const { server, open } = await start();
    const reply = await open(`/tree?token=${server.token}`, {
      Accept: "text/html",
      ...navigation("cross-site"),
    });
    expect(reply.status).toBe(200);
    expect(reply.headers["set-cookie"]).toHaveLength(2);
    expect(reply.text).toContain('<meta http-equiv="refresh" content="0; url=/tree">');
    expect(reply.text).not.toContain(server.token);
  });

  it("with a wrong token asks for the right one", async () => {
    const { open } = await start();
    const reply = await open("/tree?token=wrong");
    expect(reply.status).toBe(403);
    expect(reply.text).toContain("The token in the address is not that of this server.");
    expect(reply.headers["set-cookie"]).toBeUndefined();
  });

  it("with an old token does no harm to whoever is logged in", async () => {
    const { server, open } = await start();
    const reply = await open("/tree?token=old", { ...PAGE, ...(await asBrowser(server)) });
    expect([reply.status, reply.headers.location]).toEqual([302, "/tree"]);
  });

  it.each([
    "//evil.example/?token=TOKEN",
    "/\\evil.example?token=TOKEN",
    "/%2F/evil.example?token=TOKEN",
    "/login?token=TOKEN&next=//evil.example",
  ])("%s leads to no other server", async (path) => {
    const { server, open } = await start();
    const { headers } = await open(path.replace("TOKEN", server.token));
    expect(new URL(headers.location ?? "", server.origin).origin).toBe(server.origin);
  });
});

describe("the login page", () => {
  it("is where a page leads that needs a login, and leads back", async () => {
    const { open } = await start();
    const reply = await open("/tree/a%20b?x=1");
    expect([reply.status, reply.headers.location]).toEqual([302, "/login?next=%2Ftree%2Fa%2520b%3Fx%3D1"]);
    const page = await open(reply.headers.location ?? "");
    expect(page.status).toBe(200);
    expect(page.text).toContain('<input type="hidden" name="next" value="/tree/a%20b?x=1">');
  });

  it("does not keep out whoever has a login that another site's link came without", async () => {
    const { open } = await start();
    const reply = await open("/tree", { Accept: "text/html", ...navigation("cross-site") });
    expect(reply.text).toContain('content="0; url=/tree"');
  });

  it("runs no script, sits in no frame and says where the token is", async () => {
    const { open } = await start();
    const { headers, text } = await open("/login");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(text).not.toContain("<script");
    expect(text).toContain("printed an address in its terminal");
    expect(text).toContain('<label for="token">');
  });

  it("takes the token, or the whole address, and goes on", async () => {
    const { server, open, post } = await start();
    for (const token of [server.token, ` ${server.token}\n`, server.address]) {
      const reply = await post({ token, next: "/tree" });
      expect([reply.status, reply.headers.location]).toEqual([303, "/tree"]);
      const cookie = (reply.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
      expect((await open("/tree", { ...PAGE, Cookie: cookie })).text).toBe("a page");
    }
  });

  it("says that a token is wrong, keeps where to go, and gives no cookie", async () => {
    const { post } = await start();
    for (const token of ["wrong", "", "http://127.0.0.1/?token=wrong", "__proto__"]) {
      const reply = await post({ token, next: "/tree" });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('<p role="alert" id="fault">This is not the token of this server.');
      expect(reply.text).toContain('value="/tree"');
      expect(reply.headers["set-cookie"]).toBeUndefined();
    }
  });

  it("takes no more than twenty wrong tokens a minute, then not the right one either", async () => {
    const { server, post } = await start();
    for (let wrong = 0; wrong < 20; wrong++)
      expect((await post({ token: `wrong${wrong}` })).status).toBe(403);
    const reply = await post({ token: server.token });
    expect([reply.status, reply.headers["retry-after"], reply.headers["set-cookie"]]).toEqual([
      429,
      "60",
      undefined,
    ]);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/a\\b",
    "",
  ])("does not go to %j", async (next) => {
    const { server, open, post } = await start();
    expect((await post({ token: server.token, next })).headers.location).toBe("/");
    expect((await open(`/login?next=${encodeURIComponent(next)}`)).text).toContain('name="next" value="/"');
  });

  it("shows what it was told to go to as text", async () => {
    const { open } = await start();
    const { text } = await open(`/login?next=${encodeURIComponent('/"><script>alert(1)</script>')}`);
    expect(text).not.toContain("<script");
  });

  it("takes no long forms and no other methods", async () => {
    const { server, post } = await start();
    expect((await post({ token: "x".repeat(20_000) })).status).toBe(413);
    expect((await ask(server.port, { method: "PUT", path: "/login" })).status).toBe(405);
  });
});

describe("logging out", () => {
  it("ends the login and what its pages hold open", async () => {
    const { server, open } = await start();
    const browser = await asBrowser(server);
    const headers = { Cookie: browser.Cookie ?? "", Origin: server.origin };
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/socket`, { headers });
    await new Promise((resolve) => socket.once("open", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const reply = await open("/logout", { ...PAGE, ...browser });
    expect([reply.status, reply.headers.location]).toEqual([302, "/login"]);
    expect(await closed).toBe(1008);
    expect((await open("/api/secret", browser)).status).toBe(403);
  });
});
