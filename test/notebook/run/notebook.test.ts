import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Notebook } from "../../../lib/notebook/nbformat/index.js";
import { type RunNotebookOptions, type RunResult, runNotebook } from "../../../lib/notebook/run/index.js";
import { codeCell, notebookOf, printed } from "./support.js";

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const run = (notebook: Notebook, options: Partial<RunNotebookOptions> = {}): Promise<RunResult> =>
  runNotebook(notebook, { cwd, name: "test", timeoutMs: 20_000, ...options });

const reasons = ({ notebook }: RunResult) => notebook.cells.map(({ metadata }) => metadata.tslab_notebook);

describe("a notebook without faults", () => {
  const source = notebookOf(
    { cell_type: "markdown", id: "title", metadata: {}, source: "# Title" },
    [
      "const one = 1;\nconsole.log('a');\nconsole.log('b');\none",
      { tags: ["kept"], execution: { old: "time" } },
    ],
    "  \n",
    "import { display, newDisplay } from 'tslab';\nconst d = newDisplay(); d.html('<b>1</b>'); d.html('<b>2</b>');",
    "import { publish } from 'tslab-notebook';\npublish('second', { value: 2, unit: '1' });\npublish('first', { value: null, unit: '1' });",
  );
  const before = structuredClone(source);
  const progress: number[] = [];
  const saved: number[] = [];
  const result = run(source, {
    onProgress: ({ cellIndex, cellCount }) => progress.push(cellIndex, cellCount),
    onChange: ({ cells }) =>
      saved.push(cells.filter((cell) => cell.cell_type === "code" && cell.execution_count !== null).length),
  });

  test("ends well, and the source stays as it was", async () => {
    expect(await result).toMatchObject({ status: "ok", failures: [] });
    expect(source).toEqual(before);
  });

  test("has outputs with joined streams, counts and times", async () => {
    const cell = codeCell(await result, 1);
    expect(cell.outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "execute_result", execution_count: 1, data: { "text/plain": "1" }, metadata: {} },
    ]);
    expect(cell.execution_count).toBe(1);
    expect(cell.metadata.tags).toEqual(["kept"]);
    const times = cell.metadata.execution as Record<string, string>;
    expect(Object.keys(times)).toEqual(["iopub.execute_input", "shell.execute_reply", "iopub.status.idle"]);
    for (const time of Object.values(times)) expect(new Date(time).toISOString()).toBe(time);
  });

  test("leaves a cell without code alone", async () => {
    expect(codeCell(await result, 2)).toEqual(before.cells[2]);
    expect(codeCell(await result, 3).execution_count).toBe(2);
  });

  test("shows the last state of a display that was updated", async () => {
    expect(codeCell(await result, 3).outputs).toMatchObject([{ data: { "text/html": "<b>2</b>" } }]);
  });

  test("gives its results by name, in the order of publication", async () => {
    const { results } = await result;
    expect(Object.entries(results)).toEqual([
      ["second", { value: 2, unit: "1" }],
      ["first", { value: null, unit: "1" }],
    ]);
  });

  test("tells its progress and its state after each cell", async () => {
    await result;
    expect(progress).toEqual([1, 5, 3, 5, 4, 5]);
    expect(saved).toEqual([1, 2, 3]);
  });
});

