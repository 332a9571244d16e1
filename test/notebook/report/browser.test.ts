import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { renderIndex, renderReport } from "../../../lib/notebook/report/index.js";
import { codeCell, display, markdownCell, notebookOf } from "./cells.js";

const CHROMIUM = "/usr/bin/chromium";
const absent = !existsSync(CHROMIUM) && !process.env.CI;
if (absent) console.warn(`No browser at ${CHROMIUM}: reports are not opened in one.`);

const WAIT = { timeout: 20_000 };

const HOSTILE = `</script><script>document.title="owned"</script><img src=x onerror='document.title="owned"'>`;

let folder: string;
let browser: Browser;

interface Opened {
  readonly page: Page;
  /** What the browser complained of, and every address but the file's own. */
  readonly noise: string[];
}

async function open(file: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  const address = pathToFileURL(join(folder, file)).href;
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) noise.push(request.url());
  });
  await page.goto(address);
  if (options.javaScriptEnabled !== false) {
    // The page's policy forbids what Playwright's own way of waiting does.
    await expect.poll(() => ask(page, "document.querySelectorAll('.plot:not(.drawn)').length"), WAIT).toBe(0);
  }
  return { page, noise };
}

/** Evaluates an expression in the page. */
function ask<T>(page: Page, expression: string): Promise<T> {
  return page.evaluate(expression) as Promise<T>;
}

describe.skipIf(absent)("a report opened from a file, without a network", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "report-browser-"));
    const fixture = new URL("./fixtures/sample.ipynb", import.meta.url);
    const sample = await renderReport(parseNotebook(readFileSync(fixture, "utf8"), "sample.ipynb"), {
      name: "sample",
      index: "index.html",
    });
    writeFileSync(join(folder, "sample.html"), sample.html);
    writeFileSync(
      join(folder, "index.html"),
      await renderIndex([{ ...sample, name: "sample", href: "sample.html" }]),
    );
    const figure = {
      data: [{ type: "bar", x: [HOSTILE], y: [1], text: [HOSTILE] }],
      layout: { title: HOSTILE, meta: { alt: HOSTILE } },
    };
    const hostile = await renderReport(
      notebookOf(
        markdownCell(`# ${HOSTILE}\n\n${HOSTILE}\n\n<svg onload='document.title="owned"'></svg>`),
        codeCell(HOSTILE, [
          display({ "application/vnd.plotly.v1+json": figure }),
          display({ "text/html": HOSTILE }),
          display({
            "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg"><script>parent.document.title="owned"</script></svg>`,
          }),
        ]),
      ),
      { name: "hostile" },
    );
    writeFileSync(join(folder, "hostile.html"), hostile.html);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("draws its bars, lines, map and heat map, asks for nothing, and gives the browser nothing to complain of", async () => {
    const { page, noise } = await open("sample.html");
    expect(await ask(page, "document.querySelectorAll('.plot.drawn').length")).toBe(4);
    expect(await ask(page, "document.querySelectorAll('#figure-1 .bars .point path').length")).toBe(10);
    expect(await ask(page, "document.querySelectorAll('#figure-2 .scatterlayer .js-line').length")).toBe(2);
    expect(await ask(page, "document.querySelectorAll('#figure-3 .scattergeo .point').length")).toBe(5);
    expect(
      await ask(page, "document.querySelector('#figure-3 .layer.land path').getAttribute('d').length"),
    ).toBeGreaterThan(10_000);
    expect(await ask(page, "document.querySelectorAll('#figure-4 .heatmaplayer image').length")).toBe(1);
    expect(noise).toEqual([]);
  });

  test("shows title and finding first, and keeps the tables behind its charts folded", async () => {
    const { page } = await open("sample.html");
    const [title, finding, chart] = await ask<number[]>(
      page,
      "['h1', '.finding', '.chart'].map((mark) => document.querySelector(mark).getBoundingClientRect().top)",
    );
    expect(title).toBeLessThan(finding ?? 0);
    expect(finding).toBeLessThan(200);
    expect(chart).toBeGreaterThan(finding ?? 0);
    expect(await ask(page, "document.querySelector('#figure-1 details').open")).toBe(false);
    expect(await ask(page, "document.querySelector('#figure-5 details').open")).toBe(true);
  });

  test("never scrolls sideways on a phone, though its tables do", async () => {
    for (const file of ["sample.html", "index.html"]) {
      const { page, noise } = await open(file, {
        viewport: { width: 360, height: 740 },
        isMobile: true,
        hasTouch: true,
      });
      expect(await ask(page, "document.documentElement.scrollWidth")).toBe(360);
      expect(
        await ask(
          page,
          "[...document.querySelectorAll('.plot svg')].every((svg) => svg.getBoundingClientRect().right <= 360)",
        ),
      ).toBe(true);
      expect(noise).toEqual([]);
    }
  });

  test("draws its charts anew in the reader's colours, and in black for paper", async () => {
    const { page, noise } = await open("sample.html", { colorScheme: "dark" });
    const ink = () =>
      ask<string>(page, "getComputedStyle(document.querySelector('#figure-1 .xtick text')).fill");
    expect(await ink()).toBe("rgb(228, 231, 235)");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(ink, WAIT).toBe("rgb(27, 31, 36)");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(ink, WAIT).toBe("rgb(228, 231, 235)");
    await ask(page, "dispatchEvent(new Event('beforeprint'))");
    await expect.poll(ink, WAIT).toBe("rgb(27, 31, 36)");
    await ask(page, "dispatchEvent(new Event('afterprint'))");
    await expect.poll(ink, WAIT).toBe("rgb(228, 231, 235)");
    expect(noise).toEqual([]);
  });

  test("says without scripts that charts need them, and shows their tables", async () => {
    const { page } = await open("sample.html", { javaScriptEnabled: false });
    expect(await page.locator("#figure-1 .note").innerText()).toContain("scripts are turned off");
    expect(await page.locator("#figure-1 td").first().isVisible()).toBe(true);
  });

  test("leads from the index to the report and from a figure to its source", async () => {
    const { page, noise } = await open("index.html");
    expect(await ask(page, "document.querySelectorAll('.plot.still.drawn').length")).toBe(1);
    await page.getByRole("link", { name: "What the new method changed" }).click();
    await page.waitForURL(/sample\.html$/);
    await page.locator("#figure-2 .chart-sources a").last().click();
    expect(await ask(page, "document.querySelector(':target').textContent")).toContain(
      "A survey of <laboratories> & firms",
    );
    expect(noise.filter((line) => !line.endsWith("/sample.html"))).toEqual([]);
  });

  test("runs nothing that a stranger's notebook brings", async () => {
    const { page, noise } = await open("hostile.html");
    expect(await page.title()).not.toBe("owned");
    expect(
      await ask(
        page,
        "document.querySelectorAll('main [onerror], main [onload], main svg:not(.main-svg):not(.main-svg *)').length",
      ),
    ).toBe(0);
    expect(await ask(page, "document.querySelectorAll('script:not([type])').length")).toBe(3);
    expect(noise).toEqual([]);
  });
});
