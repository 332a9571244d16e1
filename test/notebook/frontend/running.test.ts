import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser } from "../../support/browser.js";
import { type NotebookPage, type Visit, visit } from "./notebook-page.js";
import { markdown, newProject, places } from "./project.js";
import { serve } from "./server.js";

const STREAM = `import * as fs from "fs";
console.log("first");
while (!fs.existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 20));
console.log("second");`;

const SHOWN = `import { md, plot, table } from "tslab-notebook";
plot({
  data: [{ type: "bar", x: ["Shenzhen", "Tokyo"], y: [3, 2] }],
  layout: { title: { text: "Shenzhen is ahead" }, meta: { alt: "Two bars", table: { columns: ["cluster", "share"], rows: [["Tokyo", 2]] } } },
});
table([{ cluster: "Tokyo", share: 2.5 }]);
md\`The share is **\${2.5}** percent, for $\\frac{1}{2}$ of it.\`;`;

const CELLS = {
  plain: `let count = 1; console.log("ran"); count`,
  streaming: STREAM,
  showing: SHOWN,
  typeError: `const row: { name: string } = ([] as any[]).at(0);
row.name;`,
  compileError: `const text: string = 1;`,
  rejection: `Promise.reject(new RangeError("out of range")); 1`,
  timer: `setTimeout(() => { throw new Error("from a timer"); }, 0); 1`,
  waiting: `console.log("waiting"); await new Promise((resolve) => setTimeout(resolve, 600_000));`,
  loop: `console.log("looping"); for (;;) {}`,
  alive: `"alive " + count`,
  endless: `console.log("stuck"); await null; for (;;) {}`,
  fresh: `"fresh " + typeof count`,
  exit: `process.exit(3)`,
};
const AT = places(CELLS);

