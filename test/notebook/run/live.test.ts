import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject, Notebook } from "../../../lib/notebook/nbformat/index.js";
import { createLiveRun, type LiveRun, type RunResult } from "../../../lib/notebook/run/index.js";
import { codeCell, notebookOf, printed } from "./support.js";

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-live-")));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

let live: LiveRun;
beforeEach(() => {
  live = createLiveRun();
});
afterEach(() => live.stop());

type Source = string | readonly [string, JsonObject];
const run = (...cells: readonly Source[]): Promise<RunResult> =>
  live.run(notebookOf(...cells), { cwd, name: "n" });
const counts = ({ notebook }: { notebook: Notebook }) =>
  notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.execution_count : undefined));

const [ONE, TWO, THREE] = [`console.log("one")`, `console.log("two")`, `console.log("three")`];

describe("a live run", () => {
  test("executes nothing where no code has changed, and keeps what was shown", async () => {
    await run(ONE, TWO);
    const result = await run(ONE, TWO);
    expect(counts(result)).toEqual([1, 2]);
    expect(printed(codeCell(result, 1))).toBe("two\n");
    expect(result.status).toBe("ok");
  });

  test("executes from a cell that was put in, and from where one was taken out", async () => {
    await run(ONE, THREE);
    expect(counts(await run(ONE, TWO, THREE))).toEqual([1, 3, 4]);
    expect(counts(await run(ONE, THREE))).toEqual([1, 5]);
    expect(counts(await run(ONE))).toEqual([1]);
  });

  test("passes over text: the code below it stands where the text has changed", async () => {
    const before = notebookOf(ONE, TWO);
    await live.run(before, { cwd, name: "n" });
    const text = { cell_type: "markdown" as const, id: "text", metadata: {}, source: "# New" };
    const result = await live.run({ ...before, cells: [text, ...before.cells] }, { cwd, name: "n" });
    expect(counts(result)).toEqual([undefined, 1, 2]);
  });

  test("finds the cell that reads a file, also after cells before it have changed place", async () => {
    const file = join(cwd, "table.csv");
    writeFileSync(file, "a");
    const reads = `import { readFileSync } from "node:fs";\nconsole.log(readFileSync("table.csv", "utf8"));`;
    await run(ONE, TWO, reads, THREE);
    expect(live.reads().map(({ path }) => path)).toContain(file);
    expect(counts(await run(ONE, reads, THREE))).toEqual([1, 5, 6]);
    writeFileSync(file, "b");
    live.changed(file);
    const result = await run(ONE, reads, THREE);
    expect(counts(result)).toEqual([1, 7, 8]);
    expect(printed(codeCell(result, 1))).toBe("b\n");
  });

  test("executes a cell again that has failed, and not one that may fail", async () => {
    await run([`throw new Error("allowed")`, { tags: ["raises-exception"] }], `throw new Error("no")`, THREE);
    const result = await run(
      [`throw new Error("allowed")`, { tags: ["raises-exception"] }],
      `throw new Error("no")`,
      THREE,
    );
    expect(counts(result)).toEqual([1, 3, null]);
    expect(result.failures).toMatchObject([{ cellIndex: 1, ename: "Error", evalue: "no" }]);
  });

  test("is whole as long as each cell has been executed once in its kernel", async () => {
    await run(ONE);
    expect(live.isWhole).toBe(true);
    await run(TWO);
    expect(live.isWhole).toBe(false);
    await live.stop();
    expect(counts(await run(TWO))).toEqual([1]);
    expect(live.isWhole).toBe(true);
  });

  test("is interrupted by its signal", async () => {
    const controller = new AbortController();
    const cells = notebookOf("await new Promise(() => {});", ONE);
    const running = live.run(cells, {
      cwd,
      name: "n",
      signal: controller.signal,
      onProgress: () => setTimeout(() => controller.abort(), 100),
    });
    expect(await running).toMatchObject({ status: "interrupted" });
  });
});
