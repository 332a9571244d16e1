import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { type NotebookPage, type Visit, visit } from "./notebook-page.js";
import { markdown, newProject, places } from "./project.js";
import { type Served, serve } from "./server.js";

const CELLS = {
  chart: `import { plot } from "tslab-notebook";
plot({ data: [{ type: "bar", x: ["a", "b"], y: [3, 2] }], layout: { title: { text: "Bars" }, meta: { alt: "Two bars" } } });`,
  trace: `import * as fs from "fs";
fs.appendFileSync("ran.txt", "x"); "a value of " + (40 + 2)`,
  last: `"not run"`,
};
const AT = places(CELLS);

describe.runIf(hasBrowser)("the report of a notebook in the browser", () => {
  const project = newProject();
  project.notebook("reported.ipynb", ...Object.values(CELLS), markdown("# A title\n\nAnd a text."));
  let browser: Browser;
  let served: Served;
  let visitor: Visit;
  let notebook: NotebookPage;

  beforeAll(async () => {
    [served, browser] = await Promise.all([serve(project), openBrowser()]);
    visitor = await visit(browser, served);
    notebook = await visitor.notebook("reported.ipynb");
    await notebook.run(AT.chart);
    await notebook.run(AT.trace);
  });
  afterAll(() => browser?.close());

  const opened = async (act: () => Promise<void>): Promise<Page> => {
    const [page] = await Promise.all([visitor.context.waitForEvent("page"), act()]);
    await page.waitForURL("**/tsnb/report/**");
    return page;
  };

  test("opens from the File menu with the outputs, of what is not saved yet too, and runs nothing", async () => {
    const report = await opened(() => notebook.menu("File", "Report"));
    await report.getByText("a value of 42").waitFor();
    await report.locator(".plot svg.main-svg .bars .point").first().waitFor();
    expect(readFileSync(project.path("notebooks/ran.txt"), "utf8")).toBe("x");
    expect(await report.getByText("not run", { exact: true }).count()).toBe(0);
    expect(readFileSync(project.path("notebooks/reported.ipynb"), "utf8")).toContain("a value of 42");
    await report.close();
  });

  test("is what Print opens: upstream's would print what nbconvert makes", async () => {
    const fromMenu = await opened(() => notebook.menu("File", "Print by Report…"));
    await fromMenu.close();
    await notebook.cell(AT.last).click();
    const fromKeys = await opened(() => notebook.page.keyboard.press("Control+p"));
    await fromKeys.getByText("a value of 42").waitFor();
    await fromKeys.close();
  });

  test("opens from the toolbar, and holds what was changed since", async () => {
    await notebook.type(AT.last, `"changed by hand"`);
    const report = await opened(() => notebook.button(/report/i).click());
    expect(await report.content()).toContain("changed by hand");
    await report.close();
  });

  test("opens offline once it is saved as a file: it asks for nothing", async () => {
    const { origin } = served;
    const [response] = await Promise.all([
      visitor.context.request.get(`${origin}/tsnb/report/notebooks/reported.ipynb`, {
        headers: { Cookie: await cookies() },
      }),
    ]);
    const offline = await browser.newContext({ offline: true });
    const page = await offline.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(await response.text());
    await page.locator(".plot svg.main-svg .bars .point").first().waitFor();
    expect(asked.filter((url) => /^https?:/.test(url))).toEqual([]);
    await offline.close();
  });

  const cookies = async () =>
    (await visitor.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

  test("leaves no complaint in the browser", () => {
    expect(visitor.complaints).toEqual([]);
  });
});

describe.runIf(hasBrowser)("a notebook on a phone", () => {
  const project = newProject();
  project.notebook(
    "small.ipynb",
    markdown("# A title\n\nA text that is longer than a phone is wide, and is therefore broken."),
    CELLS.chart,
    `6 * 7`,
  );
  let browser: Browser;
  let visitor: Visit;
  let notebook: NotebookPage;

  beforeAll(async () => {
    const [served, opened] = await Promise.all([serve(project), openBrowser()]);
    browser = opened;
    visitor = await visit(browser, served, { width: 390, height: 844 });
    notebook = await visitor.notebook("small.ipynb");
  });
  afterAll(() => browser?.close());

  test("is read without scrolling sideways", async () => {
    const wide: number = await notebook.page.evaluate("document.documentElement.scrollWidth");
    expect(wide).toBeLessThanOrEqual(390);
    const text = await notebook.page.getByRole("paragraph").boundingBox();
    expect((text?.x ?? 0) + (text?.width ?? 999)).toBeLessThanOrEqual(390);
    expect(text?.width).toBeGreaterThan(250);
  });

  test("is run by the button of the toolbar, and its chart fits", async () => {
    await notebook.cell(1).locator(".cm-content").click();
    await notebook.button(/^Run this cell/).click();
    await notebook.ended(1);
    const chart = notebook.output(1).locator("svg.main-svg").first();
    await chart.waitFor();
    const box = await chart.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    await notebook.run(2);
    expect(await notebook.shown(2)).toEqual(["42"]);
  });

  test("leaves no complaint in the browser", () => {
    expect(visitor.complaints).toEqual([]);
  });
});
