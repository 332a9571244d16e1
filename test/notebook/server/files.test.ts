import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ask, asProgram, serveContents } from "./support.js";

describe("a raw file", () => {
  it("comes as it is, with its type and length", async () => {
    const { root, get } = await serveContents();
    const bytes = Buffer.from([0, 0xff, 10, 13]);
    writeFileSync(join(root, "a.png"), bytes);
    const reply = await get("/files/a.png");
    expect(reply.bytes).toEqual(bytes);
    expect(reply.headers).toMatchObject({
      "content-type": "image/png",
      "content-length": "4",
      "content-disposition": `inline; filename="a.png"; filename*=UTF-8''a.png`,
    });
  });

  it("may be empty, or asked for its head", async () => {
    const { root, server, get } = await serveContents();
    writeFileSync(join(root, "empty.txt"), "");
    writeFileSync(join(root, "a.txt"), "abc");
    expect([(await get("/files/empty.txt")).status, (await get("/files/empty.txt")).text]).toEqual([200, ""]);
    const head = await ask(server.port, { method: "HEAD", path: "/files/a.txt", headers: asProgram(server) });
    expect([head.headers["content-length"], head.text]).toEqual(["3", ""]);
  });

  it.skipIf(process.platform !== "linux")("is closed again, whether it was sent or not", async () => {
    const { root, server, get } = await serveContents();
    writeFileSync(join(root, "a.txt"), "x".repeat(1_000_000));
    const held = () =>
      readdirSync("/proc/self/fd").filter((name) => {
        try {
          return readlinkSync(`/proc/self/fd/${name}`).startsWith(root);
        } catch {
          return false;
        }
      });
    await get("/files/a.txt");
    await get("/files");
    await ask(server.port, { method: "HEAD", path: "/files/a.txt", headers: asProgram(server) });
    await new Promise((resolve) => {
      const asked = request(
        { port: server.port, path: "/files/a.txt", headers: asProgram(server) },
        (reply) => {
          reply.once("data", () => asked.destroy());
          reply.on("error", () => undefined);
          reply.on("close", resolve);
        },
      );
      asked.end();
    });
    await expect.poll(held).toEqual([]);
  });

  it.each(["evil.html", "evil.svg", "evil.xml", "evil.js", "evil", "evil.htm"])(
    "such as %s runs nothing and reaches nothing",
    async (name) => {
      const { root, get } = await serveContents();
      writeFileSync(join(root, name), "<script>alert(1)</script>");
      const { headers } = await get(`/files/${name}`);
      expect(headers["content-security-policy"]).toMatch(/^sandbox;/);
      expect(headers["content-security-policy"]).not.toContain("allow-");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    },
  );

  it("of an unknown kind has no type that a browser would show", async () => {
    const { root, get } = await serveContents();
    writeFileSync(join(root, "a.constructor"), "<script>");
    expect((await get("/files/a.constructor")).headers["content-type"]).toBe("application/octet-stream");
  });

  it("is downloaded under its own name, whatever that holds", async () => {
    const { root, get } = await serveContents();
    const name = `a"b;c'é%.txt`;
    writeFileSync(join(root, name), "");
    const { headers } = await get(`/files/${encodeURIComponent(name)}?download=1&_xsrf=x`);
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="a_b;c'__.txt"; filename*=UTF-8''a%22b%3Bc%27%C3%A9%25.txt`,
    );
  });

  it("is no folder, and there is one at all", async () => {
    const { get } = await serveContents();
    expect((await get("/files")).status).toBe(400);
    expect((await get("/files/")).status).toBe(400);
    expect((await get("/files/none")).status).toBe(404);
  });

  it("that is written to while it is read is sent at the length that was said", async () => {
    const { root, get } = await serveContents();
    const place = join(root, "log.txt");
    writeFileSync(place, "x".repeat(5_000_000));
    const asked = get("/files/log.txt");
    writeFileSync(place, "more", { flag: "a" });
    const { bytes, headers } = await asked;
    expect(String(bytes.length)).toBe(headers["content-length"]);
    expect(readFileSync(place)).toHaveLength(5_000_004);
  });
});
