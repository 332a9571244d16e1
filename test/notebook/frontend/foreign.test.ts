import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { type Visit, visit } from "./notebook-page.js";
import { newProject } from "./project.js";
import { serve } from "./server.js";

const BUTTON = '<button data-commandlinker-command="notebook:run-all-cells">Press me</button>';
const ACTS = 'require("node:fs").writeFileSync("ran", "");';

const COVERS =
  "$\\href{http://elsewhere.example/}{\\unicode[Arial;position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:99999;display:block]{65}}$";

/** A notebook as it comes from elsewhere, with a cell that acts and a button that would run it. */
function foreign(outputs: readonly object[], text: string): string {
  const code = { cell_type: "code", metadata: {}, execution_count: null };
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab-notebook", display_name: "TypeScript", language: "typescript" } },
    cells: [
      { cell_type: "markdown", id: "text", metadata: {}, source: text },
      { ...code, id: "shows", source: "1", outputs },
      { ...code, id: "acts", source: ACTS, outputs: [] },
    ],
  });
}

describe.runIf(hasBrowser)("a notebook from elsewhere", () => {
  const project = newProject();
  project.write("notebooks/text.ipynb", foreign([], BUTTON));
  project.write(
    "notebooks/output.ipynb",
    foreign([{ output_type: "display_data", metadata: {}, data: { "text/html": BUTTON } }], "A text."),
  );
  project.write("notebooks/covers.ipynb", foreign([], COVERS));
  let browser: Browser;
  let visitor: Visit;

  beforeAll(async () => {
    const [served, opened] = await Promise.all([serve(project), openBrowser()]);
    browser = opened;
    visitor = await visit(browser, served);
  });
  afterAll(() => browser?.close());

  test.each(["text.ipynb", "output.ipynb"])(
    "runs nothing by a button that stands in it (%s)",
    async (name) => {
      const { page, cell, prompt, run } = await visitor.notebook(name);
      await page.getByRole("button", { name: "Press me" }).click();
      // What the button would have set going comes before what is asked for afterwards.
      await run(1);
      expect(await prompt(1)).toBe("[1]:");
      expect(await prompt(2)).toBe("[ ]:");
      expect(await cell(2).innerText()).toContain("writeFileSync");
      expect(existsSync(project.path("notebooks/ran"))).toBe(false);
      await page.close();
    },
  );

  test("covers nothing but its own place", async () => {
    const { page } = await visitor.notebook("covers.ipynb");
    await page.locator(".jp-MarkdownOutput mjx-mtext").waitFor({ state: "attached" });
    // In the toolbar, and far below the cells.
    const links = await page.evaluate(
      `[[160, 85], [600, 700]].map(([x, y]) => document.elementFromPoint(x, y).closest("a") !== null)`,
    );
    expect(links).toEqual([false, false]);
    await page.close();
  });
});
