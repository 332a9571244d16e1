import { readFileSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { type Calling, call, temporaryFolder, writeNotebook } from "../cli/tsnb.js";

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);
const SLOW = { timeout: 30_000 };

/** A notebook whose first cell counts how often it was run in its kernel. */
const notebook = (last: string, finding = "first") =>
  writeNotebook(
    at("n.ipynb"),
    `import { readFileSync } from "node:fs";
import { half } from "./helper";
const started: number = ((globalThis as any).started ?? 0) + 1;
(globalThis as any).started = started;`,
    `console.log("table:", readFileSync("table.csv", "utf8").trim());`,
    `console.log("filler\\n".repeat(400));`,
    `console.log("started", started, "half", half(10), "${finding}");\n${last}`,
  );

let calling: Calling;
let address = "";
let said = "";

beforeAll(async () => {
  writeFileSync(at("table.csv"), "one");
  writeFileSync(at("helper.ts"), "export const half = (n: number): number => n / 2;\n");
  notebook("");
  calling = call(["report", "n.ipynb", "--watch"], folder);
  calling.child.stderr?.on("data", (text: string) => {
    said += text;
  });
  await calling.says("Ctrl-C");
  address = /http:\S+/.exec(said)?.[0] ?? "";
});
afterAll(async () => {
  calling.child.kill("SIGINT");
  await calling.ended;
});

const report = () => readFileSync(at("reports", "n.html"), "utf8");
const executed = () => parseNotebook(readFileSync(at("reports", "n.ipynb"), "utf8"), "n");
/** Numbers in `In[…]` of the executed cells. */
const counts = () =>
  executed().cells.map((cell) => (cell.cell_type === "code" ? cell.execution_count : undefined));

describe("tsnb report --watch", () => {
  test("runs again from the first cell that has changed, in the kernel that it has", async () => {
    expect(counts()).toEqual([1, 2, 3, 4]);
    notebook("", "second");
    await expect.poll(report, SLOW).toContain("started 1 half 5 second");
    expect(counts()).toEqual([1, 2, 3, 5]);
  });

  test("runs again from the first cell that reads a file which has changed", async () => {
    writeFileSync(at("table.csv"), "two");
    await expect.poll(report, SLOW).toContain("table: two");
    expect(counts()).toEqual([1, 6, 7, 8]);
    expect(report()).toContain("started 1");
  });

  test("takes the project's code as it is now, from the cell that imports it", async () => {
    writeFileSync(at("helper.ts"), "export const half = (n: number): number => n * 50;\n");
    await expect.poll(report, SLOW).toContain("started 2 half 500 second");
    expect(counts()).toEqual([9, 10, 11, 12]);
  });

  test("says which cell and line failed, goes on watching, and runs that cell again", async () => {
    notebook('throw new Error("broken");');
    await expect.poll(() => said, SLOW).toContain("n.ipynb: cell 4, line 2: Error: broken");
    await expect.poll(report, SLOW).toContain("Error: broken");
    notebook("", "mended");
    await expect.poll(report, SLOW).toContain("started 2 half 500 mended");
    expect(counts().slice(0, 3)).toEqual([9, 10, 11]);
  });

  test("says in one line that the file is no notebook for now, and goes on", async () => {
    writeFileSync(at("n.ipynb"), '{"cells": [');
    await expect.poll(() => said, SLOW).toContain("n.ipynb: not JSON");
    notebook("", "again");
    await expect.poll(report, SLOW).toContain("500 again");
  });

  test("starts another kernel when a cell has ended the one it had", async () => {
    notebook("process.exit(3);");
    await expect.poll(() => said, SLOW).toContain("KernelDied");
    notebook("", "alive");
    await expect.poll(report, SLOW).toContain("started 1 half 500 alive");
    expect(counts()).toEqual([1, 2, 3, 4]);
  });
});

describe("the page of watched reports", () => {
  /** Asks the server in a way that no browser would. */
  function ask(path: string, headers: IncomingHttpHeaders = {}, method = "GET") {
    const { port, host } = new URL(address);
    return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders }>((resolve, reject) => {
      const asked = request({ port, path, method, headers: { host, ...headers } }, (response) => {
        response.destroy();
        resolve({ status: response.statusCode, headers: response.headers });
      });
      asked.once("error", reject).end();
    });
  }
  const secret = () => new URL(address).pathname;

  test("is on the loopback interface only, under a secret address", () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/$/);
  });

  test.each([
    ["the report", "n.html", 200],
    ["the index", "index.html", 200],
    ["the executed notebook", "n.ipynb", 404],
    ["what is kept of runs", ".tsnb", 404],
    ["a file above the folder", "..%2Fn.ipynb", 404],
    ["a file above the folder, as a path", "../n.ipynb", 404],
    ["a report that was not made here", "other.html", 404],
    ["an address that cannot be decoded", "%E0%A4%A", 404],
  ])("serves %s (%s): %d", async (_, path, status) => {
    writeFileSync(at("reports", "other.html"), "other");
    expect(await ask(secret() + path)).toMatchObject({ status });
  });

  test("serves nothing without the secret, under another name, or to another method", async () => {
    expect(await ask("/n.html")).toMatchObject({ status: 404 });
    expect(await ask(`/${"x".repeat(24)}/n.html`)).toMatchObject({ status: 404 });
    expect(await ask(secret(), { host: "evil.example" })).toMatchObject({ status: 404 });
    expect(await ask(secret(), {}, "POST")).toMatchObject({ status: 404 });
  });

  test("lets nobody frame it, guess types, keep it, or learn its address", async () => {
    const { headers } = await ask(secret());
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  describe.runIf(hasBrowser)("in a browser", () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser();
      page = await browser.newPage();
      await page.goto(address);
    });
    afterAll(() => browser.close());

    const shown = () => page.frames()[1]?.locator("body").innerText() ?? Promise.resolve("");
    const place = () => page.frames()[1]?.evaluate("scrollY") ?? Promise.resolve(0);

    test("shows the report, and shows it anew where the reader stands when it has changed", async () => {
      await expect.poll(shown, SLOW).toContain("500 alive");
      await page.frames()[1]?.evaluate("scrollTo({ top: 700, behavior: 'instant' })");
      notebook("", "refreshed");
      await expect.poll(shown, SLOW).toContain("500 refreshed");
      await expect.poll(place, SLOW).toBe(700);
      await expect.poll(() => page.getByRole("status").innerText(), SLOW).toMatch(/^n: done in \d/);
    });

    test("says which cell failed", async () => {
      notebook('throw new Error("seen");');
      await expect
        .poll(() => page.getByRole("status").innerText(), SLOW)
        .toBe("n: cell 4 failed: Error: seen");
    });
  });
});

test("Ctrl-C ends it with 130", async () => {
  const other = call(["report", "n.ipynb", "--watch", "--out", "other"], folder);
  await other.says("Ctrl-C");
  other.child.kill("SIGINT");
  expect(await other.ended).toMatchObject({ code: 130, stdout: "" });
});

test("a port that is taken is one line and exit code 2", async () => {
  const { port } = new URL(address);
  const { code, stderr } = await call(["report", "n.ipynb", "--watch", "--port", port, "--out", "o"], folder)
    .ended;
  expect(code).toBe(2);
  expect(stderr).toContain(`Port ${port} cannot be used (EADDRINUSE). Choose another: --port.`);
});
