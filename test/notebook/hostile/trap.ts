import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser } from "../../support/browser.js";

/** Whether the page's own policy holds, or nothing but the care with which it was made. */
export type Policy = "on" | "off";

/** What is found in a page that a reader has opened, gone through, and clicked at. */
export interface Found {
  /** What ran, was asked for or refused by the policy; what waits to be clicked, or to run in another browser. */
  readonly caught: readonly string[];
  /** What went wrong in the page's own scripts. */
  readonly errors: readonly string[];
  /** The page's outermost elements, which no notebook may add to. */
  readonly skeleton: readonly string[];
  readonly page: Page;
}

export interface Trap {
  /** Opens a page of that HTML; it stays open until the next one. */
  open(html: string, policy: Policy): Promise<Found>;
  close(): Promise<void>;
}

/** A browser that notices whatever a page does beyond showing itself. */
export async function newTrap(): Promise<Trap> {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const browser: Browser = await openBrowser();
  const contexts = {
    on: await browser.newContext({ offline: true }),
    off: await browser.newContext({ offline: true, bypassCSP: true }),
  };
  let before: Page | undefined;
  let count = 0;
  return {
    async open(html, policy) {
      await before?.close();
      const file = join(folder, `page-${++count}.html`);
      writeFileSync(file, policy === "on" ? html : withoutPolicy(html));
      const { page, caught, errors } = await watched(contexts[policy], pathToFileURL(file).href);
      before = page;
      await gone(page);
      return { page, errors, caught: [...caught, ...(await audit(page))], skeleton: await skeleton(page) };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withoutPolicy(html: string): string {
  const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n/, "");
  if (bare === html) throw new Error("the page has no policy that could be switched off");
  return bare;
}

async function watched(
  context: BrowserContext,
  address: string,
): Promise<{ page: Page; caught: string[]; errors: string[] }> {
  const page = await context.newPage();
  const caught: string[] = [];
  const errors: string[] = [];
  const own = (url: string) => url.split("#")[0] === address || /^(?:data|blob):/.test(url);
  page.on("console", (message) => {
    const text = message.text();
    if (text.startsWith("trap:")) caught.push(text);
    else if (message.type() === "error") errors.push(text);
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => {
    caught.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!own(request.url())) caught.push(`request: ${request.url()}`);
  });
  page.on("framenavigated", (frame) => {
    if (!own(frame.url())) caught.push(`navigation: ${frame.url()}`);
  });
  page.on("popup", (other) => caught.push(`popup: ${other.url()}`));
  page.on("download", (download) => caught.push(`download: ${download.url()}`));
  await page.addInitScript(`
    Object.defineProperty(window, "__ran", { set: (where) => console.log("trap: ran in " + where), get: () => undefined });
    addEventListener("securitypolicyviolation", (event) => console.log("trap: policy " + event.violatedDirective + " " + event.blockedURI));
    Object.defineProperty(Object.prototype, "polluted", { set: () => console.log("trap: polluted"), get: () => undefined, configurable: true });
  `);
  await page.goto(address);
  return { page, caught, errors };
}

/** Waits until each chart is drawn or given up, opens what is folded, and moves and clicks over the charts. */
async function gone(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const look = () => [...document.querySelectorAll("div.plot")].every((plot) => plot.matches(".drawn") || /could not be drawn/.test(plot.textContent))
      ? resolve() : setTimeout(look, 50);
    look();
  })`);
  await page.evaluate(`(async () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    for (const plot of document.querySelectorAll("div.plot")) {
      for (const selector of [".updatemenu-header", ".updatemenu-button", ".slider-rail-touch-rect", ".legendtoggle", ".point path", ".bars path", ".annotation text"]) {
        for (const target of plot.querySelectorAll(selector)) {
          const { x, y, width, height } = target.getBoundingClientRect();
          const at = { bubbles: true, cancelable: true, view: window, clientX: x + width / 2, clientY: y + height / 2 };
          for (const type of ["mouseover", "mousemove", "mousedown", "mouseup", "click"]) target.dispatchEvent(new MouseEvent(type, at));
          await pause();
        }
      }
    }
  })()`);
}

/** Whatever stands in the page's tree that has no business there. */
function audit(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("body, body *")].flatMap((element) => {
    const found = [];
    const name = element.localName;
    if (/^(?:iframe|frame|frameset|object|embed|applet|base|link|form|meta|audio|video|source|foreignobject|animate|set|maction|plaintext|xmp|style)$/.test(name) && !element.closest("svg.main-svg defs"))
      found.push("element: " + name);
    for (const attribute of element.attributes) {
      const value = attribute.value.trim();
      if (/^on/i.test(attribute.name)) found.push("handler: " + attribute.name + "=" + value);
      if (/^(?:srcset|background|poster|action|formaction|ping|srcdoc|data|autofocus)$/i.test(attribute.name)) found.push("attribute: " + attribute.name + "=" + value);
      if (/^(?:src|xlink:href|href)$/i.test(attribute.name)) {
        const good = name === "a" ? /^(?:https?:|mailto:|#|[^/\\\\:]+[.]html(?:#.*)?$)/i.test(value) : /^(?:data:image[/]|#)/.test(value);
        if (!good && value !== "") found.push("address: " + name + " " + value);
      }
      if (attribute.name === "style" && /url\\((?!["']?(?:#|data:))/.test(value)) found.push("style: " + value);
    }
    return found;
  })`) as Promise<string[]>;
}

// Without what a page has only at times: descriptions, a table of contents, sources.
function skeleton(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("head > :not(meta[name], meta[property], meta[http-equiv=Content-Security-Policy]), body, body > *, .page > *, main > header")]
    .map(({ localName, className }) => localName + "." + className)
    .filter((name) => name !== "nav.contents")`) as Promise<string[]>;
}
