import { readFileSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNotebook, type JsonObject, type Notebook } from "../../../lib/notebook/nbformat/index.js";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { temporaryFolder } from "../cli/tsnb.js";
import { ELSEWHERE, PAYLOADS } from "../hostile/payloads.js";
import { notebookOf } from "../run/support.js";
import { type NotebookPage, visit } from "./notebook-page.js";
import { newProject } from "./project.js";
import { type Served, serve } from "./server.js";

const HTML = `import { display } from "tslab";
display.html("<b>bold</b><iframe id='framed' srcdoc='inside'></iframe>");`;
const FRAME = "#framed";

describe.runIf(hasBrowser)("outputs that were saved", () => {
  const project = newProject();
  const data = temporaryFolder();
  project.notebook("trusted.ipynb", HTML);
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [served, browser] = await Promise.all([serve(project, data), openBrowser()]);
  });
  afterAll(() => browser?.close());

  const file = project.path("notebooks/trusted.ipynb");
  const opened = async (): Promise<NotebookPage> => {
    const notebook = await (await visit(browser, served)).notebook("trusted.ipynb", true);
    await notebook.output(0).locator("b").waitFor();
    return notebook;
  };
  const frames = (notebook: NotebookPage) => notebook.output(0).locator(FRAME).count();

  test("are shown as they were to the one who ran them, after a restart of the server too", async () => {
    const first = await (await visit(browser, served)).notebook("trusted.ipynb");
    await first.run(0);
    await first.output(0).locator("b").waitFor();
    expect(await frames(first)).toBe(1);
    await first.save();
    await first.page.context().close();
    await served.stop();
    served = await serve(project, data);
    const again = await opened();
    expect(await frames(again)).toBe(1);
    await again.page.context().close();
  });

  test("are cleaned before they are shown when another has changed them", async () => {
    writeFileSync(file, readFileSync(file, "utf8").replace("bold", "bolder"));
    const changed = await opened();
    expect(await changed.shown(0)).toEqual(["bolder"]);
    expect(await frames(changed)).toBe(0);
    await changed.page.getByRole("button", { name: "Not Trusted" }).waitFor();
    await changed.page.context().close();
  });

  test("are cleaned for another user's server", async () => {
    writeFileSync(file, readFileSync(file, "utf8").replace("bolder", "bold"));
    const other = await serve(project);
    const notebook = await (await visit(browser, other)).notebook("trusted.ipynb", true);
    await notebook.output(0).locator("b").waitFor();
    expect(await frames(notebook)).toBe(0);
    await notebook.page.context().close();
  });
});

describe.runIf(hasBrowser)("a stranger's notebook", () => {
  const project = newProject();
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    project.write("notebooks/hostile.ipynb", formatNotebook(hostile(PAYLOADS)));
    project.write(
      "notebooks/one.ipynb",
      formatNotebook(
        hostile(
          PAYLOADS.filter(([what]) => /^(?:a picture with a handler|pictures from elsewhere)$/.test(what)),
        ),
      ),
    );
    [served, browser] = await Promise.all([serve(project), openBrowser()]);
  });
  afterAll(() => browser?.close());

  /** Opens the notebook and gives what ran, and what was asked for elsewhere. */
  async function caught(name: string, trust: boolean, bypassCSP = false): Promise<readonly string[]> {
    const context = await browser.newContext({ bypassCSP });
    const found: string[] = [];
    const asked = (url: string, how: string) => {
      if (/^https?:/.test(url) && !url.startsWith(served.origin)) found.push(`request: ${url} ${how}`);
    };
    context.on("console", (message) => {
      if (message.text().startsWith("trap:")) found.push(message.text());
    });
    // What the page's policy refuses, or a browser asks of its own origin only, is announced and never sent.
    context.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      if (!/^(?:csp|origin)$/.test(why)) asked(request.url(), why);
    });
    context.on("requestfinished", (request) => asked(request.url(), "sent"));
    await context.addInitScript(
      `Object.defineProperty(window, "__ran", { set: (where) => console.log("trap: ran in " + where), get: () => undefined });`,
    );
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      // A link that was clicked asks whether to leave what is not saved.
      if (dialog.type() !== "beforeunload") found.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(served.address);
    await page.goto(`${served.origin}/notebooks/notebooks/${name}`);
    await page.getByText("the last cell").last().waitFor();
    if (trust) {
      await page.getByRole("button", { name: "Not Trusted" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Trust" }).click();
      await page.getByRole("button", { name: "Trusted", exact: true }).waitFor();
      await page.getByText("the last cell").last().waitFor();
    }
    await goOver(page);
    expect(new URL(page.url()).pathname).toBe(`/notebooks/notebooks/${name}`);
    await context.close();
    return found;
  }

  test("runs nothing and asks for nothing, whatever is in it and wherever one clicks", async () => {
    expect(await caught("hostile.ipynb", false)).toEqual([]);
  });

  test("runs nothing in the page even when it is trusted", async () => {
    expect(await caught("hostile.ipynb", true)).toEqual([]);
  });

  test("is caught at it as soon as the policy of the page is switched off", async () => {
    const found = await caught("one.ipynb", true, true);
    expect(found).toContainEqual(expect.stringContaining("trap: ran"));
    expect(found).toContainEqual(expect.stringContaining(`request: ${ELSEWHERE}`));
  });
});

