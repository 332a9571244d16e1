import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatNotebook,
  isCanonical,
  type Notebook,
  parseNotebook,
} from "../../../lib/notebook/nbformat/index.js";
import { anyNotebook, codeCell, notebookText } from "./notebooks.js";

test("canonical text has sorted keys, lines as lists, one space of indent and a line break at the end", () => {
  const notebook: Notebook = {
    nbformat_minor: 5,
    nbformat: 4,
    metadata: { title: "深圳", kernelspec: { name: "tslab", display_name: "TS" } },
    cells: [
      { source: "a\n\nb", cell_type: "markdown", metadata: {}, id: "m" },
      {
        cell_type: "code",
        id: "c",
        metadata: {},
        source: "",
        execution_count: 1,
        outputs: [
          {
            output_type: "display_data",
            metadata: {},
            data: { "text/plain": "x\ny", "image/png": "AA\nBB", "application/json": { z: 1, a: 2 } },
          },
        ],
      },
    ],
  };
  expect(formatNotebook(notebook)).toBe(`{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "m",
   "metadata": {},
   "source": [
    "a\\n",
    "\\n",
    "b"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "c",
   "metadata": {},
   "outputs": [
    {
     "data": {
      "application/json": {
       "z": 1,
       "a": 2
      },
      "image/png": "AA\\nBB",
      "text/plain": [
       "x\\n",
       "y"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TS",
   "name": "tslab"
  },
  "title": "深圳"
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`);
});

describe("for every notebook", () => {
  test("what is written is read back as it was", () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(parseNotebook(formatNotebook(notebook), "any.ipynb")).toEqual(notebook);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("what is written is canonical, and the order of keys beforehand does not matter", () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        const text = formatNotebook(notebook);
        const { cells, ...rest } = notebook;
        expect(
          formatNotebook({ cells, ...Object.fromEntries(Object.entries(rest).reverse()) } as Notebook),
        ).toBe(text);
        expect(isCanonical(text)).toBe(true);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

test("a key called __proto__ stays an ordinary key", () => {
  const text = notebookText([codeCell({ metadata: JSON.parse('{"__proto__": {"x": 1}}') })]);
  expect(formatNotebook(parseNotebook(text, "any.ipynb"))).toContain('"__proto__": {');
});

test("other text is not canonical: compact JSON, another order of keys, repeated ids, no notebook at all", () => {
  const canonical = formatNotebook(parseNotebook(notebookText([codeCell()]), "any.ipynb"));
  expect(isCanonical(canonical)).toBe(true);
  expect(isCanonical(notebookText([codeCell()]))).toBe(false);
  expect(isCanonical(canonical.trimEnd())).toBe(false);
  expect(isCanonical(`\uFEFF${canonical}`)).toBe(false);
  const twice = JSON.parse(canonical);
  twice.cells.push(twice.cells[0]);
  expect(isCanonical(`${JSON.stringify(twice, null, 1)}\n`)).toBe(false);
  expect(isCanonical("{}")).toBe(false);
});
