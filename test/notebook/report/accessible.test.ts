import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { renderIndex, renderReport } from "../../../lib/notebook/report/index.js";
import { violationsOf } from "../../support/axe.js";
import { hasBrowser } from "../../support/browser.js";
import { everything } from "./everything.js";
import { ask, newPages, type Pages } from "./pages.js";

let pages: Pages;

describe.skipIf(!hasBrowser)("axe-core finds nothing wrong with", () => {
  beforeAll(async () => {
    pages = await newPages();
    const fixture = new URL("./fixtures/sample.ipynb", import.meta.url);
    const sample = parseNotebook(readFileSync(fixture, "utf8"), "sample.ipynb");
    const reports = await Promise.all([
      renderReport(everything(), { name: "everything", index: "index.html" }),
      renderReport(sample, { name: "sample" }),
    ]);
    const names = ["everything", "sample"];
    for (const [at, { html }] of reports.entries()) pages.write(`${names[at]}.html`, html);
    const entries = reports.map((report, at) => ({ ...report, name: `${at}`, href: `${names[at]}.html` }));
    pages.write("index.html", await renderIndex(entries, { introduction: "Two reports." }));
  });

  afterAll(() => pages?.close());

  const papers = ["light", "dark"] as const;
  const widths = [1280, 390];
  const files = ["everything.html", "sample.html", "index.html"];
  const all = files.flatMap((file) =>
    papers.flatMap((colorScheme) => widths.map((width) => ({ file, colorScheme, width }))),
  );

  test.each(all)("$file, $colorScheme, $width pixels wide", async ({ file, colorScheme, width }) => {
    const { page } = await pages.open(file, { colorScheme, viewport: { width, height: 800 } });
    expect(await violationsOf(page)).toEqual([]);
    await ask(page, "document.querySelectorAll('details').forEach((each) => { each.open = true })");
    await ask(page, "document.querySelector('.contents button')?.click()");
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});
