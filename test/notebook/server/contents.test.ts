import {
  chmodSync,
  existsSync,
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
import { isCanonical, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { createAbout } from "../../../lib/notebook/server/index.js";
import { ask, asProgram, type Reply, serve, serveContents } from "./support.js";

const json = ({ text }: Reply) => JSON.parse(text);
const file = (content: string, format = "text") => ({ type: "file", format, content });

/** A notebook with one code cell, as the front end sends it. */
function notebook(source: string, more: object = {}) {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: "code", id: "a", metadata: {}, source, execution_count: null, outputs: [], ...more },
    ],
  };
}

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

describe("an upload in pieces", () => {
  const piece = (chunk: unknown, content: string) => ({
    ...file(Buffer.from(content).toString("base64"), "base64"),
    chunk,
  });

  it("takes the file's place with its last piece", async () => {
    const { root, send } = await serveContents();
    writeFileSync(join(root, "a.bin"), "before");
    for (const [chunk, content] of [
      [1, "one "],
      [2, "two "],
    ] as const) {
      expect((await send("PUT", "/api/contents/a.bin", piece(chunk, content))).status).toBe(200);
      expect(readFileSync(join(root, "a.bin"), "utf8")).toBe("before");
    }
    expect(json(await send("PUT", "/api/contents/a.bin", piece(-1, "three"))).size).toBe(13);
    expect(readFileSync(join(root, "a.bin"), "utf8")).toBe("one two three");
    expect(readdirSync(root)).toEqual(["a.bin"]);
  });

  it.each([[[2]], [[-1]], [[1, 3]], [[1, "2"]], [[1, 2, 2]], [[1, 0]], [[0]], [[1.5]]])(
    "of the pieces %j leaves nothing behind",
    async (chunks) => {
      const { root, send } = await serveContents();
      const replies = [];
      for (const chunk of chunks)
        replies.push((await send("PUT", "/api/contents/a.bin", piece(chunk, "x"))).status);
      expect(replies.at(-1)).toBe(409);
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it("starts anew with its first piece", async () => {
    const { root, send } = await serveContents();
    for (const [chunk, content] of [
      [1, "old"],
      [1, "new "],
      [-1, "end"],
    ] as const)
      await send("PUT", "/api/contents/a.bin", piece(chunk, content));
    expect(readFileSync(join(root, "a.bin"), "utf8")).toBe("new end");
    expect(readdirSync(root)).toEqual(["a.bin"]);
  });

  it("that is not completed leaves nothing when the server ends", async () => {
    const { root, server, send } = await serveContents();
    await send("PUT", "/api/contents/a.bin", piece(1, "x"));
    await server.close();
    expect(readdirSync(root)).toEqual([]);
  });
});

describe("a notebook", () => {
  it("is saved in canonical form with its outputs, and read as it was saved", async () => {
    const { root, send, get } = await serveContents();
    const outputs = [{ output_type: "stream", name: "stdout", text: "1\n2\n" }];
    const content = notebook("a\nb", {
      outputs,
      execution_count: 3,
      metadata: { trusted: true, tags: ["x"] },
    });
    const saved = json(await send("PUT", "/api/contents/a.ipynb", { type: "notebook", content }));
    const text = readFileSync(join(root, "a.ipynb"), "utf8");
    expect(isCanonical(text)).toBe(true);
    expect(text).not.toContain("trusted");
    expect(saved).toMatchObject({ type: "notebook", hash: digestOf(text) });
    const read = json(await get("/api/contents/a.ipynb?hash=1"));
    expect(read).toMatchObject({ type: "notebook", format: "json", hash: digestOf(text) });
    expect(read.content).toEqual(content);
  });

  it("of an older format is upgraded when it is read, and its file left alone", async () => {
    const { root, get } = await serveContents();
    const old = JSON.stringify({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: "old" },
      worksheets: [
        {
          cells: [
            { cell_type: "heading", level: 2, source: "Title" },
            { cell_type: "code", language: "python", input: ["1\n", "2"], outputs: [], collapsed: false },
          ],
        },
      ],
    });
    writeFileSync(join(root, "old.ipynb"), old);
    const { content } = json(await get("/api/contents/old.ipynb"));
    expect(content).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    expect(content.cells.map(({ source }: { source: string }) => source)).toEqual(["## Title", "1\n2"]);
    expect(readFileSync(join(root, "old.ipynb"), "utf8")).toBe(old);
  });

  it("that is none is refused in one clear sentence, and can be opened as text", async () => {
    const { root, get } = await serveContents();
    writeFileSync(join(root, "a.ipynb"), '{"nbformat": 4,\n"cells": [}');
    const reply = await get("/api/contents/a.ipynb");
    expect(reply.status).toBe(400);
    expect(json(reply).message).toMatch(
      /^a\.ipynb: not JSON: line 2, column 11: found "}", expected a value/,
    );
    expect(json(await get("/api/contents/a.ipynb?type=file&format=text")).content).toContain('"cells": [}');
  });

  it("that is invalid is not written over one that is valid", async () => {
    const { root, send } = await serveContents();
    await send("PUT", "/api/contents/a.ipynb", { type: "notebook", content: notebook("good") });
    const before = readFileSync(join(root, "a.ipynb"), "utf8");
    const reply = await send("PUT", "/api/contents/a.ipynb", {
      type: "notebook",
      content: notebook("bad", { outputs: 1 }),
    });
    expect([reply.status, json(reply).message]).toEqual([
      400,
      expect.stringMatching(/^a\.ipynb: cell 1.*outputs/),
    ]);
    expect(readFileSync(join(root, "a.ipynb"), "utf8")).toBe(before);
  });

  it("of twenty megabytes is read and saved", async () => {
    const { send, get } = await serveContents();
    const outputs = [{ output_type: "stream", name: "stdout", text: "a line of output\n".repeat(1_200_000) }];
    const content = notebook("x", { outputs });
    expect((await send("PUT", "/api/contents/a.ipynb", { type: "notebook", content })).status).toBe(201);
    expect((await get("/api/contents/a.ipynb")).bytes.length).toBeGreaterThan(20_000_000);
  });
});

describe("something new", () => {
  it("has the first free name of its kind", async () => {
    const { root, send } = await serveContents();
    mkdirSync(join(root, "sub"));
    const names: unknown[] = [];
    for (const body of [
      { type: "notebook" },
      { type: "notebook" },
      { type: "file", ext: ".ts" },
      { type: "file", ext: "txt" },
      { type: "file" },
      { type: "directory" },
      { type: "directory" },
    ]) {
      const reply = await send("POST", "/api/contents/sub", body);
      expect([reply.status, reply.headers.location]).toEqual([
        201,
        `/api/contents/${encodeURI(json(reply).path)}`,
      ]);
      names.push(json(reply).path);
    }
    expect(names).toEqual(
      [
        "Untitled.ipynb",
        "Untitled1.ipynb",
        "untitled.ts",
        "untitled.txt",
        "untitled",
        "Untitled Folder",
        "Untitled Folder 1",
      ].map((name) => `sub/${name}`),
    );
  });

  it("that is a notebook is valid, empty and for the project's kernel", async () => {
    const { root, send } = await serveContents();
    await send("POST", "/api/contents", { type: "notebook" });
    const text = readFileSync(join(root, "Untitled.ipynb"), "utf8");
    expect(isCanonical(text)).toBe(true);
    expect(parseNotebook(text, "x")).toMatchObject({
      nbformat_minor: 5,
      cells: [],
      metadata: { kernelspec: { name: "tslab-notebook" }, language_info: { name: "typescript" } },
    });
  });

  it("never takes the place of another, though ten are made at once", async () => {
    const { root, send } = await serveContents();
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => send("POST", "/api/contents", { type: "notebook" })),
    );
    expect(new Set(replies.map((reply) => json(reply).path)).size).toBe(10);
    expect(readdirSync(root)).toHaveLength(10);
  });

  it.each([{ type: "else" }, { ext: "/../../x" }, { ext: 1 }, { copy_from: 1 }, { ext: ".\0" }])(
    "is not %j",
    async (body) => {
      const { root, send } = await serveContents();
      expect((await send("POST", "/api/contents", body)).status).toBe(400);
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it("is not made where there is no folder", async () => {
    const { root, send } = await serveContents();
    writeFileSync(join(root, "a.txt"), "");
    expect((await send("POST", "/api/contents/none", { type: "file" })).status).toBe(404);
    expect((await send("POST", "/api/contents/a.txt", { type: "file" })).status).toBe(404);
  });

  it("is a copy under a name that says so", async () => {
    const { root, send } = await serveContents();
    mkdirSync(join(root, "sub"));
    writeFileSync(join(root, "sub/a.ipynb"), "x");
    const names = [];
    for (const [to, from] of [
      ["sub", "sub/a.ipynb"],
      ["sub", "sub/a.ipynb"],
      ["sub", "/sub/a-Copy1.ipynb"],
      ["", "sub/a.ipynb"],
      ["", "sub"],
    ])
      names.push(json(await send("POST", `/api/contents/${to}`, { copy_from: from })).path);
    expect(names).toEqual([
      "sub/a-Copy1.ipynb",
      "sub/a-Copy2.ipynb",
      "sub/a-Copy3.ipynb",
      "a-Copy1.ipynb",
      "sub-Copy1",
    ]);
    expect(readFileSync(join(root, "sub-Copy1/a.ipynb"), "utf8")).toBe("x");
    expect((await send("POST", "/api/contents/sub", { copy_from: "sub" })).status).toBe(400);
    expect((await send("POST", "/api/contents", { copy_from: "none" })).status).toBe(404);
  });
});

describe("renaming", () => {
  it("moves a file or a folder with all that is in it", async () => {
    const { root, send } = await serveContents();
    for (const name of ["a", "b"]) mkdirSync(join(root, name));
    writeFileSync(join(root, "a/x.txt"), "x");
    expect(json(await send("PATCH", "/api/contents/a/x.txt", { path: "b/y.txt" }))).toMatchObject({
      name: "y.txt",
      path: "b/y.txt",
    });
    expect(json(await send("PATCH", "/api/contents/b", { path: "a/c" })).path).toBe("a/c");
    expect(readFileSync(join(root, "a/c/y.txt"), "utf8")).toBe("x");
  });

  it("takes nobody's place", async () => {
    const { root, send } = await serveContents();
    for (const name of ["a", "b"]) mkdirSync(join(root, name));
    for (const name of ["x", "y"]) writeFileSync(join(root, name), name);
    for (const [from, to] of [
      ["x", "y"],
      ["x", "a"],
      ["a", "b"],
      ["a", "x"],
    ])
      expect((await send("PATCH", `/api/contents/${from}`, { path: to })).status).toBe(409);
    expect(readFileSync(join(root, "y"), "utf8")).toBe("y");
    expect((await send("PATCH", "/api/contents/a", { path: "a/b" })).status).toBe(400);
    expect((await send("PATCH", "/api/contents/x", { path: "none/x" })).status).toBe(404);
    expect((await send("PATCH", "/api/contents/none", { path: "z" })).status).toBe(404);
    expect((await send("PATCH", "/api/contents/x", {})).status).toBe(400);
    expect((await send("PATCH", "/api/contents", { path: "z" })).status).toBe(400);
    expect((await send("PATCH", "/api/contents/x", { path: "x" })).status).toBe(200);
  });
});

describe("deleting", () => {
  it("takes a file or a folder out of the project and loses nothing", async () => {
    const { root, data, send } = await serveContents();
    mkdirSync(join(root, "a"));
    writeFileSync(join(root, "a/x.txt"), "x");
    expect((await send("DELETE", "/api/contents/a")).status).toBe(204);
    expect(readdirSync(root)).toEqual([]);
    const [bin = ""] = readdirSync(join(data, "trash"));
    expect(readFileSync(join(data, "trash", bin, "a/x.txt"), "utf8")).toBe("x");
    expect(readFileSync(join(data, "trash", bin, ".path"), "utf8")).toBe(`${join(root, "a")}\n`);
  });

  it("spares the root and what is not there", async () => {
    const { root, send } = await serveContents();
    expect((await send("DELETE", "/api/contents")).status).toBe(400);
    expect((await send("DELETE", "/api/contents/")).status).toBe(400);
    expect((await send("DELETE", "/api/contents/none")).status).toBe(404);
    expect(existsSync(root)).toBe(true);
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
    expect(Date.parse((await get("/api/status")).started)).toBeLessThanOrEqual(Date.now());
  });
});
