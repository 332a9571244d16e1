import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createAttempts } from "../../../lib/notebook/server/guard/attempts.js";
import { ownHosts } from "../../../lib/notebook/server/guard/hosts.js";
import { createLogins } from "../../../lib/notebook/server/guard/logins.js";
import { tokenFor } from "../../../lib/notebook/server/guard/token.js";
import { type Part, type RunningServer, startServer } from "../../../lib/notebook/server/index.js";
import { asBrowser, ask, asProgram, navigation, serve } from "./support.js";

const PART: Part = {
  routes: [
    { method: "GET", path: "/api/secret", handle: () => ({ json: "seen" }) },
    { method: "POST", path: "/api/write", handle: () => ({ json: "written" }) },
    {
      method: "GET",
      path: "/tree",
      handle: () => ({ body: "a page", headers: { "Content-Type": "text/html" } }),
    },
    { method: "GET", path: "/static/open.js", open: true, handle: () => ({ body: "open" }) },
  ],
  sockets: [
    {
      path: "/api/socket",
      protocols: ["best", "second"],
      connect: (socket) => socket.on("message", (data) => socket.send(data.toString())),
    },
  ],
};

const PAGE = { Accept: "text/html", ...navigation("none") };

async function start() {
  const server = await serve([PART]);
  return { server, program: asProgram(server), browser: await asBrowser(server) };
}

/** "open", or the status with which the handshake was refused. */
function opens(
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

  it("may load what is open to all, and nothing else of it", async () => {
    const { server } = await start();
    expect((await ask(server.port, { path: "/static/open.js" })).status).toBe(200);
    expect((await ask(server.port, { method: "POST", path: "/static/open.js" })).status).toBe(403);
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
    expect(new URL(server.address).searchParams.get("token")).toBe(server.token);
  });
});

