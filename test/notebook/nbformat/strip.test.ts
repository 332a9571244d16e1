import { expect, test } from "vitest";
import {
  formatNotebook,
  languageOf,
  parseNotebook,
  stripOutputs,
} from "../../../lib/notebook/nbformat/index.js";
import { codeCell, notebookText } from "./notebooks.js";

test("stripping removes outputs, counts and timings, keeps everything else and leaves the given notebook alone", () => {
  const stream = { output_type: "stream", name: "stdout", text: "x" };
  const timings = { execution: { "shell.execute_reply": "2026-01-01" }, ExecuteTime: {}, tags: ["finding"] };
  const given = parseNotebook(
    notebookText(
      [
        codeCell({ source: "1", outputs: [stream], execution_count: 4, metadata: timings }),
        {
          cell_type: "markdown",
          id: "m",
          metadata: { x: 1 },
          source: "y",
          attachments: { a: { "image/png": "AA" } },
        },
      ],
      { metadata: { title: "T", tslab_notebook: { seconds: 2 } } },
    ),
    "any.ipynb",
  );
  const before = formatNotebook(given);
  const stripped = stripOutputs(given);
  expect(stripped.metadata).toEqual({ title: "T" });
  expect(stripped.cells).toEqual([
    codeCell({ source: "1", metadata: { tags: ["finding"] } }),
    given.cells[1],
  ]);
  expect(formatNotebook(given)).toBe(before);
  expect(stripOutputs(stripped)).toEqual(stripped);
});

test.each([
  [
    "what the kernel said",
    { language_info: { name: "TypeScript" }, kernelspec: { name: "python3" } },
    "typescript",
  ],
  ["what the kernel spec says", { kernelspec: { name: "x", language: "julia" } }, "julia"],
  ["the kernel's name", { kernelspec: { name: "tslab" } }, "typescript"],
  ["the name of this project's kernel", { kernelspec: { name: "tslab-notebook" } }, "typescript"],
  ["the kernel's name without its version", { kernelspec: { name: "python3" } }, "python"],
  [
    "a kernel that is known, whatever an old version of it said",
    { language_info: { name: "javascript" }, kernelspec: { name: "tslab", language: "typescript" } },
    "typescript",
  ],
  ["nothing", {}, undefined],
  ["values of another type", { language_info: 3, kernelspec: [] }, undefined],
  ["an inherited name", { kernelspec: { name: "constructor" } }, "constructor"],
])("the language comes from %s", (_, metadata, language) => {
  expect(languageOf({ metadata })).toBe(language);
});
