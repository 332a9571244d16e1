import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { type NotebookPage, type Visit, visit } from "./notebook-page.js";
import { markdown, newProject, places } from "./project.js";
import { type Served, serve } from "./server.js";

const CELLS = {
  chart: `import { plot } from "tslab-notebook";
plot({ data: [{ type: "bar", x: ["needle", "b"], y: [3, 2] }], layout: { title: { text: "Bars" } } });`,
  words: `const words = ["needle"]; words`,
  completed: `words.`,
  library: `import { area } from "../lib/shape";\narea(3)`,
  after: `"words: " + words.length`,
};
const AT = places(CELLS);

const source = (factor: number) => `/** The area of a square, in square metres. */
export function area(side: number): number {
  return ${factor} * side * side;
}
`;

describe.runIf(hasBrowser)("a notebook that is edited in the browser", () => {
  const project = newProject();
  project.write("lib/shape.ts", source(1));
  project.notebook(
    "editing.ipynb",
    ...Object.values(CELLS),
    markdown("# First part"),
    markdown("## Second part"),
  );
  let browser: Browser;
  let served: Served;
  let visitor: Visit;
  let notebook: NotebookPage;

  beforeAll(async () => {
    [served, browser] = await Promise.all([serve(project), openBrowser()]);
    visitor = await visit(browser, served);
    notebook = await visitor.notebook("editing.ipynb");
    for (const cell of [AT.chart, AT.words, AT.library]) await notebook.run(cell);
  });
  afterAll(() => browser?.close());

  test("completes with Tab, and takes the choice with Enter", async () => {
    const { page } = notebook;
    await notebook.type(AT.completed, "words.");
    await page.keyboard.press("Tab");
    const list = page.locator(".jp-Completer");
    await list.getByText("concat", { exact: true }).waitFor();
    await page.keyboard.type("forE");
    await expect.poll(() => list.locator(".jp-Completer-match").allInnerTexts()).toEqual(["forEach"]);
    await page.keyboard.press("Enter");
    await expect.poll(() => notebook.text(AT.completed)).toBe("words.forEach");
  });

  test("says with Shift+Tab what the type of a name is, and what its author says of it", async () => {
    const { page } = notebook;
    await notebook.cell(AT.library).getByText("area(", { exact: false }).last().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.getByText("area(side: number): number").waitFor();
    await tooltip.getByText("The area of a square, in square metres.").waitFor();
    await page.keyboard.press("Escape");
  });

  test("finds with Ctrl+F in cells, and counts what it has found", async () => {
    const { page } = notebook;
    await page.keyboard.press("Control+f");
    await page.getByPlaceholder("Find").fill("needle");
    await page.getByText("1/2", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("has a table of contents that leads to each part", async () => {
    await notebook.menu("View", "Table of Contents");
    const parts = notebook.page.getByRole("treeitem");
    await expect.poll(() => parts.allInnerTexts()).toHaveLength(2);
    expect((await parts.allInnerTexts()).join(" ")).toMatch(/First part\s+Second part/);
    await parts.getByText("Second part").click();
    await expect
      .poll(() => notebook.cell(CELLS_AND_PARTS - 1).getAttribute("class"))
      .toContain("jp-mod-active");
    await notebook.menu("View", "Table of Contents");
  });

  test("turns dark with its charts, at once", async () => {
    const label = notebook.output(AT.chart).locator("svg.main-svg .xtick text").first();
    const ink = (): Promise<string> =>
      notebook.page.evaluate("getComputedStyle(document.querySelector('svg.main-svg .xtick text')).fill");
    await label.waitFor();
    const light = await ink();
    expect(brightness(light)).toBeLessThan(100);
    await notebook.menu("Settings", "Theme", "JupyterLab Dark");
    await expect.poll(async () => brightness(await ink())).toBeGreaterThan(150);
    await notebook.menu("Settings", "Theme", "JupyterLab Light");
    await expect.poll(ink).toBe(light);
  });

  test("shows a library that was edited in the browser in the next cell that is run", async () => {
    const editor = await visitor.context.newPage();
    await editor.goto(`${served.origin}/edit/lib/shape.ts`);
    await editor.getByText("The area of a square").click();
    await editor.keyboard.press("Control+A");
    await editor.keyboard.insertText(source(100));
    await Promise.all([
      editor.waitForResponse((response) => response.request().method() === "PUT"),
      editor.keyboard.press("Control+s"),
    ]);
    expect(readFileSync(project.path("lib/shape.ts"), "utf8")).toBe(source(100));
    await editor.close();
    await notebook.run(AT.library);
    expect(await notebook.shown(AT.library)).toEqual(["900"]);
  });

  test("keeps outputs and variables when it is saved and opened anew", async () => {
    await notebook.save();
    await notebook.page.reload();
    await notebook.idle();
    expect(await notebook.shown(AT.library)).toEqual(["900"]);
    await notebook.output(AT.chart).locator("svg.main-svg .bars .point").first().waitFor();
    await notebook.run(AT.after);
    expect(await notebook.shown(AT.after)).toEqual(["'words: 1'"]);
  });

  test("shares its kernel with another tab, and each gets the outputs of what it runs", async () => {
    const other = await visitor.notebook("editing.ipynb");
    await other.type(AT.after, `"other: " + words.length`);
    await Promise.all([other.run(AT.after), notebook.run(AT.words)]);
    expect(await other.shown(AT.after)).toEqual(["'other: 1'"]);
    expect((await notebook.shown(AT.words)).join()).toContain("needle");
    expect(await notebook.shown(AT.after)).toEqual(["'words: 1'"]);
    await other.save();
    await other.page.close();
  });

  test("asks before it saves over what another has saved since", async () => {
    const { page } = notebook;
    await notebook.type(AT.completed, `"mine"`);
    await page.keyboard.press("Control+s");
    await notebook.dialog().getByText("has changed on disk").waitFor();
    await notebook
      .dialog()
      .getByRole("button", { name: /Overwrite/ })
      .click();
    await expect.poll(() => readFileSync(project.path("notebooks/editing.ipynb"), "utf8")).toContain("mine");
  });

  test("has a name in every entry of its menus", async () => {
    const { page } = notebook;
    const entries = page.locator(".lm-Menu .lm-Menu-item[data-type=command]:visible");
    for (const menu of ["File", "Edit", "View", "Run", "Kernel", "Settings", "Help"]) {
      await page.getByRole("menubar").getByRole("menuitem", { name: menu, exact: true }).click();
      await entries.first().waitFor();
      const names = await entries.locator(".lm-Menu-itemLabel").allInnerTexts();
      expect(names.length).toBeGreaterThan(2);
      expect(names.filter((name) => name.trim() === "")).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });

  test("leaves no complaint in the browser", () => {
    // The client says why it asks what to do.
    const others = visitor.complaints.filter((text) => !text.includes("Different hash found"));
    expect(others).toEqual([]);
  });
});

const CELLS_AND_PARTS = Object.keys(CELLS).length + 2;

function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  return (red + green + blue) / 3;
}