describe("a page of the web", () => {
  it.each([
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1.evil.example:PORT",
    "127.0.0.1",
    "localhost:1",
    "localhost:PORT.evil.example",
    "[::1]",
    "user@127.0.0.1:PORT",
  ])("cannot reach the server under the name %s", async (name) => {
    const { server, browser, program } = await start();
    const headers = { Host: name.replace("PORT", String(server.port)) };
    expect(
      (await ask(server.port, { path: "/api/secret", headers: { ...browser, ...headers } })).status,
    ).toBe(403);
    expect(
      (await ask(server.port, { path: "/api/secret", headers: { ...program, ...headers } })).status,
    ).toBe(403);
    expect((await ask(server.port, { path: "/login", headers: { ...PAGE, ...headers } })).status).toBe(403);
    expect((await ask(server.port, { path: "/static/open.js", headers })).status).toBe(403);
    expect(await opens(server, { ...program, ...headers })).toBe("403");
  });

  it.each(["", "Host:\r\n", "Host: \r\n"])("cannot leave the name out (%j)", async (host) => {
    const { server } = await start();
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => {
        socket.write(`GET /api/secret?token=${server.token} HTTP/1.0\r\n${host}\r\n`);
      });
      socket.once("data", (data) => {
        resolve(String(data));
        socket.destroy();
      });
    });
    expect(reply).toMatch(/^HTTP\/1\.1 403 /);
  });

  it("is not asked for by the names of this machine, which are answered", async () => {
    const { server, program } = await start();
    for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"]) {
      const headers = { ...program, Host: `${host}:${server.port}` };
      expect((await ask(server.port, { path: "/api/secret", headers })).status).toBe(200);
    }
  });

  it.each([
    "http://evil.example",
    "null",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "https://127.0.0.1:PORT",
    "http://localhost:PORT",
    "http://127.0.0.1:PORT.evil.example",
    "file://",
  ])("of the origin %s neither reads, writes nor connects", async (origin) => {
    const { server, browser } = await start();
    const headers = { ...browser, Origin: origin.replace("PORT", String(server.port)) };
    expect((await ask(server.port, { path: "/api/secret", headers })).status).toBe(403);
    expect((await ask(server.port, { method: "POST", path: "/api/write", headers })).status).toBe(403);
    expect((await ask(server.port, { method: "POST", path: "/login", headers })).status).toBe(403);
    expect(await opens(server, headers)).toBe("403");
  });

  it.each(["cross-site", "same-site"])(
    "that is %s reads nothing by elements, frames and forms",
    async (site) => {
      const { server, browser } = await start();
      for (const [mode, dest] of [
        ["no-cors", "image"],
        ["no-cors", "script"],
        ["navigate", "iframe"],
        ["navigate", "embed"],
        ["cors", "empty"],
      ]) {
        const fetched = {
          "Sec-Fetch-Site": site,
          "Sec-Fetch-Mode": mode ?? "",
          "Sec-Fetch-Dest": dest ?? "",
        };
        for (const path of ["/api/secret", "/tree", "/static/open.js"])
          expect((await ask(server.port, { path, headers: { ...browser, ...fetched } })).status).toBe(403);
      }
      const led = { ...browser, ...navigation(site as "cross-site") };
      expect((await ask(server.port, { path: "/api/secret", headers: led })).status).toBe(403);
      expect((await ask(server.port, { path: "/logout", headers: led })).status).toBe(403);
      expect((await ask(server.port, { method: "POST", path: "/api/write", headers: led })).status).toBe(403);
      expect((await ask(server.port, { path: "/tree", headers: led })).status).toBe(200);
    },
  );

  it("gets no leave by CORS", async () => {
    const { server } = await start();
    const headers = { Origin: "http://evil.example", "Access-Control-Request-Method": "POST" };
    const reply = await ask(server.port, { method: "OPTIONS", path: "/api/write", headers });
    expect(reply.status).toBe(403);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
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

describe("tokens", () => {
  it("are new with each start, and of 192 bits", () => {
    const tokens = new Set(Array.from({ length: 100 }, () => tokenFor("127.0.0.1", undefined)));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(24);
  });

  it.each([
    ["127.0.0.1", "", "The token has 0 characters, expected 8 or more"],
    ["127.0.0.1", "1234567", "The token has 7 characters, expected 8 or more"],
    ["0.0.0.0", undefined, "--host 0.0.0.0 lets other machines connect, and no token was given"],
    ["192.0.2.1", "x".repeat(19), "The token has 19 characters, expected 20 or more"],
    ["::", "  ".repeat(20), "The token has 0 characters, expected 20 or more"],
  ])("on %s, %s will not do", async (host, token, message) => {
    await expect(startServer([], { host, token })).rejects.toThrow(message);
  });

  it("of twenty characters let other machines connect", async () => {
    const server = await serve([PART], { host: "0.0.0.0", token: "x".repeat(20), names: ["lab.example"] });
    const headers = { ...asProgram(server), Host: `lab.example:${server.port}` };
    expect(server.origin).toBe(`http://lab.example:${server.port}`);
    expect((await ask(server.port, { path: "/api/secret", headers })).status).toBe(200);
    headers.Host = `evil.example:${server.port}`;
    expect((await ask(server.port, { path: "/api/secret", headers })).status).toBe(403);
  });
});

describe("what the guard remembers", () => {
  it("are logins that were used within a week or hold something open, and at most a hundred", () => {
    let now = 0;
    const logins = createLogins(() => now);
    const [idle, used] = [logins.begin(), logins.begin()];
    now = 6 * 24 * 3_600_000;
    expect(logins.find(used.id)).toBe(used);
    now += 2 * 24 * 3_600_000;
    expect(logins.find(idle.id)).toBeUndefined();
    expect(logins.find(used.id)).toBe(used);
    for (let more = 0; more < 100; more++) logins.begin();
    expect(logins.find(used.id)).toBeUndefined();
  });

  it("are twenty wrong tokens of the last minute", () => {
    let now = 0;
    const attempts = createAttempts(() => now);
    for (let wrong = 0; wrong < 20; wrong++) {
      expect(attempts.allowed()).toBe(true);
      attempts.wrong();
    }
    expect(attempts.allowed()).toBe(false);
    now = 60_000;
    expect(attempts.allowed()).toBe(true);
  });

  it("are the names under which it may be asked, with the port unless it is that of HTTP", () => {
    expect([...ownHosts("127.0.0.1", 8888, ["Lab"])]).toEqual([
      "127.0.0.1:8888",
      "localhost:8888",
      "[::1]:8888",
      "lab:8888",
    ]);
    expect([...ownHosts("::1", 80, [])]).toEqual(["127.0.0.1", "localhost", "[::1]"]);
  });
});
