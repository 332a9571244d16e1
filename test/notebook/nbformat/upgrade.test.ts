import { expect, test } from "vitest";
import { languageOf, parseNotebook } from "../../../lib/notebook/nbformat/index.js";

// A notebook as IPython 1.x saved it, with every kind of cell and output that format 3 knew.
const version3 = {
  nbformat: 3,
  nbformat_minor: 0,
  metadata: { name: "Old", signature: "sha256:0", custom: { a: 1 } },
  worksheets: [
    {
      metadata: {},
      cells: [
        { cell_type: "heading", level: 2, metadata: { tags: ["top"] }, source: ["Two\n", " lines"] },
        { cell_type: "heading", source: "" },
        { cell_type: "markdown", metadata: {}, source: ["text"] },
        { cell_type: "html", metadata: {}, source: "<b>x</b>" },
        { cell_type: "raw", metadata: {}, source: "raw" },
        {
          cell_type: "code",
          language: "python",
          collapsed: true,
          metadata: {},
          input: ["a = 1\n", "a"],
          prompt_number: 7,
          outputs: [
            { output_type: "pyout", prompt_number: 7, metadata: {}, text: ["1"], html: ["<b>1</b>"] },
            {
              output_type: "display_data",
              metadata: { png: { width: 10 } },
              png: "AA",
              jpeg: "BB",
              svg: ["<svg>", "</svg>"],
              latex: "$x$",
              javascript: "1",
              json: ['{"k": ', "1}"],
            },
            { output_type: "stream", stream: "stderr", text: ["w\n"] },
            { output_type: "stream" },
            { output_type: "pyerr", ename: "E", evalue: "v", traceback: ["t"] },
          ],
        },
      ],
    },
    { cells: [{ cell_type: "code", language: "python", input: "b", outputs: [], unheard: 5 }] },
  ],
};

test("format 3 becomes 4.5: headings, inputs, outputs and worksheets take their present form", () => {
  const { cells, ...rest } = parseNotebook(JSON.stringify(version3), "old.ipynb");
  expect(rest).toEqual({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { custom: { a: 1 }, language_info: { name: "python" } },
  });
  expect(cells.map(({ id: _, ...cell }) => cell)).toEqual([
    { cell_type: "markdown", metadata: { tags: ["top"] }, source: "## Two lines" },
    { cell_type: "markdown", metadata: {}, source: "# " },
    { cell_type: "markdown", metadata: {}, source: "text" },
    { cell_type: "markdown", metadata: {}, source: "<b>x</b>" },
    { cell_type: "raw", metadata: {}, source: "raw" },
    {
      cell_type: "code",
      metadata: { collapsed: true },
      source: "a = 1\na",
      execution_count: 7,
      outputs: [
        {
          output_type: "execute_result",
          execution_count: 7,
          metadata: {},
          data: { "text/plain": "1", "text/html": "<b>1</b>" },
        },
        {
          output_type: "display_data",
          metadata: { "image/png": { width: 10 } },
          data: {
            "image/png": "AA",
            "image/jpeg": "BB",
            "image/svg+xml": "<svg></svg>",
            "text/latex": "$x$",
            "application/javascript": "1",
            "application/json": { k: 1 },
          },
        },
        { output_type: "stream", name: "stderr", text: "w\n" },
        { output_type: "stream", name: "stdout", text: "" },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
      ],
    },
    { cell_type: "code", metadata: { unheard: 5 }, source: "b", execution_count: null, outputs: [] },
  ]);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
});

test("format 3 with several languages, or with JSON output that is no JSON, loses nothing and claims no language", () => {
  const cells = ["python", "r"].map((language) => ({
    cell_type: "code",
    language,
    input: "",
    outputs: [{ output_type: "pyout", json: "not json" }],
  }));
  const notebook = parseNotebook(JSON.stringify({ nbformat: 3, worksheets: [{ cells }] }), "old.ipynb");
  expect(languageOf(notebook)).toBeUndefined();
  expect(notebook.cells[0]).toMatchObject({ outputs: [{ data: { "application/json": "not json" } }] });
});

test("a fault in a notebook of format 3 is named by its place after the upgrade", () => {
  const cells = [{ cell_type: "code", input: 5, outputs: [] }];
  expect(() => parseNotebook(JSON.stringify({ nbformat: 3, worksheets: [{ cells }] }), "old.ipynb")).toThrow(
    'old.ipynb: cell 1 (cells[0]): "source": found 5, expected a string or a list of strings',
  );
});

test.each([0, 1, 2, 3, 4])("format 4.%d becomes 4.5 with cell ids and nothing else changed", (minor) => {
  const cell = { cell_type: "markdown", metadata: { a: 1 }, source: "text" };
  const text = JSON.stringify({ nbformat: 4, nbformat_minor: minor, metadata: { m: 1 }, cells: [cell] });
  expect(parseNotebook(text, "old.ipynb")).toEqual({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { m: 1 },
    cells: [{ ...cell, id: expect.stringMatching(/^[0-9a-f]{8}$/) }],
  });
});

test("cells that are all the same get ids of their own in no more time than others", () => {
  const cell = { cell_type: "markdown", metadata: {}, source: "" };
  const text = JSON.stringify({
    nbformat: 4,
    nbformat_minor: 4,
    metadata: {},
    cells: Array(20_000).fill(cell),
  });
  const { cells } = parseNotebook(text, "same.ipynb");
  expect(new Set(cells.map(({ id }) => id)).size).toBe(20_000);
});
