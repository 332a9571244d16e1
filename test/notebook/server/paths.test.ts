import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listing, project, SECRET } from "./paths-support.js";
import { ask, asProgram } from "./support.js";

const CLIMBS = [
  "../secret.txt",
  "inside/../../secret.txt",
  "../project-secret/secret.txt",
  "%2e%2e/secret.txt",
  "%2E%2E%2Fsecret.txt",
  "..%2fsecret.txt",
  "inside%2f..%2f..%2fsecret.txt",
  "..%5csecret.txt",
  "..\\secret.txt",
  "%252e%252e%252fsecret.txt",
  "%252e%252e/secret.txt",
  "..%00/secret.txt",
  "inside/a.txt%00.ipynb",
  ".%2e/secret.txt",
  "...//secret.txt",
  "....//....//secret.txt",
  "%c0%ae%c0%ae/secret.txt",
  "%e0%80%ae%e0%80%ae/secret.txt",
  "%ef%bc%8e%ef%bc%8e/secret.txt",
  "%e2%80%a5/secret.txt",
  "/secret.txt",
  "%2fetc/passwd",
  "//etc/passwd",
  "file:///etc/passwd",
  "~/secret.txt",
  "C:%5cWindows%5cwin.ini",
  "%5c%5chost%5cshare",
  ".env",
  "%2eenv",
  "inside/.git/config",
  "inside/.git",
  "inside/%2egit/config",
  "inside//a.txt",
  "inside/./a.txt",
  "inside/a.txt/../../.env",
  "INSIDE/.git/config",
  "a%0ab",
  `${"a".repeat(300)}`,
  `${"a/".repeat(3_000)}`,
];

/** What only looks like climbing: names of files in the root. */
const LITERAL = ["%252e%252e%252fsecret.txt", "/secret.txt"];

describe("a path", () => {
  it.each(CLIMBS)("%.60s reads nothing", async (path) => {
    const { server } = await project();
    for (const start of ["/api/contents/", "/files/"]) {
      const reply = await ask(server.port, { path: `${start}${path}`, headers: asProgram(server) });
      expect([400, 403, 404]).toContain(reply.status);
      expect(reply.text).not.toContain(SECRET);
      expect(reply.text).not.toContain("root:");
    }
  });

  it("is decoded once and begins at the root, whatever it looks like", async () => {
    const { root, send } = await project();
    const body = { type: "file", format: "text", content: "written" };
    for (const path of LITERAL) expect((await send("PUT", `/api/contents/${path}`, body)).status).toBe(201);
    expect(readdirSync(root).sort()).toEqual(["%2e%2e%2fsecret.txt", ".env", "inside", "secret.txt"]);
  });

  it.each(CLIMBS.filter((path) => !LITERAL.includes(path)))(
    "%.60s writes, makes and removes nothing",
    async (path) => {
      const { folder, root, send } = await project();
      const before = listing(folder);
      const body = { type: "file", format: "text", content: "written" };
      const asked = [
        await send("PUT", `/api/contents/${path}`, body),
        await send("DELETE", `/api/contents/${path}`),
        await send("POST", `/api/contents/${path}`, { type: "file" }),
        await send("PATCH", `/api/contents/${path}`, { path: "stolen.txt" }),
        await send("POST", `/api/contents/${path}/checkpoints`),
      ];
      for (const { status } of asked) expect([400, 403, 404]).toContain(status);
      expect(listing(folder)).toEqual(before);
      expect(readFileSync(join(root, "inside/a.txt"), "utf8")).toBe("a");
    },
  );

  it.each([
    "../stolen.txt",
    "inside/../../stolen.txt",
    ".hidden",
    "/../x",
    "a\\b",
    "a\0b",
    "a\nb",
    "",
    "/",
    "inside/.git/x",
    "\ud800",
  ])("%j is no place to move or copy to or from", async (path) => {
    const { folder, send } = await project();
    const before = listing(folder);
    expect((await send("PATCH", "/api/contents/inside/a.txt", { path })).status).toBe(400);
    expect([400, 404]).toContain((await send("POST", "/api/contents/inside", { copy_from: path })).status);
    expect(listing(folder)).toEqual(before);
  });
});
