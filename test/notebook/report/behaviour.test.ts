import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "../../../lib/notebook/report/index.js";
import { hasBrowser } from "../../support/browser.js";
import { everything } from "./everything.js";
import { allDrawn, ask, newPages, type Pages } from "./pages.js";

let pages: Pages;
const FILE = "everything.html";
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const paper = (page: Page) => ask<string>(page, "getComputedStyle(document.documentElement).backgroundColor");
const ink = (page: Page) => ask<string>(page, "getComputedStyle(document.querySelector('.xtick text')).fill");
const DARK = "rgb(20, 24, 29)";
const WHITE = "rgb(255, 255, 255)";

describe.skipIf(!hasBrowser)("a page in a browser", () => {
  beforeAll(async () => {
    pages = await newPages();
    const { html } = await renderReport(everything(), { name: "every thing/<1>", index: "index.html" });
    pages.write(FILE, html);
  });
  afterAll(() => pages?.close());

  describe("its colours", () => {
    test("follow the system, or what the reader chooses with the keys, charts included", async () => {
      const { page, noise } = await pages.open(FILE, { ...WIDE, colorScheme: "light" });
      const choice = page.getByRole("radio", { name: "System" });
      expect(await choice.isChecked()).toBe(true);
      expect(await page.getByRole("group", { name: "Colours" }).count()).toBe(1);
      await choice.focus();
      await page.keyboard.press("ArrowLeft");
      expect(await page.getByRole("radio", { name: "Dark" }).isChecked()).toBe(true);
      expect(await paper(page)).toBe(DARK);
      await expect.poll(() => ink(page)).toBe("rgb(228, 231, 235)");
      await page.keyboard.press("ArrowLeft");
      expect(await paper(page)).toBe(WHITE);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await paper(page)).toBe(WHITE);
      await page.keyboard.press("ArrowLeft");
      expect(await paper(page)).toBe(DARK);
      expect(noise).toEqual([]);
    });

    test("are remembered, from the first moment that the page is there, and tell the browser's own bars", async () => {
      const { page } = await pages.open(FILE, { ...WIDE, colorScheme: "light" });
      await page.getByRole("radio", { name: "Dark" }).click();
      await page.addInitScript(`new MutationObserver((_, observer) => {
        if (document.body === null) return;
        window.atFirst = getComputedStyle(document.documentElement).backgroundColor;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true })`);
      // What is kept may reach the browser's store a moment later.
      const atFirst = async () => {
        await page.reload();
        return ask(page, "atFirst");
      };
      await expect.poll(atFirst).toBe(DARK);
      expect(await page.getByRole("radio", { name: "Dark" }).isChecked()).toBe(true);
      expect(
        await ask(
          page,
          "[...document.querySelectorAll('meta[name=theme-color]')].map(({ content }) => content)",
        ),
      ).toEqual(["#14181d", "#14181d"]);
      await page.getByRole("radio", { name: "System" }).click();
      await page.reload();
      expect(await paper(page)).toBe(WHITE);
      expect(
        await ask(
          page,
          "[...document.querySelectorAll('meta[name=theme-color]')].map(({ content }) => content)",
        ),
      ).toEqual(["#ffffff", "#14181d"]);
    });

    test("change where nothing can be kept, too", async () => {
      const { page, noise } = await pages.open(FILE, WIDE);
      await page.addInitScript(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
      );
      await page.reload();
      await allDrawn(page);
      await page.getByRole("radio", { name: "Dark" }).click();
      expect(await paper(page)).toBe(DARK);
      expect(noise).toEqual([]);
    });

    test("are light on paper, whatever was chosen", async () => {
      const { page } = await pages.open(FILE, { ...WIDE, colorScheme: "dark" });
      await page.getByRole("radio", { name: "Dark" }).click();
      await page.emulateMedia({ media: "print" });
      await ask(page, "dispatchEvent(new Event('beforeprint'))");
      expect(await paper(page)).toBe(WHITE);
      await expect.poll(() => ink(page)).toBe("rgb(27, 31, 36)");
    });
  });

  describe("its contents", () => {
    test("stay beside the text and mark the section that is read", async () => {
      const { page } = await pages.open(FILE, WIDE);
      const current = () =>
        ask(page, "[...document.querySelectorAll('[aria-current]')].map((link) => link.textContent)");
      expect(await current()).toEqual([]);
      for (const [id, name] of [
        ["outputs", "Outputs"],
        ["text", "Text"],
      ]) {
        await ask(page, `document.getElementById("${id}").scrollIntoView()`);
        await expect.poll(current).toEqual([name]);
        const top = await ask<number>(
          page,
          "document.querySelector('.contents').getBoundingClientRect().top",
        );
        expect(top).toBe(0);
      }
      await ask(page, "scrollTo(0, document.documentElement.scrollHeight)");
      await expect.poll(current).toEqual(["About this report"]);
      await page.locator(".contents").getByRole("link", { name: "Sources" }).click();
      await expect.poll(current).toEqual(["Sources"]);
    });

    test("never lie under a wide table", async () => {
      const { page } = await pages.open(FILE, WIDE);
      const edges = await ask<number[]>(
        page,
        `(() => {
          const cell = document.querySelector('.scroll tbody td');
          cell.textContent = 'wide'.repeat(200);
          const boxes = [...document.querySelectorAll('.scroll')].map((box) => box.getBoundingClientRect());
          return [Math.min(...boxes.map((box) => box.left).filter(Boolean)), Math.max(...boxes.map((box) => box.right))];
        })()`,
      );
      const right = await ask<number>(
        page,
        "document.querySelector('.contents').getBoundingClientRect().right",
      );
      expect(edges[0]).toBeGreaterThan(right);
      expect(edges[1]).toBeLessThanOrEqual(1280);
      expect(await ask(page, "document.documentElement.scrollWidth")).toBe(1280);
    });

    test("are folded on a phone until they are asked for, and fold again behind the reader", async () => {
      const { page } = await pages.open(FILE, PHONE);
      const list = page.locator("#report-contents");
      const button = page.getByRole("button", { name: "Contents" });
      expect(await list.isVisible()).toBe(false);
      expect(await button.getAttribute("aria-expanded")).toBe("false");
      await button.press("Enter");
      expect(await button.getAttribute("aria-expanded")).toBe("true");
      await list.getByRole("link", { name: "Outputs" }).click();
      expect(await list.isVisible()).toBe(false);
      expect(await ask(page, "location.hash")).toBe("#outputs");
    });

    test("lie open where scripts do not run, and what needs scripts is not there", async () => {
      const { page } = await pages.open(FILE, { ...PHONE, javaScriptEnabled: false });
      expect(await page.locator("#report-contents").isVisible()).toBe(true);
      for (const button of await page.locator("button, fieldset").all())
        expect(await button.isVisible()).toBe(false);
    });
  });

  test("shows all code and hides it again", async () => {
    const { page } = await pages.open(FILE, WIDE);
    const open = () => ask(page, "document.querySelectorAll('details.code[open]').length");
    const all = await ask(page, "document.querySelectorAll('details.code').length");
    expect(await open()).toBe(0);
    await page.getByRole("button", { name: "Show all code" }).press("Enter");
    expect(await open()).toBe(all);
    await page.locator("details.code summary").first().click();
    await page.getByRole("button", { name: "Show all code" }).click();
    await page.getByRole("button", { name: "Hide all code" }).click();
    expect(await open()).toBe(0);
  });

  test("leads from a figure to its source and back", async () => {
    const { page } = await pages.open(FILE, WIDE);
    const link = page.locator(".finding a").first();
    await link.press("Enter");
    expect(await ask(page, "document.querySelector(':target').id")).toBe("source-wipo");
    await page.getByRole("button", { name: "Back to the text" }).press("Enter");
    expect(await ask(page, "document.activeElement === document.querySelector('.finding a')")).toBe(true);
    expect(await page.getByRole("button", { name: "Back to the text" }).count()).toBe(0);
  });

  test("draws what is in sight before all else", async () => {
    const { page } = await pages.open(FILE, PHONE);
    await page.addInitScript(`window.order = [];
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          if (target.matches('.plot.drawn')) order.push([target.parentNode.id, document.querySelectorAll('.plot:empty').length]);
        }
      }).observe(document, { attributeFilter: ['class'], subtree: true })`);
    await page.reload();
    await allDrawn(page);
    const order = await ask<[string, number][]>(page, "order");
    // When the first is there, the others are not begun.
    expect(order[0]).toEqual(["figure-1", 3]);
    expect(order).toHaveLength(4);
  });

  test("keeps the room that a chart will take, so that nothing moves when it is drawn", async () => {
    const { page } = await pages.open(FILE, WIDE);
    const differences = await ask<number[]>(
      page,
      "[...document.querySelectorAll('.plot')].map((plot) => Math.abs(plot.getBoundingClientRect().height - parseFloat(plot.style.minHeight)))",
    );
    for (const difference of differences) expect(difference).toBeLessThan(1);
  });

  test("hides on paper what is of no use there, and cuts no chart", async () => {
    const { page } = await pages.open(FILE, { viewport: { width: 680, height: 960 } });
    await page.emulateMedia({ media: "print" });
    await ask(page, "dispatchEvent(new Event('beforeprint'))");
    for (const hidden of [".bar", ".contents", "details.code", ".tools", ".notices", ".published"]) {
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
    }
    expect(await page.locator(".foot").innerText()).toContain("What made this report");
    expect(
      await ask(
        page,
        "getComputedStyle(document.querySelector('.sources a[href^=http]'), '::after').content",
      ),
    ).toContain("https://www.wipo.int/");
    // A longer head would send the first chart to a sheet of its own.
    const sizes =
      "['h1', '.finding'].map((mark) => parseFloat(getComputedStyle(document.querySelector(mark)).fontSize))";
    expect(await ask(page, sizes)).toEqual([24.5, expect.closeTo(16.1, 1)]);
    expect(await ask(page, "getComputedStyle(document.querySelector('caption')).breakInside")).toBe("avoid");
    const charts = await ask<{ inside: string; height: number; right: number }[]>(
      page,
      `[...document.querySelectorAll('.chart .plot')].map((plot) => ({
        inside: getComputedStyle(plot).breakInside,
        height: plot.closest('figure').getBoundingClientRect().height,
        right: plot.querySelector('svg').getBoundingClientRect().right,
      }))`,
    );
    expect(charts).toHaveLength(4);
    for (const { inside, height, right } of charts) {
      expect(inside).toBe("avoid");
      expect(height).toBeLessThan(960);
      expect(right).toBeLessThanOrEqual(680);
    }
  });
});
