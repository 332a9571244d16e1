import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { opens, PAGE, start } from "./guard-support.js";
import { ask, navigation } from "./support.js";

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
    expect((await ask(server.port, { path: "/tree", headers })).status).toBe(403);
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
        for (const path of ["/api/secret", "/tree"])
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
