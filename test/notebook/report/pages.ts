import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { openBrowser } from "../../support/browser.js";

const WAIT = { timeout: 20_000 };

export interface Opened {
  readonly page: Page;
  /** What the browser complained of, and every address but the file's own. */
  readonly noise: string[];
}

/** Pages in a folder of their own, and a browser without a network to open them in. */
export interface Pages {
  readonly folder: string;
  write(file: string, html: string): void;
  /** Opens a page; `drawn` waits until all its charts are there. */
  open(file: string, options?: BrowserContextOptions, drawn?: boolean): Promise<Opened>;
  close(): Promise<void>;
}

export async function newPages(): Promise<Pages> {
  const folder = mkdtempSync(join(tmpdir(), "report-pages-"));
  const browser: Browser = await openBrowser();
  return {
    folder,
    write: (file, html) => writeFileSync(join(folder, file), html),
    open: async (file, options = {}, drawn = true) => {
      const context = await browser.newContext({ offline: true, ...options });
      const page = await context.newPage();
      const noise: string[] = [];
      const address = pathToFileURL(join(folder, file)).href;
      page.on("console", (message) => noise.push(message.text()));
      page.on("pageerror", (error) => noise.push(error.message));
      page.on("request", (request) => {
        const url = request.url();
        if (url !== address && !/^(?:data|blob):/.test(url)) noise.push(url);
      });
      await page.goto(address);
      if (drawn && options.javaScriptEnabled !== false) await allDrawn(page);
      return { page, noise };
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Evaluates an expression in the page. */
export function ask<T>(page: Page, expression: string): Promise<T> {
  return page.evaluate(expression) as Promise<T>;
}

/** Waits for all charts. The page's policy forbids what Playwright's own way of waiting does. */
export async function allDrawn(page: Page): Promise<void> {
  await expect.poll(() => ask(page, "document.querySelectorAll('.plot:not(.drawn)').length"), WAIT).toBe(0);
}
