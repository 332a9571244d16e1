import { describe, expect, test } from "vitest";
import { UserError } from "../../../lib/notebook/errors.js";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { codeCell, notebookText } from "./notebooks.js";

function messageFor(text: string): string {
  try {
    parseNotebook(text, "some.ipynb");
  } catch (error) {
    if (error instanceof UserError) {
      expect(error.exitCode).toBe(2);
      expect(error.message).not.toContain("\n");
      return error.message;
    }
    throw error;
  }
  throw new Error("the text was accepted");
}

describe("text that is no notebook is refused with one line", () => {
  const plain = (output: object) => notebookText([codeCell(), codeCell({ id: "b", outputs: [output] })]);
  test.each([
    ["an empty file", "", "some.ipynb: not JSON: the file ends at line 1, column 1, expected a value"],
    [
      "a truncated file",
      '{\n "cells": [\n',
      'not JSON: the file ends at line 3, column 1, expected a value or "]"',
    ],
    [
      "a trailing comma",
      '{"a": 1,\n}',
      'not JSON: line 2, column 1: found "}", expected a key in double quotes',
    ],
    ["a web page", "<!doctype html>", 'not JSON: line 1, column 1: found "<", expected a value'],
    ["NaN", '{"a": NaN}', 'not JSON: line 1, column 7: found "NaN", expected a value'],
    ["two documents", "{} {}", 'not JSON: line 1, column 4: found "{", expected the end of the file'],
    ["a missing colon", '{"a" 1}', 'not JSON: line 1, column 6: found "1", expected ":"'],
    ["a wrong bracket", "[1}", 'not JSON: line 1, column 3: found "}", expected "," or the closing bracket'],
    ["a broken string", '["a\nb"]', "not JSON: line 1, column 2: found a string that is not closed"],
    ["a list", "[]", "not a notebook: found a list, expected an object"],
    ["null", "null", "not a notebook: found null, expected an object"],
    ["another JSON file", '{"name": "x"}', 'not a notebook: "nbformat": found nothing, expected 4'],
    ["text as format", '{"nbformat": "4"}', 'not a notebook: "nbformat": found "4", expected 4'],
    ["format 2", '{"nbformat": 2}', '"nbformat": found 2, expected 3 or 4'],
    ["format 9", '{"nbformat": 9}', '"nbformat": found 9, expected 3 or 4'],
    ["no minor format", '{"nbformat": 4, "metadata": {}, "cells": []}', '"nbformat_minor": found nothing'],
    ["no cells", '{"nbformat": 4, "nbformat_minor": 5}', '"cells": found nothing, expected a list'],
    ["cells of another type", notebookText([], { cells: 3 }), '"cells": found 3, expected a list'],
    ["a cell that is text", notebookText(["x"]), 'cell 1 (cells[0]): found "x", expected an object'],
    [
      "an unknown cell type",
      notebookText([codeCell(), { cell_type: "chart" }]),
      'cell 2 (cells[1]): "cell_type": found "chart", expected "code", "markdown" or "raw"',
    ],
    ["an inherited name as cell type", notebookText([{ cell_type: "constructor" }]), 'found "constructor"'],
    [
      "a number as source",
      notebookText([codeCell({ source: 3 })]),
      'cell 1 (cells[0]): "source": found 3, expected a string or a list of strings',
    ],
    ["an unknown key", notebookText([codeCell({ x: 1 })]), '"x": found 1, expected no such key'],
    ["an id with a space", notebookText([codeCell({ id: "a b" })]), '"id": found "a b"'],
    ["a negative count", notebookText([codeCell({ execution_count: -1 })]), "found -1, expected at least 0"],
    [
      "repeated tags",
      notebookText([codeCell({ metadata: { tags: ["a", "a"] } })]),
      "metadata.tags: found a list",
    ],
    [
      "an unknown output",
      plain({ output_type: "pyout" }),
      'cell 2 (cells[1]): outputs[0].output_type: found "pyout"',
    ],
    [
      "a number as text output",
      plain({ output_type: "display_data", metadata: {}, data: { "text/plain": 1 } }),
      'outputs[0].data["text/plain"]: found 1, expected a string or a list of strings',
    ],
    [
      "a kernel without a display name",
      notebookText([], { metadata: { kernelspec: { name: "tslab" } } }),
      "metadata.kernelspec.display_name: found nothing",
    ],
    [
      "very deep nesting",
      notebookText([], { metadata: JSON.parse(`${"[".repeat(900)}${"]".repeat(900)}`) }),
      "nested",
    ],
    [
      "worksheets of another type",
      '{"nbformat": 3, "worksheets": 4}',
      '"worksheets": found 4, expected a list',
    ],
    [
      "a worksheet without cells",
      '{"nbformat": 3, "worksheets": [{}]}',
      "worksheets[0].cells: found nothing",
    ],
  ])("%s", (_, text, expected) => {
    expect(messageFor(text)).toContain(expected);
  });
});

