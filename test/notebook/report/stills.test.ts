import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderIndex, renderReport } from "../../../lib/notebook/report/index.js";
import { hasBrowser } from "../../support/browser.js";
import { codeCell, display, notebookOf } from "./cells.js";
import { ask, newPages, type Pages } from "./pages.js";

let pages: Pages;
const TITLE = "Two of three are close";
const FORBIDDEN = "a\u0001b\ufffec\ud800d";
const figure = {
  data: [
    {
      type: "scatter",
      mode: "markers+text",
      x: [1, 9.9, 10],
      y: [5, 1, 1],
      text: ["Seoul", "Tokyo–Yokohama", "Shenzhen–Hong Kong–Guangzhou"],
      textposition: "top center",
    },
  ],
  layout: {
    title: { text: TITLE },
    meta: { alt: "Three points, two of them close." },
    xaxis: { range: [-4, 16], title: { text: "Points for each million inhabitants (logarithmic)" } },
    yaxis: { range: [0, 6] },
  },
};

describe.skipIf(!hasBrowser)("a chart where there is little room", () => {
  beforeAll(async () => {
    pages = await newPages();
    const entry = {
      name: "a",
      href: "a.html",
      title: "A",
      findingHtml: "<p>Found.</p>",
      firstFigure: figure,
    };
    pages.write("index.html", await renderIndex([entry, { ...entry, name: "b" }]));
    const odd = { ...figure, layout: { title: { text: FORBIDDEN }, meta: { caption: FORBIDDEN } } };
    const { html } = await renderReport(
      notebookOf(
        codeCell("1", [
          display({ "application/vnd.plotly.v1+json": figure }),
          display({
            "application/vnd.plotly.v1+json": { ...odd, data: [{ ...figure.data[0], text: FORBIDDEN }] },
          }),
        ]),
      ),
      { name: "a" },
    );
    pages.write("a.html", html);
  });
  afterAll(() => pages?.close());

  test("shows on the index one of two labels that would overlap, and its title", async () => {
    const { page, noise } = await pages.open("index.html", { viewport: { width: 1280, height: 800 } });
    const shown = () =>
      ask<string[]>(
        page,
        "[...document.querySelector('.plot').querySelectorAll('.textpoint text')].filter((text) => getComputedStyle(text).visibility === 'visible').map((text) => text.textContent)",
      );
    expect(await shown()).toEqual(["Seoul", "Tokyo–Yokohama"]);
    expect(await page.locator(".entry figcaption").first().innerText()).toBe(TITLE);
    // Drawn anew, the labels are looked at again.
    await page.setViewportSize({ width: 700, height: 800 });
    await expect
      .poll(() =>
        ask<number>(page, "document.querySelector('.plot .main-svg').getBoundingClientRect().width"),
      )
      .toBeGreaterThan(600);
    expect(await shown()).toEqual(["Seoul", "Tokyo–Yokohama"]);
    expect(noise).toEqual([]);
  });

  test("lies on a printed index inside its column, whatever the width of the window", async () => {
    for (const width of [360, 1000, 1440]) {
      const { page } = await pages.open("index.html", { viewport: { width, height: 900 } });
      await ask(page, "dispatchEvent(new Event('beforeprint'))");
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 680, height: 960 });
      const boxes = await ask<number[][]>(
        page,
        "[...document.querySelectorAll('.entry')].map((entry) => [entry, entry.querySelector('.chart'), entry.querySelector('.main-svg')].map((each) => each.getBoundingClientRect().right))",
      );
      expect(boxes).toHaveLength(2);
      for (const [entry = 0, place = 0, drawn = 999] of boxes) {
        expect(drawn, `${width}`).toBeLessThanOrEqual(place);
        expect(place).toBeLessThanOrEqual(entry);
      }
      await page.context().close();
    }
  });

  test("gives its place on the index to its description where no scripts run", async () => {
    const { page } = await pages.open("index.html", { javaScriptEnabled: false });
    expect(await page.locator(".entry .note").first().innerText()).toBe("Three points, two of them close.");
    expect(await page.locator(".entry .plot").first().isVisible()).toBe(false);
  });

  test("has the titles of its axes within a phone's page", async () => {
    const { page } = await pages.open("a.html", { viewport: { width: 320, height: 700 } });
    const [left = -1, right = 999] = await ask<number[]>(
      page,
      "(({ left, right }) => [left, right])(document.querySelector('#figure-1 .xtitle').getBoundingClientRect())",
    );
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(320);
    expect(await ask(page, "document.querySelectorAll('#figure-1 .xtitle tspan').length")).toBe(2);
  });

  test("is saved as a drawing that programs can read, whatever characters it brings", async () => {
    const { page } = await pages.open("a.html", { acceptDownloads: true });
    for (const form of ["svg", "png"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`#figure-2 .save-image[value=${form}]`).press("Enter"),
      ]);
      expect(download.suggestedFilename()).toBe(`a-figure-2.${form}`);
    }
  });
});

describe.skipIf(!hasBrowser)("colours that the system forces", () => {
  const ink = "getComputedStyle(document.querySelector('.xtick text')).fill";

  test("count for charts, too, whatever the reader chose", async () => {
    const own = await newPages();
    try {
      const { html } = await renderReport(
        notebookOf(codeCell("1", [display({ "application/vnd.plotly.v1+json": figure })])),
        { name: "a" },
      );
      own.write("a.html", html);
      const { page } = await own.open("a.html", { colorScheme: "dark" });
      await page.getByRole("radio", { name: "Light" }).click();
      await expect.poll(() => ask(page, ink)).toBe("rgb(27, 31, 36)");
      await page.emulateMedia({ forcedColors: "active" });
      await expect.poll(() => ask(page, ink)).toBe("rgb(228, 231, 235)");
      await page.emulateMedia({ colorScheme: "light" });
      await expect.poll(() => ask(page, ink)).toBe("rgb(27, 31, 36)");
      await page.getByRole("radio", { name: "Dark" }).click();
      await page.emulateMedia({ forcedColors: "none" });
      await expect.poll(() => ask(page, ink)).toBe("rgb(228, 231, 235)");
    } finally {
      await own.close();
    }
  });
});
