import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isCanonical, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { type Reply, serveContents } from "./support.js";

const json = ({ text }: Reply) => JSON.parse(text);

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
