import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Reply, serveContents, tempFolder } from "./support.js";

const json = ({ text }: Reply) => JSON.parse(text);

async function project() {
  const root = tempFolder();
  mkdirSync(join(root, "sub"));
  writeFileSync(join(root, "sub/a.txt"), "first");
  return serveContents(root);
}

const OF = "/api/contents/sub/a.txt/checkpoints";

describe("a checkpoint", () => {
  it("keeps a file as it was, outside of the project, and puts it back", async () => {
    const { root, get, send } = await project();
    expect(json(await get(OF))).toEqual([]);
    const made = await send("POST", OF);
    expect([made.status, json(made).id]).toEqual([201, "checkpoint"]);
    expect(json(await get(OF))).toEqual([json(made)]);
    writeFileSync(join(root, "sub/a.txt"), "second");
    expect((await send("POST", `${OF}/checkpoint`)).status).toBe(204);
    expect(readFileSync(join(root, "sub/a.txt"), "utf8")).toBe("first");
    expect(readdirSync(join(root, "sub"))).toEqual(["a.txt"]);
  });

  it("takes the place of the one before", async () => {
    const { root, get, send } = await project();
    await send("POST", OF);
    writeFileSync(join(root, "sub/a.txt"), "second");
    await send("POST", OF);
    writeFileSync(join(root, "sub/a.txt"), "third");
    await send("POST", `${OF}/checkpoint`);
    expect(readFileSync(join(root, "sub/a.txt"), "utf8")).toBe("second");
    expect(json(await get(OF))).toHaveLength(1);
  });

  it("can be removed", async () => {
    const { root, get, send } = await project();
    await send("POST", OF);
    expect((await send("DELETE", `${OF}/checkpoint`)).status).toBe(204);
    expect(json(await get(OF))).toEqual([]);
    expect((await send("POST", `${OF}/checkpoint`)).status).toBe(404);
    expect((await send("DELETE", `${OF}/checkpoint`)).status).toBe(404);
    expect(existsSync(join(root, "sub/a.txt"))).toBe(true);
  });

  it("follows its file, and the folder of its file, to a new name", async () => {
    const { get, send } = await project();
    await send("POST", OF);
    await send("PATCH", "/api/contents/sub/a.txt", { path: "sub/b.txt" });
    expect(json(await get("/api/contents/sub/b.txt/checkpoints"))).toHaveLength(1);
    await send("PATCH", "/api/contents/sub", { path: "other" });
    expect(json(await get("/api/contents/other/b.txt/checkpoints"))).toHaveLength(1);
  });

  it("ends with its file: a new file of the name has none", async () => {
    const { root, get, send } = await project();
    await send("POST", OF);
    await send("DELETE", "/api/contents/sub/a.txt");
    writeFileSync(join(root, "sub/a.txt"), "new");
    expect(json(await get(OF))).toEqual([]);
  });

  it("is made where a file of the name was before, or a folder", async () => {
    const { root, get, send } = await project();
    await send("POST", OF);
    await send("DELETE", "/api/contents/sub");
    writeFileSync(join(root, "sub"), "a file now");
    expect((await send("POST", "/api/contents/sub/checkpoints")).status).toBe(201);
    expect(json(await get("/api/contents/sub/checkpoints"))).toHaveLength(1);
  });

  it.each(["other", "..%2fcheckpoint", "%2e%2e", ".", "__proto__"])(
    "has no other id such as %s",
    async (id) => {
      const { root, send } = await project();
      await send("POST", OF);
      expect((await send("POST", `${OF}/${id}`)).status).toBe(404);
      expect((await send("DELETE", `${OF}/${id}`)).status).toBe(404);
      expect(readFileSync(join(root, "sub/a.txt"), "utf8")).toBe("first");
    },
  );

  it("takes no name from files and folders", async () => {
    const { root, get, send } = await project();
    mkdirSync(join(root, "sub/checkpoints"));
    writeFileSync(join(root, "sub/checkpoints/x.txt"), "x");
    writeFileSync(join(root, "trust"), "t");
    expect(json(await get("/api/contents/sub/checkpoints")).type).toBe("directory");
    expect(json(await get("/api/contents/sub/checkpoints/x.txt")).content).toBe("x");
    expect(json(await get("/api/contents/trust")).content).toBe("t");
    expect((await send("DELETE", "/api/contents/sub/checkpoints/x.txt")).status).toBe(204);
  });
});
