import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { violationsOf } from "../../support/axe.js";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { PART } from "./guard-support.js";
import { serve } from "./support.js";

describe.skipIf(!hasBrowser)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    return context.newPage();
  }

  it("the link logs in, and leaves no token in the address nor a login that scripts can read", async () => {
    const server = await serve([PART]);
    const page = await open();
    await page.goto(server.address.replace("/?", "/tree?"));
    expect(page.url()).toBe(`${server.origin}/tree`);
    expect(await page.textContent("body")).toBe("a page");
    expect(await page.evaluate("document.cookie")).toMatch(/^_xsrf=[0-9a-f]{32}$/);
  });

  it("a page of ours reads, writes with its header alone, and opens a WebSocket", async () => {
    const server = await serve([PART]);
    const page = await open();
    await page.goto(server.address.replace("/?", "/tree?"));
    const write = (headers: string) =>
      page.evaluate(
        `fetch("/api/write", { method: "POST", headers: ${headers} }).then((reply) => reply.status)`,
      );
    expect(await page.evaluate('fetch("/api/secret").then((reply) => reply.status)')).toBe(200);
    expect(await write('{ "X-XSRFToken": document.cookie.slice("_xsrf=".length) }')).toBe(200);
    expect(await write("{}")).toBe(403);
    expect(await page.evaluate(connection(server.origin))).toBe("open");
  });

  it.each(["127.0.0.1", "localhost"])(
    "a page on another port of %s reads, writes and connects to nothing, but may lead to us",
    async (host) => {
      const server = await serve([PART]);
      const page = await open();
      await page.goto(server.address.replace("/?", "/tree?"));
      await page.goto(await stranger(host, `<a href="${server.origin}/tree">a link</a>`));
      for (const init of [{}, { mode: "no-cors" }, { mode: "no-cors", method: "POST", body: "{}" }]) {
        for (const path of ["/api/secret", "/api/write", "/tree"]) {
          const asked = `fetch(${JSON.stringify(server.origin + path)}, ${JSON.stringify({ credentials: "include", ...init })})`;
          expect(await page.evaluate(`${asked}.then((reply) => reply.type, () => "refused")`)).toBe(
            "refused",
          );
        }
      }
      expect(await page.evaluate(connection(server.origin))).toBe("refused");
      await page.click("a");
      await page.waitForURL(`${server.origin}/tree`);
      expect(await page.textContent("body")).toBe("a page");
    },
  );

  it("the link logs in also where a page of another site leads to it", async () => {
    const server = await serve([PART]);
    const page = await open();
    await page.goto(
      await stranger("localhost", `<a href="${server.address.replace("/?", "/tree?")}">a link</a>`),
    );
    await page.click("a");
    await page.waitForURL(`${server.origin}/tree`);
    expect(await page.textContent("body")).toBe("a page");
  });

  it.each([
    { colorScheme: "light", viewport: { width: 1280, height: 800 } },
    { colorScheme: "dark", viewport: { width: 320, height: 640 } },
  ] as const)(
    "the login page can be read and used in $colorScheme at $viewport.width pixels",
    async (look) => {
      const server = await serve([PART]);
      const page = await open(look);
      await page.goto(`${server.origin}/tree`);
      await page.keyboard.type("wrong");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[role=alert]");
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(look.viewport.width);
      await page.fill("#token", server.address);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${server.origin}/tree`);
      expect(await page.textContent("body")).toBe("a page");
    },
  );
});

/** The address of a page that is not ours. */
async function stranger(host: string, content: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(content);
  });
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}/`;
}

/** A script that says whether a WebSocket opens. */
function connection(origin: string): string {
  const address = JSON.stringify(`${origin.replace("http", "ws")}/api/socket`);
  return `new Promise((resolve) => {
    const socket = new WebSocket(${address});
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  })`;
}