describe("a notebook that is sound", () => {
  test("has its lists of lines joined, in sources, streams, bundles and attachments, and nowhere else", () => {
    const stream = { output_type: "stream", name: "stdout", text: ["a\n", "b"] };
    const shown = {
      output_type: "display_data",
      metadata: {},
      data: { "text/plain": ["c\n", "d"], "application/json": ["e"] },
    };
    const error = { output_type: "error", ename: "E", evalue: "v", traceback: ["f", "g"] };
    const attachments = { "x.png": { "image/png": ["AA", "BB"] } };
    const { cells } = parseNotebook(
      notebookText([
        codeCell({ source: ["x\n", "y"], outputs: [stream, shown, error] }),
        { cell_type: "markdown", id: "b", metadata: { lines: ["h", "i"] }, source: "z", attachments },
      ]),
      "some.ipynb",
    );
    expect(cells).toEqual([
      codeCell({
        source: "x\ny",
        outputs: [
          { ...stream, text: "a\nb" },
          { ...shown, data: { "text/plain": "c\nd", "application/json": ["e"] } },
          error,
        ],
      }),
      {
        cell_type: "markdown",
        id: "b",
        metadata: { lines: ["h", "i"] },
        source: "z",
        attachments: { "x.png": { "image/png": "AABB" } },
      },
    ]);
  });

  test("may begin with a byte order mark and hold no cells", () => {
    expect(parseNotebook(`\uFEFF${notebookText([])}`, "some.ipynb").cells).toEqual([]);
  });

  test("loses the keys that Jupyter keeps in memory only", () => {
    const text = notebookText([codeCell({ metadata: { trusted: true, tags: ["x"] } })], {
      metadata: { orig_nbformat: 3, signature: "s", title: "T" },
    });
    const notebook = parseNotebook(text, "some.ipynb");
    expect(notebook.metadata).toEqual({ title: "T" });
    expect(notebook.cells[0]?.metadata).toEqual({ tags: ["x"] });
  });

  test("keeps keys that a later minor version adds", () => {
    const text = notebookText([codeCell({ later: 1 })], { nbformat_minor: 6, more: 2 });
    expect(parseNotebook(text, "some.ipynb")).toMatchObject({
      nbformat_minor: 6,
      more: 2,
      cells: [{ later: 1 }],
    });
  });
});

describe("cell ids", () => {
  const ids = (cells: readonly object[], minor = 5) =>
    parseNotebook(notebookText(cells, { nbformat_minor: minor }), "some.ipynb").cells.map(({ id }) => id);
  const { id: _, ...bare } = codeCell({ source: "1 + 1" }) as { id: string };

  test("that are missing come from the content, so that they are the same every time and differ for equal cells", () => {
    const [first, second, ...none] = ids([bare, bare]);
    expect([first, second, ...none]).toEqual(ids([bare, bare]));
    expect(first).toMatch(/^[0-9a-f]{8}$/);
    expect(second).not.toBe(first);
    expect(none).toEqual([]);
    expect(ids([codeCell({ id: "other" }), bare])[1]).toBe(first);
  });

  test("that repeat are replaced, and the first cell keeps its id", () => {
    const [first, second, third] = ids([codeCell(), codeCell(), codeCell()]);
    expect(first).toBe("a");
    expect(second).toMatch(/^a-[0-9a-f]{8}$/);
    expect(third).not.toBe(second);
    const long = "x".repeat(64);
    expect(ids([codeCell({ id: long }), codeCell({ id: long })])[1]).toHaveLength(64);
  });

  test("before 4.5 are kept where they are valid and replaced where they are not", () => {
    const [kept, replaced] = ids([codeCell({ id: "mine" }), codeCell({ id: "not valid!" })], 4);
    expect(kept).toBe("mine");
    expect(replaced).toMatch(/^[0-9a-f]{8}$/);
  });
});
