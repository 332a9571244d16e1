import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { opens, PAGE, PART, start } from "./guard-support.js";
import { ask, asProgram, serve } from "./support.js";

describe("whoever has no token", () => {
  it.each([
    ["GET", "/api/secret"],
    ["GET", "/api/unknown"],
    ["POST", "/api/write"],
    ["DELETE", "/api/secret"],
    ["OPTIONS", "/api/secret"],
    ["GET", "/static/other.js"],
  ])("%s %s is refused, whether there is such an address or not", async (method, path) => {
    const { server } = await start();
    const reply = await ask(server.port, { method, path });
    expect(reply.status).toBe(403);
    expect(JSON.parse(reply.text).message).toMatch(/^Forbidden/);
  });

  it.each(["token wrong", "Bearer wrong", "token ", "Basic dG9rZW46", "token wrong wrong"])(
    "%s does not help",
    async (authorization) => {
      const { server } = await start();
      const reply = await ask(server.port, {
        path: "/api/secret",
        headers: { Authorization: authorization },
      });
      expect(reply.status).toBe(403);
    },
  );

  it("gains nothing by a cookie made up", async () => {
    const { server } = await start();
    for (const value of ["x", "", server.token, "undefined", "__proto__"]) {
      const headers = { Cookie: `tsnb-login-${server.port}=${value}` };
      expect((await ask(server.port, { path: "/api/secret", headers })).status).toBe(403);
    }
  });

  it("opens no WebSocket", async () => {
    const { server } = await start();
    expect(await opens(server, {})).toBe("403");
    expect(await opens(server, { Authorization: "token wrong" })).toBe("403");
    expect(await opens(server, {}, "/api/socket?token=wrong")).toBe("403");
    expect(await opens(server, {}, "/api/none")).toBe("403");
  });
});

describe("a program with the token", () => {
  it("shows it in a header or in the address, and needs no cookie to write", async () => {
    const { server, program } = await start();
    for (const headers of [program, { Authorization: `Bearer ${server.token}` }])
      expect((await ask(server.port, { method: "POST", path: "/api/write", headers })).status).toBe(200);
    expect((await ask(server.port, { path: `/api/secret?token=${server.token}` })).status).toBe(200);
  });

  it("opens a WebSocket with the best protocol that both speak", async () => {
    const { server, program } = await start();
    expect(await opens(server, program)).toBe("open best");
    expect(await opens(server, {}, `/api/socket?token=${server.token}`, ["second"])).toBe("open second");
    expect(await opens(server, program, "/api/none")).toBe("404");
  });

  it("may have a token of its own choice", async () => {
    const server = await serve([PART], { token: "a token of mine & yours" });
    const path = `/api/secret?token=${encodeURIComponent(server.token)}`;
    expect((await ask(server.port, { path })).status).toBe(200);
    expect((await ask(server.port, { path: "/api/secret", headers: asProgram(server) })).status).toBe(200);
    expect(new URL(server.address).searchParams.get("token")).toBe(server.token);
  });
});

describe("a browser with a login", () => {
  it("reads, and writes with the header that repeats its cookie", async () => {
    const { server, browser } = await start();
    const origin = { Origin: `http://127.0.0.1:${server.port}`, "Sec-Fetch-Site": "same-origin" };
    expect((await ask(server.port, { path: "/api/secret", headers: browser })).status).toBe(200);
    const written = await ask(server.port, {
      method: "POST",
      path: "/api/write",
      headers: { ...browser, ...origin },
    });
    expect(written.status).toBe(200);
  });

  it.each([undefined, "", "0".repeat(32), "undefined"])(
    "does not write with the header %s",
    async (value) => {
      const { server, browser } = await start();
      const headers: Record<string, string> = { Cookie: browser.Cookie ?? "" };
      if (value !== undefined) headers["X-XSRFToken"] = value;
      const reply = await ask(server.port, { method: "POST", path: "/api/write", headers });
      expect([reply.status, JSON.parse(reply.text).message]).toEqual([
        403,
        "The X-XSRFToken header is missing or does not match the _xsrf cookie.",
      ]);
    },
  );

  it("does not write where cookie and header are both empty", async () => {
    const { server, browser } = await start();
    const login = (browser.Cookie ?? "").split("; ").find((cookie) => cookie.startsWith("tsnb")) ?? "";
    for (const cookie of [login, `${login}; _xsrf=`, `${login}; _xsrf=short`]) {
      const headers = { Cookie: cookie, "X-XSRFToken": cookie.split("_xsrf=")[1] ?? "" };
      expect((await ask(server.port, { method: "POST", path: "/api/write", headers })).status).toBe(403);
    }
  });

  it("is given an XSRF cookie where it has lost it, and not where it has one", async () => {
    const { server, browser } = await start();
    const login = (browser.Cookie ?? "").split("; ").find((cookie) => cookie.startsWith("tsnb")) ?? "";
    const lost = await ask(server.port, { path: "/tree", headers: { ...PAGE, Cookie: login } });
    expect(lost.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^_xsrf=[0-9a-f]{32}; Path=\/; SameSite=Strict$/),
    ]);
    const kept = await ask(server.port, { path: "/tree", headers: { ...PAGE, ...browser } });
    expect(kept.headers["set-cookie"]).toBeUndefined();
  });

  it("opens a WebSocket from a page of ours, and not without saying from where", async () => {
    const { server, browser } = await start();
    const own = { Origin: `http://127.0.0.1:${server.port}` };
    expect(await opens(server, { Cookie: browser.Cookie ?? "", ...own })).toBe("open best");
    expect(await opens(server, { Cookie: browser.Cookie ?? "" })).toBe("403");
  });

  it("is no login of another server on this machine", async () => {
    const { browser } = await start();
    const other = await serve([PART]);
    expect((await ask(other.port, { path: "/api/secret", headers: browser })).status).toBe(403);
    const renamed = { Cookie: (browser.Cookie ?? "").replace(/tsnb-login-\d+/, `tsnb-login-${other.port}`) };
    expect((await ask(other.port, { path: "/api/secret", headers: renamed })).status).toBe(403);
  });
});

describe("frames of a WebSocket", () => {
  it("come back, and are bounded", async () => {
    const { server, program } = await start();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/socket`, { headers: program });
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send("hello");
    expect(String(await new Promise((resolve) => socket.once("message", resolve)))).toBe("hello");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.send(Buffer.alloc((64 << 20) + 1));
    expect(await closed).toBe(1009);
    expect((await ask(server.port, { path: "/api/secret", headers: program })).status).toBe(200);
  });
});
