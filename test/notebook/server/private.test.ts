import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTemporary, temporaryFor } from "../../../lib/notebook/server/contents/write.js";
import { serveContents, tempFolder } from "./support.js";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe.skipIf(process.platform === "win32")("a file that only its owner may read", () => {
  it("has a temporary one of the same mode while it is written", async () => {
    const place = join(tempFolder(), "private.txt");
    writeFileSync(place, "secret", { mode: 0o600 });
    const temporary = temporaryFor(place);
    await (await openTemporary(temporary, place)).close();
    expect(modeOf(temporary)).toBe("600");
  });

  it("has one while it is uploaded in pieces", async () => {
    const { root, send } = await serveContents();
    writeFileSync(join(root, "private.bin"), "secret");
    chmodSync(join(root, "private.bin"), 0o600);
    const piece = { type: "file", format: "base64", content: "AAAA", chunk: 1 };
    expect((await send("PUT", "/api/contents/private.bin", piece)).status).toBe(200);
    expect(readdirSync(root).map((name) => modeOf(join(root, name)))).toEqual(["600", "600"]);
  });
});

describe("a raw file", () => {
  it("loads nothing from elsewhere, runs nothing and sends no form", async () => {
    const { root, get } = await serveContents();
    writeFileSync(join(root, "a.html"), "<img src=http://elsewhere.example/>");
    const policy = String((await get("/files/a.html")).headers["content-security-policy"]).split("; ");
    expect(policy).toEqual(expect.arrayContaining(["sandbox", "default-src 'none'", "img-src 'self' data:"]));
    expect(policy.join(" ")).not.toMatch(/https?:|\*|allow-/);
  });
});