/** Clicks each link, and moves over each element, of the outputs. */
async function goOver(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    for (const element of Document.prototype.querySelectorAll.call(document, ".jp-OutputArea-output *, .jp-RenderedMarkdown *")) {
      for (const type of ["mouseover", "mousemove", "focus"]) element.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      if (/^(?:javascript|data|vbscript):/i.test((element.getAttribute("href") ?? "").trim())) element.click?.();
    }
    await pause();
  })()`);
}

/** Each payload in markdown, in HTML, SVG, LaTeX, JSON, text and as a figure's texts; and scripts as outputs. */
function hostile(payloads: typeof PAYLOADS): Notebook {
  return notebookOf(
    ...payloads.map(([, text], index) => ({
      cell_type: "markdown" as const,
      id: `md-${index}`,
      metadata: {},
      source: text,
    })),
    ...payloads.map(([, text], index) => ({
      cell_type: "code" as const,
      id: `code-${index}`,
      metadata: {},
      execution_count: 1,
      source: `// ${text}`,
      outputs: bundlesOf(text).map((bundle) => ({
        output_type: "display_data" as const,
        data: bundle,
        metadata: {},
      })),
    })),
    { cell_type: "markdown", id: "last", metadata: {}, source: "the last cell" },
  );
}

function bundlesOf(text: string): readonly JsonObject[] {
  const figure = {
    data: [{ type: "bar", x: [text], y: [1], text: [text], name: text, hovertemplate: text }],
    layout: {
      title: { text },
      annotations: [{ text, x: 0, y: 0 }],
      images: [{ source: ELSEWHERE }],
      meta: { alt: text, caption: text },
    },
  };
  return [
    { "text/html": text },
    { "image/svg+xml": text },
    { "text/markdown": text },
    { "text/latex": text },
    { "application/javascript": text.replace(/<\/?script>/g, "") },
    { "application/vnd.plotly.v1+json": figure },
  ];
}

describe.runIf(hasBrowser)("a browser without the link", () => {
  const project = newProject();
  project.notebook("secret.ipynb", `1`);
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [served, browser] = await Promise.all([serve(project), openBrowser()]);
  });
  afterAll(() => browser?.close());

  test("is asked for the token, told when it is wrong, and led on when it is right", async () => {
    const page = await browser.newPage();
    await page.goto(`${served.origin}/notebooks/notebooks/secret.ipynb`);
    await page.getByLabel(/token/i).fill("not-the-token");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel(/token/i).fill(new URL(served.address).searchParams.get("token") ?? "");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.locator(".jp-Cell").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/notebooks/notebooks/secret.ipynb");
    expect(page.url()).not.toContain("token");
  });
});