describe("a cell that fails", () => {
  const failing = notebookOf("const a = 1;\n\nthrow new Error('boom');", "console.log('after')");

  test("ends the run; the failure names cell and line, and the cells after it say that they have not run", async () => {
    const result = await run(failing);
    expect(result.status).toBe("failed");
    expect(result.failures).toMatchObject([
      {
        cellIndex: 0,
        cellId: "cell-0",
        executionCount: 1,
        line: 3,
        column: 7,
        source: "throw new Error('boom');",
        ename: "Error",
        evalue: "boom",
      },
    ]);
    expect(codeCell(result, 0).outputs).toMatchObject([{ output_type: "error", ename: "Error" }]);
    expect(codeCell(result, 1)).toMatchObject({ outputs: [], execution_count: null });
    expect(reasons(result)[1]).toEqual({ status: "not run", reason: "Cell In[1] failed" });
  });

  test("does not end it where errors are allowed; it has failed all the same", async () => {
    const result = await run(failing, { allowErrors: true });
    expect(result).toMatchObject({ status: "failed", failures: [{ cellIndex: 0 }] });
    expect(printed(codeCell(result, 1))).toBe("after\n");
  });

  test("is no failure with the tag raises-exception", async () => {
    const result = await run(
      notebookOf(["throw new Error('shown')", { tags: ["raises-exception"] }], "console.log('after')"),
    );
    expect(result).toMatchObject({ status: "ok", failures: [] });
    expect(codeCell(result, 0).outputs).toMatchObject([{ ename: "Error" }]);
    expect(printed(codeCell(result, 1))).toBe("after\n");
  });

  test("may be refused by TypeScript, with the line", async () => {
    const result = await run(notebookOf("'fine'", "\nconst n: number = 'text';"));
    expect(result.failures).toMatchObject([{ cellIndex: 1, line: 2, column: 7, ename: "TypeScriptError" }]);
  });

  test("may fail in a function of an earlier cell: its own line is that of the call", async () => {
    const result = await run(notebookOf("function f() {\n  throw new Error('deep');\n}", "\nf();"));
    expect(result.failures).toMatchObject([{ cellIndex: 1, line: 2, source: "f();" }]);
  });

  test("may fail after its end, even after later cells have begun", async () => {
    const late = "void setTimeout(() => { throw new Error('late') }, 300);";
    const result = await run(notebookOf(late, "console.log('quick')"));
    expect(result.failures).toMatchObject([{ cellIndex: 0, evalue: "late" }]);
    expect(printed(codeCell(result, 1))).toBe("quick\n");
  });
});

describe("a cell that does not end", () => {
  test("is interrupted at the limit and says so", async () => {
    const result = await run(notebookOf("console.log('in'); for (;;) {}", "1"), { timeoutMs: 400 });
    expect(result.failures).toMatchObject([
      { ename: "CellTimeout", evalue: "Cell In[1] ran longer than its limit of 0.4 s and was interrupted" },
    ]);
    expect(codeCell(result, 0).outputs).toMatchObject([{ text: "in\n" }, { ename: "CellTimeout" }]);
  });

  test("lets the next one run where errors are allowed", async () => {
    const result = await run(notebookOf("await new Promise(() => {})", "console.log('next')"), {
      timeoutMs: 400,
      allowErrors: true,
    });
    expect(printed(codeCell(result, 1))).toBe("next\n");
  });

  test("is ended in any loop, and the next one has what it was given before", async () => {
    const source = notebookOf(
      ["let kept = 7; await null; for (;;) {}", { tags: ["raises-exception"] }],
      "console.log(kept)",
    );
    const result = await run(source, { timeoutMs: 400, allowErrors: true });
    expect(printed(codeCell(result, 1))).toBe("7\n");
  });

  // A kernel that stops itself may take the message along that tells its beginning: then the compiler's minute counts, too.
  const STOPPED = { timeout: 120_000 };
  test(
    "and cannot be interrupted is killed; then nothing else can run, even where errors are allowed",
    STOPPED,
    async () => {
      const wait = "process.kill(process.pid, 'SIGSTOP')";
      const source = notebookOf([wait, { tags: ["raises-exception"] }], "1");
      const result = await run(source, { timeoutMs: 400, allowErrors: true });
      expect(result.status).toBe("failed");
      expect(result.failures[0]?.evalue).toMatch(/ended by force, and its kernel with it$/);
      expect(reasons(result)[1]).toEqual({ status: "not run", reason: "the kernel had ended in Cell In[1]" });
    },
  );
});

