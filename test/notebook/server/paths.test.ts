import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { freeName, nameFault } from "../../../lib/notebook/server/contents/names.js";
import { dataFolder, dataFolderName } from "../../../lib/notebook/server/data-folder.js";
import { ask, asProgram, serveContents, tempFolder } from "./support.js";

const SECRET = "what nobody is to read";

/** A project with a neighbour whose name begins with its own. */
async function project() {
  const folder = tempFolder();
  const root = join(folder, "project");
  for (const name of ["project/inside/.git", "project-secret"])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), SECRET);
  writeFileSync(join(folder, "project-secret/secret.txt"), SECRET);
  writeFileSync(join(root, ".env"), SECRET);
  writeFileSync(join(root, "inside/.git/config"), SECRET);
  writeFileSync(join(root, "inside/a.txt"), "a");
  return { folder, ...(await serveContents(root)) };
}

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

describe("a name", () => {
  it.each(["", ".", "..", ".env", "a/b", "a\\b", "a\0", "a\nb", "a\x7fb", "\ud800", "é".repeat(128)])(
    "cannot be %j",
    (name) => {
      expect(nameFault(name)).toBeDefined();
    },
  );

  it.each(["a", "a b.ipynb", "日本.txt", "a..b", "é".repeat(127), "aux.ts", "a:b", "node_modules"])(
    "can be %j",
    (name) => {
      expect(nameFault(name, "linux")).toBeUndefined();
    },
  );

  it.each(["con", "AUX.ts", "nul.tar.gz", "COM1", "lpt9.txt", "a:b", "a.", "a ", "a?", "CONIN$"])(
    "cannot be %j on Windows",
    (name) => {
      expect(nameFault(name, "win32")).toBeDefined();
    },
  );

  it("that is free has the next number before its extension", () => {
    const taken =
      (...names: string[]) =>
      (name: string) =>
        names.includes(name);
    expect(freeName("Untitled.ipynb", taken())).toBe("Untitled.ipynb");
    expect(freeName("Untitled.ipynb", taken("Untitled.ipynb", "Untitled1.ipynb"))).toBe("Untitled2.ipynb");
    expect(freeName("Untitled Folder", taken("Untitled Folder"), " ")).toBe("Untitled Folder 1");
    expect(freeName("a.b.ts", taken("a.b-Copy1.ts"), "-Copy", 1)).toBe("a.b-Copy2.ts");
  });
});

describe("the folder of the user's state", () => {
  it("is where the system has such things", () => {
    expect(dataFolderName({ TSLAB_NOTEBOOK_DATA: "/own" }, "linux")).toBe("/own");
    expect(dataFolderName({ XDG_DATA_HOME: "/data" }, "linux")).toBe("/data/tslab-notebook");
    expect(dataFolderName({ XDG_DATA_HOME: "relative" }, "linux")).toMatch(
      /\/\.local\/share\/tslab-notebook$/,
    );
    expect(dataFolderName({}, "darwin")).toMatch(/Library.Application Support.tslab-notebook$/);
    expect(dataFolderName({ APPDATA: "/roaming" }, "win32")).toBe(join("/roaming", "tslab-notebook"));
  });

  it("is made, or says why it cannot be", () => {
    const folder = tempFolder();
    expect(dataFolder({ TSLAB_NOTEBOOK_DATA: join(folder, "a/b") })).toBe(join(folder, "a/b"));
    writeFileSync(join(folder, "file"), "");
    expect(() => dataFolder({ TSLAB_NOTEBOOK_DATA: join(folder, "file/x") })).toThrow(
      "cannot be made (ENOTDIR)",
    );
  });
});

function listing(folder: string): string {
  return execFileSync("find", [".", "-not", "-name", "."], { cwd: folder, encoding: "utf8" });
}

function names(reply: { readonly text: string }): string[] {
  return JSON.parse(reply.text).content.map(({ name }: { name: string }) => name);
}
