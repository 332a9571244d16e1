import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../lib/notebook/digest.js";
import { createAbout } from "../../../lib/notebook/server/index.js";
import { ask, asProgram, type Reply, serve, serveContents } from "./support.js";

const json = ({ text }: Reply) => JSON.parse(text);
const file = (content: string, format = "text") => ({ type: "file", format, content });

describe("a folder", () => {
  it("is listed without what is hidden, what cannot be read and the folder of packages", async () => {
    const { root, get } = await serveContents();
    for (const name of ["b", "node_modules", ".git"]) mkdirSync(join(root, name));
    for (const name of ["a.ipynb", "c.txt", ".hidden", "日本.md", "line\nbreak"])
      writeFileSync(join(root, name), "x");
    symlinkSync("nowhere", join(root, "broken"));
    const listed = json(await get("/api/contents?content=1"));
    expect(listed).toMatchObject({
      name: "",
      path: "",
      type: "directory",
      format: "json",
      mimetype: null,
      size: null,
    });
    expect(listed.content.map(({ name, path, type }: Record<string, string>) => [name, path, type])).toEqual([
      ["a.ipynb", "a.ipynb", "notebook"],
      ["b", "b", "directory"],
      ["c.txt", "c.txt", "file"],
      ["日本.md", "日本.md", "file"],
    ]);
    expect(listed.content[2]).toMatchObject({
      content: null,
      format: null,
      size: 1,
      writable: true,
      mimetype: "text/plain",
    });
    expect(json(await get("/api/contents?content=0")).content).toBeNull();
  });

  it("of packages is opened by its address", async () => {
    const { root, get } = await serveContents();
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "node_modules/a.d.ts"), "export {}");
    expect(json(await get("/api/contents/node_modules/a.d.ts")).content).toBe("export {}");
  });

  it("of five thousand files is listed", async () => {
    const { root, get } = await serveContents();
    for (let number = 0; number < 5_000; number++) writeFileSync(join(root, `${number}.txt`), "");
    expect(json(await get("/api/contents")).content).toHaveLength(5_000);
  });
});

