import { mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../../lib/notebook/errors.js";
import { buildFrontEnd, type FrontEnd } from "../../../lib/notebook/frontend/index.js";
import { packagesFolder } from "../../../lib/notebook/frontend/packages.js";

const cache = mkdtempSync(join(tmpdir(), "tsnb-frontend-"));
const lines: string[] = [];
const build = (): Promise<FrontEnd> =>
  buildFrontEnd({ folder: cache, onProgress: (line) => lines.push(line) });
let made: FrontEnd;

beforeAll(async () => {
  made = await build();
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** All scripts or style sheets of the build, each with its text. */
function texts(extension: string): { name: string; text: string }[] {
  const names = Object.keys(made.files).filter((name) => name.endsWith(extension));
  return names.map((name) => ({ name, text: readFileSync(join(made.folder, name), "utf8") }));
}

describe("the build of the front end", () => {
  it("says that it builds, once, and how long it took", async () => {
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^Building the front end, once/);
    expect(lines[1]).toMatch(/^The front end is built \(\d+\.\d s, \d+\.\d MB\)\.$/);
    await build();
    expect(lines).toHaveLength(2);
  });

  it("is taken from the cache as long as nothing changes", async () => {
    const stamp = 1_700_000_000;
    utimesSync(join(made.folder, made.script), stamp, stamp);
    expect(await build()).toEqual(made);
  });

  it("has a script, styles, what the script needs at once, and both themes", () => {
    const needed = [made.script, made.styles, ...made.preload, ...Object.values(made.themes)];
    for (const name of needed) expect(made.files[name], name).toBeGreaterThan(0);
    expect(Object.keys(made.themes).sort()).toEqual([
      "@jupyterlab/theme-dark-extension",
      "@jupyterlab/theme-light-extension",
    ]);
  });

  it("loads formulas, charts and maps only when they are needed", () => {
    const first = [made.script, ...made.preload];
    for (const name of ["plotly-", "outlines-", "world-", "chtml-", "AllPackages-"]) {
      const own = Object.keys(made.files).filter((file) => file.startsWith(name) && file.endsWith(".js"));
      expect(own, name).toHaveLength(1);
      expect(first).not.toContain(own[0]);
    }
  });

  it("has no picture of Jupyter's logo or word mark", () => {
    const icons = join(packagesFolder(), "@jupyterlab", "ui-components", "style", "icons", "jupyter");
    const logos = ["jupyter", "jupyter-favicon", "jupyterlab-wordmark"].map((name) =>
      readFileSync(join(icons, `${name}.svg`), "utf8"),
    );
    const shapes = logos.flatMap((svg) =>
      [...svg.matchAll(/\sd="([^"]{40})/g)].map(([, shape = ""]) => shape),
    );
    expect(shapes.length).toBeGreaterThan(3);
    const all = [...texts(".js"), ...texts(".css"), ...texts(".svg")];
    for (const shape of shapes) {
      expect(all.filter(({ text }) => text.includes(shape)).map(({ name }) => name)).toEqual([]);
    }
  });

  it("fetches nothing from elsewhere", () => {
    for (const { name, text } of texts(".css")) {
      expect(text, name).not.toMatch(/(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\//);
    }
    for (const { name, text } of texts(".js")) {
      expect(text, name).not.toMatch(/(?:\bfetch|\bimport|importScripts)\(\s*["'`]https?:/);
    }
  });

  it("gives the licences of the packages in it", () => {
    const notices = readFileSync(join(made.folder, "licences.txt"), "utf8");
    for (const name of [
      "@jupyterlab/notebook",
      "@jupyter-notebook/application",
      "plotly.js",
      "mathjax-full",
      "react",
    ]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d\\S* \\(`, "m"));
    }
    expect(notices).toContain("Redistribution and use in source and binary forms");
  });

  it("is made anew where a file of it is cut off, missing or not what it says", async () => {
    const size = made.files[made.script];
    truncateSync(join(made.folder, made.script), 10);
    const mended = await build();
    expect(mended.key).toBe(made.key);
    expect(readFileSync(join(mended.folder, made.script)).length).toBe(size);
    writeFileSync(join(made.folder, "front-end.json"), "{");
    expect((await build()).files).toEqual(made.files);
  });

  it("ends with one clear error where it cannot be written", async () => {
    const file = join(cache, "file");
    writeFileSync(file, "");
    const failed = await buildFrontEnd({ folder: file }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UserError);
    expect((failed as UserError).message).toContain(file);
    expect((failed as UserError).hint).toContain("TSLAB_NOTEBOOK_CACHE");
  });
});
