import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listing, names, project, SECRET } from "./paths-support.js";

describe("a link", () => {
  it("that leads out of the root is neither listed nor followed", async () => {
    const { folder, root, get, send } = await project();
    symlinkSync(join(folder, "secret.txt"), join(root, "out.txt"));
    symlinkSync(folder, join(root, "up"));
    symlinkSync("../project-secret", join(root, "near"));
    for (const path of ["out.txt", "up/secret.txt", "up", "near/secret.txt", "up/project/../secret.txt"]) {
      for (const start of ["/api/contents/", "/files/"]) {
        const reply = await get(`${start}${path}`);
        expect([403, 404]).toContain(reply.status);
        expect(reply.text).not.toContain(SECRET);
      }
      const written = await send("PUT", `/api/contents/${path}`, {
        type: "file",
        format: "text",
        content: "x",
      });
      expect([403, 404]).toContain(written.status);
    }
    expect(
      (await send("PUT", "/api/contents/up/new.txt", { type: "file", format: "text", content: "x" })).status,
    ).toBe(403);
    expect((await send("POST", "/api/contents/up", { type: "file" })).status).toBe(403);
    expect((await send("POST", "/api/contents", { copy_from: "out.txt" })).status).toBe(403);
    expect((await send("POST", "/api/contents/out.txt/checkpoints")).status).toBe(404);
    expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe(SECRET);
    expect(names(await get("/api/contents"))).toEqual(["inside"]);
  });

  it("to what is hidden hides it no less", async () => {
    const { root, get } = await project();
    symlinkSync(".env", join(root, "shown.txt"));
    symlinkSync("inside/.git", join(root, "git"));
    expect((await get("/api/contents/shown.txt")).status).toBe(404);
    expect((await get("/files/git/config")).status).toBe(404);
    expect(names(await get("/api/contents"))).toEqual(["inside"]);
  });

  it("that leads nowhere, or in a circle, is not written through", async () => {
    const { folder, root, send } = await project();
    symlinkSync(join(folder, "made.txt"), join(root, "dangling.txt"));
    symlinkSync("circle", join(root, "circle"));
    const body = { type: "file", format: "text", content: "x" };
    expect((await send("PUT", "/api/contents/dangling.txt", body)).status).toBe(403);
    expect((await send("PUT", "/api/contents/circle", body)).status).toBe(403);
    expect(listing(folder)).not.toContain("made.txt");
  });

  it("inside the root is followed, and stays a link when its file is saved", async () => {
    const { root, get, send } = await project();
    symlinkSync("inside/a.txt", join(root, "link.txt"));
    expect(JSON.parse((await get("/api/contents/link.txt")).text).content).toBe("a");
    await send("PUT", "/api/contents/link.txt", { type: "file", format: "text", content: "b" });
    expect(readFileSync(join(root, "inside/a.txt"), "utf8")).toBe("b");
    unlinkSync(join(root, "link.txt"));
  });

  it("is what is removed and renamed, not what it leads to", async () => {
    const { folder, root, send } = await project();
    symlinkSync(join(folder, "secret.txt"), join(root, "out.txt"));
    symlinkSync("inside", join(root, "folder"));
    expect((await send("DELETE", "/api/contents/out.txt")).status).toBe(204);
    expect((await send("DELETE", "/api/contents/folder")).status).toBe(204);
    expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe(SECRET);
    expect(readFileSync(join(root, "inside/a.txt"), "utf8")).toBe("a");
  });

  it("that takes a file's place while it is asked for leads to no secret", async () => {
    const { folder, root, get } = await project();
    const place = join(root, "swapped.txt");
    let on = true;
    const swapping = (async () => {
      while (on) {
        writeFileSync(place, "plain");
        await new Promise((resolve) => setImmediate(resolve));
        unlinkSync(place);
        symlinkSync(join(folder, "secret.txt"), place);
        await new Promise((resolve) => setImmediate(resolve));
        unlinkSync(place);
      }
    })();
    for (let times = 0; times < 200; times++)
      expect((await get("/files/swapped.txt")).text).not.toContain(SECRET);
    on = false;
    await swapping;
  });
});

describe.skipIf(process.platform === "win32")("what is no regular file", () => {
  it("is neither listed nor opened, and nobody waits for it", async () => {
    const { root, get, send } = await project();
    execFileSync("mkfifo", [join(root, "pipe")]);
    const socket = createServer().listen(join(root, "socket"));
    onTestFinished(() => void socket.close());
    await new Promise((resolve) => socket.once("listening", resolve));
    for (const name of ["pipe", "socket"]) {
      expect((await get(`/api/contents/${name}`)).status).toBe(400);
      expect((await get(`/files/${name}`)).status).toBe(400);
      expect((await get(`/api/contents/${name}?content=0&hash=1`)).status).toBe(400);
      expect((await send("POST", "/api/contents", { copy_from: name })).status).toBe(400);
      expect(
        (await send("PUT", `/api/contents/${name}`, { type: "file", format: "text", content: "" })).status,
      ).toBe(400);
    }
    expect(names(await get("/api/contents"))).toEqual(["inside"]);
  });
});
