import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { temporaryFolder, tsnb, writeNotebook } from "../cli/tsnb.js";
import { hasJupyter, type Jupyter, startJupyter } from "./jupyter.js";

const PLOT = `import { md, plot, table } from "tslab-notebook";
plot({
  data: [{ type: "bar", x: ["Shenzhen", "Tokyo"], y: [3, 2] }],
  layout: {
    title: { text: "Shenzhen is ahead" },
    meta: { alt: "Two bars", table: { columns: ["cluster", "share"], rows: [["Tokyo", 2]] } },
  },
});`;

const CELLS = [
  `console.log("some text"); [1, 2].length`,
  PLOT,
  `table([{ cluster: "Tokyo", share: 2.5 }]);\nmd\`The share is **\${2.5}** percent.\``,
  `plot({ data: [{ type: "scattergeo", lon: [139], lat: [35] }] })`,
  `interface Row { readonly name: string }\nconst [row] = [] as Row[];\nrow.name;`,
  `console.log("waiting"); await new Promise((resolve) => setTimeout(resolve, 60_000));`,
  "for (;;) {}",
  `"alive " + process.pid`,
];
const INTERVAL = { interval: 500, timeout: 20_000 };
const [TEXT, CHART, TABLE, MAP, ERROR, WAITING, LOOP, ALIVE] = CELLS.keys();

describe.runIf(hasJupyter && hasBrowser)("Debian's classic Notebook", () => {
  const folder = temporaryFolder();
  const requests: string[] = [];
  let jupyter: Jupyter;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const dataFolder = join(folder, "data folder");
    const notebooks = join(folder, "notebooks");
    mkdirSync(notebooks);
    writeNotebook(join(notebooks, "classic.ipynb"), ...CELLS);
    expect(await tsnb(["kernel", "install", "--dir", dataFolder], folder)).toMatchObject({ code: 0 });
    jupyter = await startJupyter(notebooks, dataFolder, join(folder, "home"));
    browser = await openBrowser();
    page = await browser.newPage();
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(jupyter.address("classic.ipynb"));
    await connected();
    await runCells(TEXT, CHART, TABLE, MAP, ERROR);
    await done(ERROR);
  });
  afterAll(async () => {
    await browser?.close();
    await jupyter?.stop();
    // The server's last files come and go while it stops.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const connected = () => page.waitForFunction("Jupyter.notebook?.kernel?.is_connected()");
  /** Runs cells by the toolbar's own function. */
  const runCells = (...cells: (number | undefined)[]) =>
    page.evaluate(`Jupyter.notebook.execute_cells(${JSON.stringify(cells)})`);
  const shows = (cell: number | undefined, text: string) =>
    page.waitForFunction(
      `JSON.stringify(Jupyter.notebook.get_cell(${cell}).output_area.toJSON()).includes("${text}")`,
    );
  const done = (cell: number | undefined) =>
    page.waitForFunction(`Jupyter.notebook.get_cell(${cell}).input_prompt_number > 0`);
  const outputs = (cell: number | undefined): Promise<unknown> =>
    page.evaluate(`Jupyter.notebook.get_cell(${cell}).output_area.toJSON()`);
  const inCell = (cell: number | undefined, selector: string) =>
    page.locator(".cell").nth(Number(cell)).locator(`.output ${selector}`);

  test("shows printed text, tables and markdown", async () => {
    expect(await inCell(TEXT, "pre").allInnerTexts()).toEqual(["some text\n", "2"]);
    expect(await inCell(TABLE, "td").allInnerTexts()).toEqual(["Tokyo", "2.50"]);
    expect(await inCell(TABLE, ".rendered_html strong").allInnerTexts()).toEqual(["2.50"]);
  });

  test("draws charts and maps", async () => {
    await inCell(CHART, "svg.main-svg .bars .point").nth(1).waitFor();
    expect(await inCell(CHART, ".gtitle").textContent()).toBe("Shenzhen is ahead");
    expect(await inCell(CHART, "[role=img]").getAttribute("aria-label")).toBe("Two bars");
    expect(await inCell(CHART, "details td").allTextContents()).toEqual(["Tokyo", "2"]);
    await inCell(MAP, ".scattergeo .point").waitFor();
    await inCell(MAP, ".layer.coastlines path").first().waitFor();
  });

  test("keeps charts small in the notebook: the script that draws stays with the kernel spec", async () => {
    expect(JSON.stringify(await outputs(CHART)).length).toBeLessThan(10_000);
  });

  test("shows a failure as an error that points at its line", async () => {
    expect(await outputs(ERROR)).toMatchObject([{ output_type: "error", ename: "TypeError" }]);
    expect(await inCell(ERROR, ".output_error").innerText()).toContain("> 3 | row.name;");
  });

  test("interrupts a waiting cell and an endless loop, and the kernel lives on", async () => {
    for (const cell of [WAITING, LOOP]) {
      await runCells(cell);
      await expect
        .poll(async () => {
          await page.evaluate("Jupyter.notebook.kernel.interrupt()");
          return JSON.stringify(await outputs(cell));
        }, INTERVAL)
        .toContain("The cell was interrupted.");
      expect(await outputs(cell)).toContainEqual(expect.objectContaining({ ename: "Interrupted" }));
    }
    await runCells(ALIVE);
    await shows(ALIVE, "alive");
    expect(jupyter.log()).not.toMatch(/restart|died/i);
  });

  test("draws a chart whose cell is run again, and one that was saved when the page is opened anew", async () => {
    await runCells(CHART);
    await page.waitForFunction(
      `Jupyter.notebook.get_cell(${CHART}).input_prompt_number > ${CELLS.length - 1}`,
    );
    await inCell(CHART, "svg.main-svg .bars .point").nth(1).waitFor();
    await page.evaluate("Jupyter.notebook.save_notebook()");
    await page.waitForFunction("!Jupyter.notebook.dirty");
    await page.reload();
    await connected();
    await inCell(CHART, "svg.main-svg .bars .point").nth(1).waitFor();
    await inCell(MAP, ".scattergeo .point").waitFor();
    const saved = readFileSync(join(folder, "notebooks", "classic.ipynb"), "utf8");
    expect(saved.length).toBeLessThan(20_000);
  });

  test("nothing is asked from the network", () => {
    const outside = requests.filter((url) => !/^(https?:\/\/127\.0\.0\.1:|data:|blob:)/.test(url));
    expect(requests.length).toBeGreaterThan(10);
    expect(outside).toEqual([]);
  });
});
