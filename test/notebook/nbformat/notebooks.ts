import fc from "fast-check";
import type { Cell, JsonValue, MimeBundle, Notebook, Output } from "../../../lib/notebook/nbformat/index.js";

/** The text of a notebook of format 4.5 with the given cells. */
export function notebookText(cells: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more });
}

/** A valid code cell, with some keys replaced. */
export function codeCell(more: object = {}): object {
  return {
    cell_type: "code",
    id: "a",
    metadata: {},
    source: [],
    outputs: [],
    execution_count: null,
    ...more,
  };
}

// Minus zero and numbers beyond 2^53 have no faithful JSON in JavaScript.
const json = fc.jsonValue({ maxDepth: 2 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc
    .array(fc.constantFrom("a", "\n", "\r\n", "\u2028", "é", "深圳", "𝒳", ""), { maxLength: 8 })
    .map((parts) => parts.join("")),
);
const count = fc.option(fc.nat(), { nil: null });
const metadata = fc.dictionary(fc.constantFrom("zebra", "__proto__", "custom", "10"), json, { maxKeys: 3 });

const bundle: fc.Arbitrary<MimeBundle> = fc
  .record({
    "text/plain": text,
    "text/html": text,
    "image/png": fc.base64String(),
    "image/svg+xml": text,
    "application/json": json,
    "application/vnd.plotly.v1+json": json,
  })
  .chain((all) => fc.subarray(Object.entries(all)).map((entries) => Object.fromEntries(entries)));

const output: fc.Arbitrary<Output> = fc.oneof(
  fc.record({
    output_type: fc.constant("stream" as const),
    name: fc.constantFrom("stdout" as const, "stderr" as const),
    text,
  }),
  fc.record({ output_type: fc.constant("display_data" as const), data: bundle, metadata }),
  fc.record({
    output_type: fc.constant("execute_result" as const),
    execution_count: count,
    data: bundle,
    metadata,
  }),
  fc.record({
    output_type: fc.constant("error" as const),
    ename: text,
    evalue: text,
    traceback: fc.array(text, { maxLength: 3 }),
  }),
);

const attachments = fc.option(fc.dictionary(text, bundle, { maxKeys: 2 }), { nil: undefined });

const cellParts: fc.Arbitrary<Omit<Cell, "id">> = fc.oneof(
  fc.record({
    cell_type: fc.constant("code" as const),
    metadata,
    source: text,
    execution_count: count,
    outputs: fc.array(output, { maxLength: 3 }),
  }),
  fc.record({
    cell_type: fc.constantFrom("markdown" as const, "raw" as const),
    metadata,
    source: text,
    attachments,
  }),
);

/** Notebooks of every shape that format 4.5 allows, with different cell ids. */
export const anyNotebook: fc.Arbitrary<Notebook> = fc
  .record({ metadata, cells: fc.array(cellParts, { maxLength: 5 }) })
  .map(({ metadata, cells }) => ({
    nbformat: 4,
    nbformat_minor: 5,
    metadata,
    // JSON drops keys without a value.
    cells: JSON.parse(JSON.stringify(cells.map((cell, index) => ({ ...cell, id: `cell-${index}` })))),
  }));
