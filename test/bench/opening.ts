import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { type Measured, measured } from "./figures.js";

/** A page as its reader meets it. */
export interface Opening {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds from opening the file to the first chart that is drawn; none where there is no browser. */
  readonly firstChart?: Measured;
}

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Size and first chart of every page in a folder, each opened anew in a browser that is running. */
export async function openings(
  folder: string,
  runs: number,
): Promise<{ pages: Opening[]; browser?: string }> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".html"));
  const sized = files.map((file) => ({
    name: file.replace(/\.html$/, ""),
    bytes: statSync(join(folder, file)).size,
  }));
  let browser: Browser;
  try {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox", "--disable-gpu"] });
  } catch {
    console.log(`Skipped: opening the reports, for there is no Chromium at ${EXECUTABLE}.`);
    return { pages: sized };
  }
  try {
    const pages: Opening[] = [];
    for (const page of sized) {
      const times: number[] = [];
      for (let run = 0; run < runs; run++)
        times.push(await firstChart(browser, join(folder, `${page.name}.html`)));
      pages.push({ ...page, firstChart: measured(times, 0) });
    }
    return { pages, browser: browser.version() };
  } finally {
    await browser.close();
  }
}

async function firstChart(browser: Browser, file: string): Promise<number> {
  const context = await browser.newContext({ offline: true });
  try {
    const page = await context.newPage();
    await page.addInitScript(`
      new MutationObserver(() => {
        if (window.firstChart === undefined && document.querySelector(".plot.drawn")) window.firstChart = performance.now();
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
    `);
    await page.goto(pathToFileURL(file).href);
    for (let look = 0; look < 600; look++) {
      const time: unknown = await page.evaluate("window.firstChart");
      if (typeof time === "number") return time;
      await page.waitForTimeout(50);
    }
    throw new Error(`${file}: no chart was drawn within half a minute`);
  } finally {
    await context.close();
  }
}
