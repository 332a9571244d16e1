import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Output, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { layKeptRuns } from "../../notebooks/reports.js";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { temporaryFolder, tsnb } from "../cli/tsnb.js";
import { type Visit, visit } from "./notebook-page.js";
import { newProject } from "./project.js";
import { serve } from "./server.js";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const NAMES = readdirSync(join(REPOSITORY, "notebooks")).filter((name) => name.endsWith(".ipynb"));

describe.runIf(hasBrowser)("each of our notebooks, run in the browser and saved", () => {
  const project = newProject();
  const out = temporaryFolder();
  let browser: Browser;
  let visitor: Visit;

  beforeAll(async () => {
    for (const folder of ["notebooks", "data"])
      cpSync(join(REPOSITORY, folder), project.path(folder), { recursive: true });
    layKeptRuns(out);
    const [served, opened, { code, stderr }] = await Promise.all([
      serve(project),
      openBrowser(),
      tsnb(["run", "notebooks", "--out", out], REPOSITORY),
    ]);
    expect(code, stderr).toBe(0);
    browser = opened;
    visitor = await visit(browser, served);
  }, 120_000);
  afterAll(() => browser?.close());

  /** A notebook with parameters is named after their values. */
  const executed = (name: string) => {
    const [start] = name.split(".");
    const [found = ""] = readdirSync(out).filter(
      (file) => file.startsWith(`${start}`) && file.endsWith(".ipynb"),
    );
    return join(out, found);
  };

  test.each(NAMES)("%s holds what `tsnb run` gives", { timeout: 180_000 }, async (name) => {
    const notebook = await visitor.notebook(name);
    const cells = notebookAt(project.path(`notebooks/${name}`)).cells;
    await notebook.menu("Run", "Run All Cells");
    await notebook.ended(cells.findLastIndex(({ cell_type }) => cell_type === "code"));
    await notebook.save();
    await notebook.menu("Kernel", "Shut Down Kernel");
    await notebook.page.close();
    const here = outputs(project.path(`notebooks/${name}`));
    expect(here.flat().length).toBeGreaterThan(3);
    expect(here).toEqual(outputs(executed(name)));
  });

  test("leaves no complaint in the browser", () => {
    expect(visitor.complaints).toEqual([]);
  });
});

function notebookAt(file: string) {
  return parseNotebook(readFileSync(file, "utf8"), file);
}

/** What each code cell shows. */
function outputs(file: string): readonly (readonly Output[])[] {
  return notebookAt(file).cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
}