describe("a file", () => {
  it("is text where it is UTF-8, and base64 where it is not or where that is asked for", async () => {
    const { root, get } = await serveContents();
    writeFileSync(join(root, "a.ts"), "\uFEFFé\r\n");
    writeFileSync(join(root, "b"), Buffer.from([0xff, 0]));
    writeFileSync(join(root, "c.txt"), "a\0b");
    expect(json(await get("/api/contents/a.ts"))).toMatchObject({
      format: "text",
      content: "\uFEFFé\r\n",
      mimetype: "text/typescript",
    });
    expect(json(await get("/api/contents/a.ts?format=base64"))).toMatchObject({
      format: "base64",
      content: "77u/w6kNCg==",
    });
    expect(json(await get("/api/contents/b"))).toMatchObject({
      format: "base64",
      content: "/wA=",
      mimetype: "application/octet-stream",
    });
    expect(json(await get("/api/contents/c.txt"))).toMatchObject({ format: "base64" });
    expect((await get("/api/contents/b?format=text")).status).toBe(400);
  });

  it("comes with its hash where that is asked for", async () => {
    const { root, get } = await serveContents();
    writeFileSync(join(root, "a.txt"), "abc");
    const hashed = { hash: digestOf("abc"), hash_algorithm: "sha256" };
    expect(json(await get("/api/contents/a.txt?hash=1"))).toMatchObject({ content: "abc", ...hashed });
    expect(json(await get("/api/contents/a.txt?content=0&hash=1"))).toMatchObject({
      content: null,
      ...hashed,
    });
    expect(json(await get("/api/contents/a.txt"))).toMatchObject({ hash: null, hash_algorithm: null });
  });

  it.each([
    ["a.txt?type=directory", 400],
    ["folder?type=file", 400],
    ["folder?type=notebook", 400],
    ["a.txt?type=notebook", 400],
    ["a.txt?type=else", 400],
    ["a.txt?format=else", 400],
    ["none.txt", 404],
    ["a.txt/below", 404],
    ["none/a.txt", 404],
  ])("%s is answered with %i", async (path, status) => {
    const { root, get } = await serveContents();
    mkdirSync(join(root, "folder"));
    writeFileSync(join(root, "a.txt"), "abc");
    expect((await get(`/api/contents/${path}`)).status).toBe(status);
  });

  it("that is too large to be shown can be downloaded", async () => {
    const { root, get } = await serveContents();
    writeFileSync(join(root, "large.bin"), Buffer.alloc(100_000_001));
    const reply = await get("/api/contents/large.bin");
    expect([reply.status, json(reply).message]).toEqual([
      413,
      "large.bin has 100,000,001 bytes, more than the 100,000,000 that can be opened here. Download it instead.",
    ]);
    expect((await get("/files/large.bin")).bytes).toHaveLength(100_000_001);
  });

  it("is saved as it was sent: 201 where it is new, 200 where it was there", async () => {
    const { root, send } = await serveContents();
    const made = await send("PUT", "/api/contents/a.txt", file("é\r\n"));
    expect([made.status, json(made).hash, json(made).content]).toEqual([201, digestOf("é\r\n"), null]);
    expect(readFileSync(join(root, "a.txt"), "utf8")).toBe("é\r\n");
    expect((await send("PUT", "/api/contents/a.txt", file("/wA=", "base64"))).status).toBe(200);
    expect(readFileSync(join(root, "a.txt"))).toEqual(Buffer.from([0xff, 0]));
  });

  it.skipIf(process.platform === "win32")("keeps its mode, whatever new files get", async () => {
    const { root, send } = await serveContents();
    writeFileSync(join(root, "run.sh"), "");
    chmodSync(join(root, "run.sh"), 0o776);
    await send("PUT", "/api/contents/run.sh", file("x"));
    expect(statSync(join(root, "run.sh")).mode & 0o777).toBe(0o776);
  });

  it.each([
    [{}],
    [{ type: "file" }],
    [{ type: "file", format: "text" }],
    [{ type: "file", content: "x" }],
    [{ type: "file", format: "text", content: { a: 1 } }],
    [{ type: "file", format: "base64", content: "not base64!" }],
    [{ type: "else", format: "text", content: "x" }],
    [{ type: "notebook", content: "x" }],
    [{ type: "notebook" }],
    [{ type: ["file"], format: "text", content: "x" }],
  ])("is not changed by %j", async (body) => {
    const { root, send } = await serveContents();
    writeFileSync(join(root, "a.txt"), "before");
    expect((await send("PUT", "/api/contents/a.txt", body)).status).toBe(400);
    expect(readFileSync(join(root, "a.txt"), "utf8")).toBe("before");
    expect(readdirSync(root)).toEqual(["a.txt"]);
  });

  it("is not put where a folder is, below a file, or where there is no folder", async () => {
    const { root, send } = await serveContents();
    mkdirSync(join(root, "folder"));
    writeFileSync(join(root, "a.txt"), "");
    expect((await send("PUT", "/api/contents/folder", file("x"))).status).toBe(409);
    expect((await send("PUT", "/api/contents/a.txt", { type: "directory" })).status).toBe(409);
    expect((await send("PUT", "/api/contents/a.txt/b", file("x"))).status).toBe(404);
    expect((await send("PUT", "/api/contents/none/b", file("x"))).status).toBe(404);
    expect((await send("PUT", "/api/contents", file("x"))).status).toBe(400);
  });

  it("is whole at any time while it is saved again and again", async () => {
    const { get, send } = await serveContents();
    const contents = ["a", "b", "c"].map((letter) => letter.repeat(300_000));
    await send("PUT", "/api/contents/a.txt", file(contents[0] ?? ""));
    const saving = Promise.all(contents.map((content) => send("PUT", "/api/contents/a.txt", file(content))));
    for (let times = 0; times < 20; times++)
      expect(contents).toContain(json(await get("/api/contents/a.txt")).content);
    expect((await saving).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(json(await get("/api/contents")).content).toHaveLength(1);
  });
});

describe("the server", () => {
  it("says its version, who is there, and that it converts nothing", async () => {
    const server = await serve([createAbout()]);
    const get = async (path: string) => json(await ask(server.port, { path, headers: asProgram(server) }));
    expect(await get("/api")).toEqual({ version: "0.1.0" });
    expect(await get("/api/me")).toMatchObject({ identity: { username: "owner" }, permissions: {} });
    expect(await get("/api/nbconvert")).toEqual({});
    expect(await get("/api/terminals")).toEqual([]);
  });
});