describe.runIf(hasBrowser)("cells that are run in the browser", () => {
  const project = newProject();
  project.notebook("running.ipynb", ...Object.values(CELLS));
  project.notebook("early.ipynb", `"early"`);
  project.notebook(
    "all.ipynb",
    `const a = 2;`,
    markdown("# Half $\\frac{1}{2}$"),
    `a * 21`,
    `throw new Error("stop here")`,
    `"not run"`,
  );
  let browser: Browser;
  let visitor: Visit;
  let notebook: NotebookPage;

  beforeAll(async () => {
    const [served, opened] = await Promise.all([serve(project), openBrowser()]);
    browser = opened;
    visitor = await visit(browser, served);
    notebook = await visitor.notebook("running.ipynb");
  });
  afterAll(() => browser?.close());

  const text = (index: number) => notebook.shown(index);

  test("show what they print, and their last value, below them", async () => {
    await notebook.run(AT.plain);
    expect(await text(AT.plain)).toEqual(["ran", "1"]);
    expect(await notebook.prompt(AT.plain)).toMatch(/^\[\d+\]:$/);
  });

  test("show what they have printed while they go on", async () => {
    await notebook.start(AT.streaming);
    await expect.poll(() => text(AT.streaming)).toEqual(["first"]);
    expect(await notebook.prompt(AT.streaming)).toBe("[*]:");
    project.write("notebooks/go", "");
    await notebook.ended(AT.streaming);
    expect(await text(AT.streaming)).toEqual(["first\nsecond"]);
  });

  test("show charts, tables, and markdown with formulas", async () => {
    await notebook.run(AT.showing);
    const [chart, rows, prose] = [0, 1, 2].map((nth) => notebook.output(AT.showing).nth(nth));
    await chart?.locator("svg.main-svg .bars .point").nth(1).waitFor();
    expect(await chart?.getByRole("img", { name: "Two bars" }).count()).toBe(1);
    expect(await rows?.getByRole("cell").allInnerTexts()).toEqual(["Tokyo", "2.50"]);
    expect(await prose?.locator("strong").allInnerTexts()).toEqual(["2.50"]);
    await prose?.locator("mjx-container mjx-mfrac").waitFor();
  });

  test("show a TypeError with its name, its message and a trace that leads to the line", async () => {
    await notebook.run(AT.typeError);
    const [shown = ""] = await text(AT.typeError);
    expect(shown).toContain("TypeError");
    expect(shown).toContain("Cannot read properties of undefined (reading 'name')");
    expect(shown).toContain("> 2 | row.name;");
  });

  test("show an error of the compiler without running anything", async () => {
    await notebook.run(AT.compileError);
    const [shown = ""] = await text(AT.compileError);
    expect(shown).toContain("Type 'number' is not assignable to type 'string'.");
    expect(shown).not.toContain("node_modules");
  });

  test("show what is rejected without anyone waiting, and what is thrown in a timer, as errors", async () => {
    await notebook.run(AT.rejection);
    await expect.poll(() => text(AT.rejection).then((all) => all.join(""))).toContain("RangeError");
    expect((await text(AT.rejection)).join("")).toContain("out of range");
    await notebook.run(AT.timer);
    await expect.poll(() => text(AT.timer).then((all) => all.join(""))).toContain("from a timer");
  });

  test("are saved with their errors as errors", async () => {
    await notebook.save();
    const { cells } = JSON.parse(readFileSync(project.path("notebooks/running.ipynb"), "utf8"));
    const error = (ename: string) => expect.objectContaining({ output_type: "error", ename });
    expect(cells[AT.typeError].outputs).toEqual([error("TypeError")]);
    expect(cells[AT.compileError].outputs).toEqual([error("TypeScriptError")]);
    expect(cells[AT.rejection].outputs).toContainEqual(error("RangeError"));
    expect(cells[AT.timer].outputs).toContainEqual(error("Error"));
  });

  test("are interrupted while they wait and while they loop, and the kernel keeps its variables", async () => {
    for (const [cell, said] of [
      [AT.waiting, "waiting"],
      [AT.loop, "looping"],
    ] as const) {
      await notebook.start(cell);
      await expect.poll(() => text(cell).then((all) => all.join(""))).toContain(said);
      await notebook.button("Interrupt the kernel").click();
      await notebook.ended(cell);
      expect((await text(cell)).join("\n")).toMatch(/Interrupted/);
    }
    await notebook.run(AT.alive);
    expect(await text(AT.alive)).toEqual(["'alive 1'"]);
  });

  test("are ended by a restart of the kernel, even if nothing else ends them, and the next starts afresh", async () => {
    await notebook.start(AT.endless);
    await expect.poll(() => text(AT.endless)).toEqual(["stuck"]);
    await notebook.button("Restart the kernel").first().click();
    await notebook.dialog().getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await notebook.idle();
    await notebook.run(AT.fresh);
    expect(await text(AT.fresh)).toEqual(["'fresh undefined'"]);
  });

  test("that end the kernel are said to have done so, and the next has a new one", async () => {
    await notebook.start(AT.exit);
    await notebook
      .dialog()
      .getByText(/restarting|died/i)
      .first()
      .waitFor();
    await notebook.dialog().getByRole("button", { name: "Ok" }).click();
    await notebook.idle();
    await notebook.run(AT.plain);
    expect(await text(AT.plain)).toEqual(["ran", "1"]);
  });

  test("run all, one after another, up to one that fails", async () => {
    const all = await visitor.notebook("all.ipynb");
    await all.menu("Run", "Run All Cells");
    await all.ended(3);
    expect(await all.shown(2)).toEqual(["42"]);
    expect(await all.shown(3)).toEqual([expect.stringContaining("stop here")]);
    expect([await all.prompt(4), await all.output(4).count()]).toEqual(["[ ]:", 0]);
    await all.cell(1).locator("mjx-container").waitFor();
    await all.page.close();
  });

  test("wait for the kernel when they are run before it is there", async () => {
    const early = await visitor.notebook("early.ipynb", true);
    await early.run(0);
    expect(await early.shown(0)).toEqual(["'early'"]);
    await early.page.close();
  });

  test("leave no complaint in the browser", () => {
    // A connection ends with its kernel.
    const others = visitor.complaints.filter((text) => !text.includes("Connection lost, reconnecting in 0"));
    expect(others).toEqual([]);
  });
});
