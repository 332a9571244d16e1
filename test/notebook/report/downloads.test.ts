import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "../../../lib/notebook/report/index.js";
import { hasBrowser } from "../../support/browser.js";
import { everything } from "./everything.js";
import { newPages, type Opened, type Pages } from "./pages.js";

let pages: Pages;
let opened: Opened;

/** Presses a button with the keyboard and gives the name and the bytes of what the page saves. */
async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).press("Enter")]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe.skipIf(!hasBrowser)("what a reader saves from a report", () => {
  beforeAll(async () => {
    pages = await newPages();
    const { html } = await renderReport(everything(), { name: "../every thing/<1>" });
    pages.write("report.html", html);
    opened = await pages.open("report.html", { colorScheme: "dark", acceptDownloads: true }, false);
  });
  afterAll(() => pages?.close());

  test("as CSV are a chart's figures, as they are and without formulas", async () => {
    const { name, bytes } = await saved(opened.page, "#figure-1 .save-csv");
    expect(name).toBe("every-thing-1-figure-1.csv");
    expect(bytes.toString("utf8")).toBe("\ufeffcluster,share\r\n'=A,-1.5\r\nB,2\r\n");
  });

  test("as CSV are the figures of a chart that is not drawn, and of one that brought no table", async () => {
    expect((await saved(opened.page, "#figure-5 .save-csv")).bytes.toString("utf8")).toContain("B,2\r\n");
    expect((await saved(opened.page, "#figure-4 .save-csv")).bytes.toString("utf8")).toBe(
      "\ufeffx,y,z\r\n0,0,1\r\n1,0,2\r\n0,1,3\r\n1,1,4\r\n",
    );
    expect(await opened.page.locator("#figure-5 .save-image").count()).toBe(0);
  });

  test("as CSV is a table with numbers that programs read and intervals of their own", async () => {
    const { name, bytes } = await saved(opened.page, ".table-tools .save-csv >> nth=0");
    expect(name).toBe("every-thing-1-table-1.csv");
    expect(bytes.toString("utf8")).toBe(
      '\ufeffCluster,Share,"Share, interval",Place\r\n\'=A,12345.5,"(12,345.4–12,345.6)",-1\r\n"B, ""b""",,,2\r\n',
    );
  });

  test("as SVG is a chart on white paper, with title, caption and sources", async () => {
    const { name, bytes } = await saved(opened.page, "#figure-1 .save-image[value=svg]");
    expect(name).toBe("every-thing-1-figure-1.svg");
    const text = bytes.toString("utf8");
    for (const part of [
      ">Bars<",
      "Shares in percent.",
      "Sources: WIPO, An article",
      "Everything at once",
      'fill="#ffffff"',
    ]) {
      expect(text).toContain(part);
    }
    // The ink of light paper, though the page is dark.
    expect(text).toContain("rgb(27, 31, 36)");
    expect(text).not.toContain("rgb(228, 231, 235)");
    const page = await opened.page.context().newPage();
    const valid = await page.evaluate(
      (svg) =>
        new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")?.textContent,
      text,
    );
    expect(valid).toBeUndefined();
    await page.close();
  });

  test("as PNG is the same twice as fine, maps too", async () => {
    for (const number of [1, 3]) {
      const { name, bytes } = await saved(opened.page, `#figure-${number} .save-image[value=png]`);
      expect(name).toBe(`every-thing-1-figure-${number}.png`);
      expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
      expect(bytes.readUInt32BE(16)).toBe(1520);
      expect(bytes.readUInt32BE(20)).toBeGreaterThan(900);
      expect(bytes.length).toBeGreaterThan(10_000);
    }
  });

  test("is made without breaking the page's policy", () => expect(opened.noise).toEqual([]));
});
