import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { type FrontEnd, frontEndPart } from "../../../lib/notebook/frontend/index.js";
import { pagePolicy } from "../../../lib/notebook/frontend/policy.js";
import { findRoute, handle } from "../../../lib/notebook/server/dispatch.js";
import { type Answer, HttpError } from "../../../lib/notebook/server/route.js";

const scratch = mkdtempSync(join(tmpdir(), "tsnb-pages-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const root = join(scratch, "root");
const folder = join(scratch, "build");
const files = {
  "main-ABCD1234.js": "1",
  "chunk-EFGH5678.js": "22",
  "main-IJKL9012.css": "333",
  "dark-MNOP3456.css": "4444",
  "mark.svg": "<svg/>",
  "mark-busy.svg": "<svg id='busy'/>",
  "licences.txt": "licences",
  "schemas.json": "[]",
};
for (const place of [root, join(root, "notebooks"), folder]) mkdirSync(place);
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
for (const name of ["a.ipynb", "b.ts", "<script>.ts"]) writeFileSync(join(root, "notebooks", name), "{}");
writeFileSync(join(scratch, "outside.ipynb"), "{}");
symlinkSync(join(scratch, "outside.ipynb"), join(root, "link.ipynb"));

const frontEnd: FrontEnd = {
  folder,
  key: "k",
  script: "main-ABCD1234.js",
  styles: "main-IJKL9012.css",
  preload: ["chunk-EFGH5678.js"],
  themes: { "@jupyterlab/theme-dark-extension": "dark-MNOP3456.css" },
  files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, content.length])),
  versions: { notebook: "7.6.2", lab: "4.6.3" },
};
const { routes } = frontEndPart(frontEnd, {
  root,
  dataFolder: join(scratch, "data"),
  startPath: "notebooks",
});

/** What is answered to a GET, as the server finds it. */
async function get(path: string): Promise<Answer> {
  const request = Object.assign(Readable.from([]), { headers: { host: "127.0.0.1:8888" } });
  return handle(findRoute(routes, "GET", path), request as never, new URLSearchParams());
}

async function bodyOf(path: string): Promise<string> {
  const { body } = await get(path);
  return typeof body === "string" ? body : text(body as Readable);
}

async function config(path: string): Promise<{ [name: string]: string }> {
  const [, json = ""] =
    /<script id="jupyter-config-data" type="application\/json">(.*?)<\/script>/.exec(await bodyOf(path)) ??
    [];
  return JSON.parse(json);
}

describe("the pages", () => {
  it("begin with the folder of the notebooks", async () => {
    expect(await get("/")).toMatchObject({ status: 302, headers: { Location: "/tree/notebooks" } });
  });

  it("load the script, the styles and what the script needs at once", async () => {
    const page = await bodyOf("/notebooks/notebooks/a.ipynb");
    expect(page).toContain('<script type="module" src="/static/main-ABCD1234.js"></script>');
    expect(page).toContain('<link rel="stylesheet" href="/static/main-IJKL9012.css">');
    expect(page).toContain('<link rel="modulepreload" href="/static/chunk-EFGH5678.js">');
    expect(page).toContain('data-notebook="notebooks"');
  });

  it.each(["tree", "notebooks", "edit"])("tell the front end which one it is: %s", async (name) => {
    expect(await config(`/${name}/notebooks`)).toMatchObject({ notebookPage: name, baseUrl: "/" });
  });

  it("open a folder in the tree only on the tree's page", async () => {
    expect((await config("/tree/notebooks")).treePath).toBe("notebooks");
    expect((await config("/notebooks/notebooks/a.ipynb")).treePath).toBe("");
  });

  it("hold no token, no secret and no place on this machine", async () => {
    for (const path of ["/tree", "/notebooks/notebooks/a.ipynb", "/edit/notebooks/b.ts"]) {
      const page = await bodyOf(path);
      expect(page).not.toMatch(/token|secret|password|_xsrf/i);
      expect(page).not.toContain(scratch);
      expect(Object.keys(await config(path))).not.toContain("token");
    }
  });

  it("show a path as text, whatever stands in it", async () => {
    const page = await bodyOf(`/edit/${encodeURIComponent('</script><script>alert(1)</script>"')}`);
    expect(page).not.toContain("<script>alert");
    const tree = await bodyOf(`/tree/${encodeURIComponent("</script><img src=x>")}`);
    expect(tree).not.toContain("<img");
  });

  it("lead from the tree to the page that shows a file", async () => {
    expect((await get("/tree/notebooks/a.ipynb")).headers?.Location).toBe("/notebooks/notebooks/a.ipynb");
    expect((await get("/tree/notebooks/b.ts")).headers?.Location).toBe("/edit/notebooks/b.ts");
    expect((await get("/tree/notebooks/%3Cscript%3E.ts")).headers?.Location).toBe(
      "/edit/notebooks/%3Cscript%3E.ts",
    );
    expect((await get("/tree/notebooks")).headers?.Location).toBeUndefined();
  });

  it("do not tell what is outside of the root", async () => {
    expect((await get("/tree/link.ipynb")).headers?.Location).toBeUndefined();
    await expect(get("/tree/%2e%2e/outside.ipynb")).rejects.toThrow(HttpError);
  });
});

