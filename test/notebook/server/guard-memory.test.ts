import { describe, expect, it } from "vitest";
import { createAttempts } from "../../../lib/notebook/server/guard/attempts.js";
import { ownHosts } from "../../../lib/notebook/server/guard/hosts.js";
import { createLogins } from "../../../lib/notebook/server/guard/logins.js";
import { tokenFor } from "../../../lib/notebook/server/guard/token.js";
import { startServer } from "../../../lib/notebook/server/index.js";
import { PART } from "./guard-support.js";
import { ask, asProgram, serve } from "./support.js";

describe("tokens", () => {
  it("are new with each start, and of 192 bits", () => {
    const tokens = new Set(Array.from({ length: 100 }, () => tokenFor("127.0.0.1", undefined)));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(24);
  });

  it.each([
    ["127.0.0.1", "", "The token has 0 characters, expected 16 or more"],
    ["127.0.0.1", "x".repeat(15), "The token has 15 characters, expected 16 or more"],
    ["127.0.0.1", "schlüssel-schlüssel", "The token holds a character that cannot be sent in a header"],
    ["127.0.0.1", "1234567890123456\n", "The token holds a character that cannot be sent in a header"],
    ["0.0.0.0", undefined, "--host 0.0.0.0 lets other machines connect, and no token was given"],
    ["192.0.2.1", "x".repeat(19), "The token has 19 characters, expected 20 or more"],
    ["::", "  ".repeat(20), "The token has 0 characters, expected 20 or more"],
  ])("on %s, %s will not do", async (host, token, message) => {
    await expect(startServer([], { host, token })).rejects.toThrow(message);
  });

  it("of twenty characters let other machines connect, under names that are known", async () => {
    const server = await serve([PART], { host: "0.0.0.0", token: "x".repeat(20), names: ["lab.example"] });
    const statusAt = async (host: string, origin?: string) => {
      const headers = {
        ...asProgram(server),
        Host: host,
        ...(origin === undefined ? {} : { Origin: origin }),
      };
      return (await ask(server.port, { path: "/api/secret", headers })).status;
    };
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`);
    expect(await statusAt(`lab.example:${server.port}`)).toBe(200);
    expect(await statusAt(`evil.example:${server.port}`)).toBe(403);
    // A proxy with TLS stands before it.
    expect(await statusAt("lab.example", "https://lab.example")).toBe(200);
    expect(await statusAt("lab.example", "https://evil.example")).toBe(403);
    expect(await statusAt("lab.example", "https://lab.example:8443")).toBe(403);
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

  it("are the names under which it may be asked, with the port unless it is that of HTTP, and those of a proxy without", () => {
    expect([...ownHosts("127.0.0.1", 8888, ["Lab"]).keys()]).toEqual([
      "127.0.0.1:8888",
      "localhost:8888",
      "[::1]:8888",
      "lab:8888",
      "lab",
    ]);
    expect([...ownHosts("::1", 80, []).keys()]).toEqual(["127.0.0.1", "localhost", "[::1]"]);
  });
});
