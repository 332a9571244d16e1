import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { notebookPage, type Visit, visit } from "./notebook-page.js";
import { newProject } from "./project.js";
import { serve } from "./server.js";

const IMPORTS = `import { METRICS } from "innovation-clusters";
import { md } from "tslab-notebook";
md\`There are \${METRICS.length} metrics.\`;`;

describe.runIf(hasBrowser)("the list of files in the browser", () => {
  const project = newProject();
  project.notebook("first.ipynb", `1 + 1`);
  project.write("notebooks/notes.md", "# Notes\n");
  project.write("notebooks/inner/deep.md", "# Deep\n");
  let browser: Browser;
  let visitor: Visit;
  let tree: Page;
  /** Where the notebook that was made is. */
  let made = "";

  beforeAll(async () => {
    const [served, opened] = await Promise.all([serve(project), openBrowser()]);
    browser = opened;
    visitor = await visit(browser, served);
    tree = visitor.tree;
    await row("first.ipynb").waitFor();
  });
  afterAll(() => browser?.close());

  const row = (name: string) =>
    tree.locator(".jp-DirListing-item").filter({ hasText: new RegExp(`^${name}`) });
  const names = () => tree.locator(".jp-DirListing-itemName").allInnerTexts();
  const action = async (name: string, label: string) => {
    await row(name).click({ button: "right" });
    await tree.locator(".lm-Menu-item:visible").filter({ hasText: label }).first().click();
  };
  const opens = async (act: () => Promise<void>): Promise<Page> => {
    const [page] = await Promise.all([visitor.context.waitForEvent("page"), act()]);
    return page;
  };

  test("begins in the folder of the notebooks, and shows nothing of what is hidden", async () => {
    expect(new URL(tree.url()).pathname).toBe("/tree/notebooks");
    expect(await names()).toEqual(["inner", "first.ipynb", "notes.md"]);
  });

  test("opens with a folder inside of the notebooks', and takes it for no file", async () => {
    const page = await visitor.context.newPage();
    await page.goto(new URL("/tree/notebooks/inner", tree.url()).href);
    await page.locator(".jp-DirListing-item").filter({ hasText: "deep.md" }).waitFor();
    // What would be opened is asked for by its own name as soon as the page has started.
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.close();
  });

  test("opens a notebook with a double click, ready to run", async () => {
    const notebook = await notebookPage(await opens(() => row("first.ipynb").dblclick()));
    await notebook.run(0);
    expect(await notebook.shown(0)).toEqual(["2"]);
    await notebook.page.close();
  });

  test("makes a notebook that has its kernel without being asked, and finds both packages", async () => {
    const page = await opens(async () => {
      await tree.getByText("New", { exact: true }).click();
      await tree.locator(".lm-Menu-item").filter({ hasText: "TypeScript" }).click();
    });
    const notebook = await notebookPage(page);
    expect(await notebook.dialog().count()).toBe(0);
    made = decodeURIComponent(new URL(page.url()).pathname.replace("/notebooks/", ""));
    expect(made).toMatch(/^notebooks\/[^/]+\.ipynb$/);
    await notebook.type(0, IMPORTS);
    await notebook.run(0);
    expect(await notebook.shown(0)).toEqual(["There are 3 metrics."]);
    await notebook.save();
    await page.close();
    expect(JSON.parse(readFileSync(project.path(made), "utf8"))).toMatchObject({
      metadata: { kernelspec: { name: "tslab-notebook" } },
      nbformat_minor: 5,
    });
  });

  test("renames", async () => {
    const [, old = ""] = /([^/]+)$/.exec(made) ?? [];
    await action(old, "Rename");
    await tree.keyboard.press("Control+A");
    await tree.keyboard.insertText("renamed.ipynb");
    await tree.keyboard.press("Enter");
    await row("renamed.ipynb").waitFor();
    expect(existsSync(project.path("notebooks/renamed.ipynb"))).toBe(true);
    expect(existsSync(project.path(made))).toBe(false);
  });

  test("duplicates", async () => {
    await action("first.ipynb", "Duplicate");
    await row("first-Copy1.ipynb").waitFor();
    expect(readFileSync(project.path("notebooks/first-Copy1.ipynb"), "utf8")).toContain("1 + 1");
  });

  test("deletes when told so twice", async () => {
    await action("first-Copy1.ipynb", "Delete");
    await tree
      .getByRole("dialog")
      .getByRole("button", { name: /Delete|Trash/ })
      .click();
    await row("first-Copy1.ipynb").waitFor({ state: "detached" });
    expect(readdirSync(project.path("notebooks"))).not.toContain("first-Copy1.ipynb");
  });

  test("takes a file that is uploaded, byte for byte", async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    const [chooser] = await Promise.all([
      tree.waitForEvent("filechooser"),
      tree.getByText("Upload", { exact: true }).click(),
    ]);
    await chooser.setFiles({ name: "table.bin", mimeType: "application/octet-stream", buffer: bytes });
    await row("table.bin").waitFor();
    await expect.poll(() => readFileSync(project.path("notebooks/table.bin")).equals(bytes)).toBe(true);
  });

  test("hands a file out as it is", async () => {
    const [download] = await Promise.all([tree.waitForEvent("download"), action("notes.md", "Download")]);
    expect(download.suggestedFilename()).toBe("notes.md");
    expect(readFileSync(await download.path(), "utf8")).toBe("# Notes\n");
  });

  test("shows a file that came to be outside of the browser after a refresh", async () => {
    project.write("notebooks/later.csv", "a,b\n1,2\n");
    await tree.getByRole("button", { name: /refresh/i }).click();
    await row("later.csv").waitFor();
  });

  test("lists the kernels that run, and shuts one down", async () => {
    await tree.getByRole("tab", { name: "Running" }).click();
    const running = tree.getByRole("tabpanel", { name: "Running" });
    const kernel = running.getByRole("treeitem", { name: /^first\.ipynb \(/ });
    await kernel.getByText(/^first\.ipynb \(/).hover();
    await kernel.getByRole("button").first().click();
    await kernel.waitFor({ state: "detached" });
  });

  test("leaves no complaint in the browser", () => {
    expect(visitor.complaints).toEqual([]);
  });
});
