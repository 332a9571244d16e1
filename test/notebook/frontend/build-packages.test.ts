import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../../lib/notebook/frontend/bundle.js";
import { keepBuild, keptBuild } from "../../../lib/notebook/frontend/cache.js";
import { runnable } from "../../../lib/notebook/frontend/client/choose.js";
import { isAllowed, isUsed, RULES } from "../../../lib/notebook/frontend/client/left-out.js";
import { entrySource } from "../../../lib/notebook/frontend/entry.js";
import { buildKey } from "../../../lib/notebook/frontend/key.js";
import { extensionPackages } from "../../../lib/notebook/frontend/packages.js";

const scratch = mkdtempSync(join(tmpdir(), "tsnb-frontend-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const extensions = extensionPackages();
const names = extensions.map(({ name }) => name);

describe("the packages of the front end", () => {
  it("are those that call themselves extensions, and no others", () => {
    expect(names).toContain("@jupyterlab/notebook-extension");
    expect(names).toContain("@jupyter-notebook/tree-extension");
    expect(names).not.toContain("@jupyterlab/services");
    expect(names).not.toContain("@jupyterlab/mermaid");
    expect(extensions.find(({ kind }) => kind === "renderer")?.name).toBe("@jupyterlab/json-extension");
  });

  it("all stand in the script that a page starts with", () => {
    const source = entrySource(extensions);
    for (const name of names) expect(source).toContain(` from ${JSON.stringify(name)};`);
  });

  it("bring what rules speak of", () => {
    const own = RULES.map(({ id }) => id.replace(/:.*/, ""));
    expect(own.filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("the bundle", () => {
  let inputs: string[];
  beforeAll(async () => {
    inputs = Object.keys((await bundle(extensions, join(scratch, "bundle"))).metafile.inputs);
  });

  it("has one copy of every package that shares state with others", () => {
    const copies = new Map<string, Set<string>>();
    for (const input of inputs) {
      const [, folder = "", name = ""] =
        /^(?:[^@]*:)?(?:.*?\/)??(node_modules\/(?:.*node_modules\/)?((?:@[^/]+\/)?[^/]+))\//.exec(input) ??
        [];
      copies.set(name, (copies.get(name) ?? new Set()).add(folder));
    }
    const single = [...copies].filter(([name]) =>
      /^(?:@(?:jupyterlab|jupyter-notebook|jupyter|lumino|codemirror|lezer|rjsf|microsoft)\/.*|react|react-dom|yjs|lib0|y-protocols|style-mod)$/.test(
        name,
      ),
    );
    expect(single.length).toBeGreaterThan(100);
    expect(single.filter(([, folders]) => folders.size > 1)).toEqual([]);
  });

  it("has neither the validator that makes code of schemas nor diagrams", () => {
    expect(inputs.filter((input) => /node_modules\/(?:ajv|ajv-formats|mermaid|d3)\//.test(input))).toEqual(
      [],
    );
  });
});

describe("the plugins of a page", () => {
  const [a, b, c] = [{}, {}, {}];
  const plugins = [
    { id: "x:one", provides: a, requires: [] },
    { id: "x:two", provides: b, requires: [a] },
    { id: "x:three", requires: [b] },
    { id: "x:four", provides: c, requires: [c] },
    { id: "x:five", requires: [{}] },
  ];

  it("are those whose requirements others meet, through any number of steps", () => {
    expect(runnable(plugins, () => true).map(({ id }) => id)).toEqual([
      "x:one",
      "x:two",
      "x:three",
      "x:four",
    ]);
  });

  it("fall with the one that they depend on", () => {
    expect(runnable(plugins, (id) => id !== "x:one").map(({ id }) => id)).toEqual(["x:four"]);
  });

  it("are none where there are none", () => {
    expect(runnable([], () => true)).toEqual([]);
  });

  it("fetch no news, and show no logo, on any page", () => {
    for (const page of ["tree", "notebooks", "edit"]) {
      expect(isAllowed("@jupyterlab/apputils-extension:announcements", page)).toBe(false);
      expect(isAllowed("@jupyter-notebook/application-extension:logo", page)).toBe(false);
      expect(isAllowed("@jupyter-notebook/help-extension:about", page)).toBe(false);
    }
    expect(isUsed("@jupyterlab/apputils-extension:announcements")).toBe(false);
  });

  it("differ from page to page by package and by plugin", () => {
    expect(isAllowed("@jupyterlab/running-extension:plugin", "tree")).toBe(true);
    expect(isAllowed("@jupyterlab/running-extension:plugin", "notebooks")).toBe(false);
    expect(isAllowed("@jupyterlab/notebook-extension:toc", "notebooks")).toBe(true);
    expect(isAllowed("@jupyterlab/notebook-extension:toc", "tree")).toBe(false);
    expect(isAllowed("@jupyterlab/notebook-extension:tracker", "tree")).toBe(true);
    expect(isUsed("@jupyterlab/running-extension:plugin")).toBe(true);
  });
});

describe("the key of a build", () => {
  const packages = join(scratch, "node_modules");
  const own = join(scratch, "room", "frontend");
  const lock = (version: string, test: string): void =>
    writeFileSync(
      join(packages, ".package-lock.json"),
      JSON.stringify({
        packages: { "node_modules/x": { version }, "node_modules/t": { version: test, dev: true } },
      }),
    );
  const key = (): string => buildKey({ packages, extensions, own });

  beforeAll(() => {
    mkdirSync(packages);
    lock("1.0.0", "1.0.0");
    for (const room of ["frontend", "report", "nbformat"]) {
      cpSync(join(import.meta.dirname, "../../../lib/notebook", room), join(scratch, "room", room), {
        recursive: true,
      });
    }
  });

  it("changes with a package, not with one that tests need", () => {
    const before = key();
    lock("1.0.0", "2.0.0");
    expect(key()).toBe(before);
    lock("1.0.1", "2.0.0");
    expect(key()).not.toBe(before);
  });

  it.each([
    "client/start.ts",
    "client/schema/check.ts",
    "client/page.css",
    "transforms.ts",
    "schema/report.json",
    "mark.svg",
    "../report/figure-safety.ts",
  ])("changes with %s", (file) => {
    const before = key();
    const place = join(own, file);
    writeFileSync(place, `${readFileSync(place, "utf8")}\n`);
    expect(key()).not.toBe(before);
  });

  it("does not change with the time of a file", () => {
    const before = key();
    utimesSync(join(own, "client/start.ts"), 1, 1);
    expect(key()).toBe(before);
  });
});

describe("the cache of builds", () => {
  const cache = join(scratch, "cache");
  const make = async (folder: string) => {
    writeFileSync(join(folder, "main.js"), "1");
    return { script: "main.js", styles: "", preload: [], themes: {}, versions: { notebook: "", lab: "" } };
  };
  const [old, recent, next] = ["a", "b", "c"].map((digit) => digit.repeat(32));

  it("removes a build that nobody has used for a day when another is made", async () => {
    for (const key of [old, recent]) await keepBuild(`${key}`, cache, make);
    utimesSync(join(cache, `frontend-${old}`, "front-end.json"), 1, 1);
    await keepBuild(`${next}`, cache, make);
    expect([old, recent, next].map((key) => keptBuild(`${key}`, cache) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("keeps nothing of a build that failed", async () => {
    const failing = keepBuild("d".repeat(32), cache, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(keptBuild("d".repeat(32), cache)).toBeUndefined();
  });

  it("keeps the build of the one who was faster", async () => {
    const key = "e".repeat(32);
    const slow = keepBuild(key, cache, async (folder) => {
      await keepBuildOfAnother(key);
      return make(folder);
    });
    expect((await slow).script).toBe("other.js");
  });

  async function keepBuildOfAnother(key: string): Promise<void> {
    const place = join(cache, `frontend-${key}`);
    mkdirSync(place);
    writeFileSync(join(place, "other.js"), "22");
    const versions = { notebook: "", lab: "" };
    writeFileSync(
      join(place, "front-end.json"),
      JSON.stringify({
        key,
        script: "other.js",
        styles: "",
        preload: [],
        themes: {},
        versions,
        files: { "other.js": 2 },
      }),
    );
  }
});
