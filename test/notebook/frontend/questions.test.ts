import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { type Visit, visit } from "./notebook-page.js";
import { newProject, places } from "./project.js";
import { type Served, serve } from "./server.js";

const CELLS = {
  name: `console.log("Hello " + prompt("Name?"));`,
  lost: `console.log("Good-bye " + prompt("Who?"));`,
  after: `console.log("on");`,
};
const AT = places(CELLS);

describe.runIf(hasBrowser)("a cell that asks in the browser", () => {
  const project = newProject();
  project.notebook("questions.ipynb", ...Object.values(CELLS));
  let browser: Browser;
  let served: Served;
  let visitor: Visit;

  beforeAll(async () => {
    [served, browser] = await Promise.all([serve(project), openBrowser()]);
    visitor = await visit(browser, served);
  });
  afterAll(() => browser?.close());

  test("shows Jupyter's own box below the cell, and goes on with what is typed into it", async () => {
    const notebook = await visitor.notebook("questions.ipynb");
    await notebook.start(AT.name);
    const box = notebook.cell(AT.name).locator(".jp-Stdin-input");
    await box.waitFor();
    expect(await notebook.cell(AT.name).locator(".jp-Stdin-prompt").innerText()).toContain("Name?");
    await box.fill("Ada");
    await box.press("Enter");
    await notebook.ended(AT.name);
    await expect.poll(async () => (await notebook.shown(AT.name)).join("\n")).toContain("Hello Ada");
    // The box goes a while after its answer, and takes the keys until then.
    await box.waitFor({ state: "detached" });
    await notebook.cell(AT.name).locator(".cm-content").click();
    await notebook.save();
  });

  test("fails when the page is loaded anew before the answer, and the kernel is free for the next cell", async () => {
    const first = await visitor.notebook("questions.ipynb");
    await first.start(AT.lost);
    await first.cell(AT.lost).locator(".jp-Stdin-input").waitFor();
    await first.page.reload();
    const again = await visitor.notebook("questions.ipynb");
    await again.run(AT.after);
    expect(await again.shown(AT.after)).toEqual(["on"]);
  });
});