describe("the policy of a page", () => {
  const policy = pagePolicy("127.0.0.1:8888", "/static");
  const rules = new Map(
    policy.split("; ").map((rule) => [rule.replace(/ .*/, ""), rule.replace(/^\S+ /, "")]),
  );

  it("comes with every page", async () => {
    for (const path of ["/tree", "/notebooks/x.ipynb", "/edit/x"]) {
      expect((await get(path)).headers?.["Content-Security-Policy"]).toBe(policy);
    }
  });

  it("lets nothing be a script but the front end's own files", () => {
    expect(rules.get("script-src")).toBe("127.0.0.1:8888/static/");
    expect(rules.get("default-src")).toBe("'none'");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("lets nothing be loaded from elsewhere, and nobody frame the page", () => {
    expect(policy).not.toMatch(/https?:|\*/);
    expect(rules.get("connect-src")).toBe("'self'");
    expect(rules.get("frame-ancestors")).toBe("'none'");
    expect(rules.get("form-action")).toBe("'none'");
  });

  it("takes no words from a host that is none", () => {
    for (const host of ["a; script-src *", "a b", "[::1]:8888", "", undefined]) {
      expect(pagePolicy(host, "/static")).toContain("script-src 'self';");
    }
  });
});

describe("the files of the front end", () => {
  it("are kept by the browser where their name has a hash, and asked for again where not", async () => {
    expect((await get("/static/main-ABCD1234.js")).headers).toMatchObject({
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "private, max-age=31536000, immutable",
    });
    expect((await get("/static/licences.txt")).headers?.["Cache-Control"]).toBe("no-cache");
    expect(await bodyOf("/static/licences.txt")).toBe("licences");
  });

  it.each(["schemas.json", "front-end.json", "nothing.js", "constructor", "..%2fbuild%2fmark.svg"])(
    "do not include %s",
    async (name) => {
      await expect(get(`/static/${name}`)).rejects.toThrow(HttpError);
    },
  );

  it("have a picture for a page, and another for one that is busy", async () => {
    expect(await bodyOf("/static/favicons/favicon-notebook.ico")).toBe("<svg/>");
    expect(await bodyOf("/static/favicons/favicon-busy-1.ico")).toBe("<svg id='busy'/>");
  });

  it("include the themes that are installed", async () => {
    const answer = await get("/lab/api/themes/@jupyterlab/theme-dark-extension/index.css");
    expect(answer.headers?.Location).toBe("/static/dark-MNOP3456.css");
    await expect(get("/lab/api/themes/@x/y/index.css")).rejects.toThrow('There is no theme "@x/y".');
  });

  it("speak English only", async () => {
    const { json } = await get("/lab/api/translations");
    expect(json).toEqual({ data: { en: { displayName: "English", nativeName: "English" } }, message: "" });
    expect((await get("/lab/api/translations/de")).json).toEqual({ data: {}, message: "" });
  });
});