describe("a kernel that ends", () => {
  test("by process.exit is reported with the cell, after what it printed", async () => {
    const result = await run(notebookOf("'one'", "console.log('bye'); process.exit(3)", "'three'"), {
      allowErrors: true,
    });
    expect(result.failures).toMatchObject([
      {
        cellIndex: 1,
        executionCount: 2,
        ename: "KernelDied",
        evalue: "the kernel ended with exit code 3 while Cell In[2] was running",
      },
    ]);
    expect(printed(codeCell(result, 1))).toBe("bye\n");
    expect(reasons(result)[2]).toEqual({ status: "not run", reason: "the kernel had ended in Cell In[2]" });
  });

  test("by a signal is reported with the end of its stderr", async () => {
    const code =
      "require('fs').writeSync(2, 'out of luck\\n'); process.kill(process.pid, 'SIGKILL'); for (;;) {}";
    const result = await run(notebookOf(code));
    expect(result.failures).toMatchObject([
      { ename: "KernelDied", evalue: expect.stringContaining("by SIGKILL") },
    ]);
    expect(result.failures[0]?.traceback).toContain("out of luck");
  });

  test("in the timer of a cell that had ended is that cell's failure", async () => {
    const result = await run(notebookOf("void setTimeout(() => process.exit(5), 20)", "console.log('next')"));
    expect(result.failures).toMatchObject([{ cellIndex: 0, ename: "KernelDied" }]);
    expect(reasons(result)[1]).toMatchObject({ status: "not run" });
  });
});

describe("much output", () => {
  test("of 50 MB is cut with a notice, and the cell is fine", async () => {
    const result = await run(notebookOf("console.log('x'.repeat(50_000_000))", "console.log('next')"));
    expect(result.status).toBe("ok");
    const [text, notice] = codeCell(result, 0).outputs;
    expect(text).toMatchObject({ name: "stdout" });
    expect(text?.output_type === "stream" && text.text.length).toBe(20_000_000);
    expect(notice).toMatchObject({
      name: "stderr",
      text: expect.stringContaining("output cut: 50.0 MB in all, kept up to 20.0 MB"),
    });
    expect(printed(codeCell(result, 1))).toBe("next\n");
  });

  test("keeps what --max-output allows", async () => {
    const result = await run(notebookOf("for (let i = 0; i < 1e5; i++) console.log(i)"), {
      maxOutputBytes: 10,
    });
    expect(codeCell(result, 0).outputs[0]).toMatchObject({ text: "0\n1\n2\n3\n4\n" });
  });
});

describe("an interrupted run", () => {
  test("ends its kernel at once; the cell and those after it say so", async () => {
    const controller = new AbortController();
    const source = notebookOf("'one'", "await null; for (;;) {}", "'three'");
    const result = await run(source, {
      signal: controller.signal,
      onProgress: ({ cellIndex }) => void (cellIndex === 1 && setTimeout(() => controller.abort(), 200)),
    });
    expect(result).toMatchObject({ status: "interrupted", failures: [] });
    expect(reasons(result)).toEqual([
      undefined,
      { status: "interrupted" },
      { status: "not run", reason: "the run was interrupted" },
    ]);
  });

  test("while the kernel starts does not wait for it", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const result = await run(notebookOf("'one'"), { signal: controller.signal });
    expect(result.status).toBe("interrupted");
    expect(reasons(result)).toEqual([{ status: "not run", reason: "the run was interrupted" }]);
  });

  test("that was interrupted before it began runs nothing", async () => {
    const result = await run(notebookOf("'one'"), { signal: AbortSignal.abort() });
    expect(result.status).toBe("interrupted");
    expect(codeCell(result, 0).execution_count).toBeNull();
  });
});

test("a notebook without code is run", async () => {
  expect(await run(notebookOf())).toMatchObject({ status: "ok", results: {}, failures: [] });
});

test("a notebook in JavaScript is run as JavaScript", async () => {
  const source = notebookOf("const f = (x) => x + 1;\nconsole.log(f(1))");
  const result = await run({
    ...source,
    metadata: { kernelspec: { name: "jslab", display_name: "JS", language: "javascript" } },
  });
  expect(result.status).toBe("ok");
  expect(printed(codeCell(result, 0))).toBe("2\n");
});

test("what onChange throws ends the run and reaches the caller", async () => {
  const full = () => {
    throw new Error("disk full");
  };
  await expect(run(notebookOf("1"), { onChange: full })).rejects.toThrow("disk full");
});
