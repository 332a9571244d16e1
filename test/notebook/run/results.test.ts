import { expect, test } from "vitest";
import type { CodeCell, JsonValue, Notebook } from "../../../lib/notebook/nbformat/index.js";
import { collectResults } from "../../../lib/notebook/run/index.js";

const MIME = "application/vnd.tslab-notebook.result+json";

const cell = (...published: readonly JsonValue[]): CodeCell => ({
  cell_type: "code",
  id: "a",
  metadata: {},
  source: "",
  execution_count: 1,
  outputs: published.map((value) => ({ output_type: "display_data", data: { [MIME]: value }, metadata: {} })),
});
const notebook = (...cells: readonly CodeCell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [{ cell_type: "markdown", id: "m", metadata: {}, source: "" }, ...cells],
});
const figure = (value: number | null) => ({ value, unit: "1" });

test("results come in the order of publication, whatever their names", () => {
  const results = collectResults(
    notebook(cell({ name: "z", value: figure(1) }), cell({ name: "a", value: [] })),
  );
  expect(JSON.stringify(results)).toBe('{"z":{"value":1,"unit":"1"},"a":[]}');
});

test("a name published again takes the later value and keeps its place", () => {
  const once = [
    { name: "a", value: figure(1) },
    { name: "b", value: figure(2) },
  ];
  const results = collectResults(notebook(cell(...once, { name: "a", value: figure(3) })));
  expect(Object.entries(results)).toEqual([
    ["a", figure(3)],
    ["b", figure(2)],
  ]);
});

test("a missing figure stays missing", () => {
  expect(collectResults(notebook(cell({ name: "a", value: figure(null) })))).toEqual({ a: figure(null) });
});

test("what is no result is passed over, and a notebook without any gives none", () => {
  expect(collectResults(notebook())).toEqual({});
  expect(collectResults(notebook(cell("text", null, [], { name: 1, value: 2 }, { name: "a" })))).toEqual({});
});

test("a result may be named like a property that every object has", () => {
  expect(Object.keys(collectResults(notebook(cell({ name: "__proto__", value: figure(1) }))))).toEqual([
    "__proto__",
  ]);
});
