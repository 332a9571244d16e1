import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../lib/notebook/digest.js";
import { isCanonical } from "../../../lib/notebook/nbformat/index.js";
import { type Reply, serveContents } from "./support.js";

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
    expect(read.content).toEqual({ ...content, metadata: read.content.metadata });
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

describe("the kernel that a notebook names when it is opened", () => {
  const own = "tslab-notebook";
  it.each([
    ["none, and no language", {}, own],
    ["tslab's own", { kernelspec: { name: "tslab", display_name: "TypeScript" } }, own],
    [
      "that of an old tslab, which called TypeScript JavaScript",
      { kernelspec: { name: "tslab", display_name: "TypeScript" }, language_info: { name: "javascript" } },
      own,
    ],
    [
      "tslab's for JavaScript",
      { kernelspec: { name: "jslab", display_name: "JavaScript" } },
      `${own}-javascript`,
    ],
    [
      "another for TypeScript",
      { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
      own,
    ],
    ["one for Python", { kernelspec: { name: "python3", display_name: "Python 3" } }, "python3"],
  ])("is one that is here, where it named %s and the language is ours", async (_, metadata, name) => {
    const { root, send } = await serveContents();
    const text = JSON.stringify({ ...notebook("1"), metadata });
    writeFileSync(join(root, "a.ipynb"), text);
    const { content } = json(await send("GET", "/api/contents/a.ipynb?content=1"));
    expect(content.metadata.kernelspec.name).toBe(name);
    expect(readFileSync(join(root, "a.ipynb"), "utf8")).toBe(text);
  });
});
