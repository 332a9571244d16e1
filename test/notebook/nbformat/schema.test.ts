import ajvDraft04 from "ajv-draft-04";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import schema from "../../../lib/notebook/nbformat/nbformat.v4.5.schema.json" with { type: "json" };
import { anyNotebook } from "./notebooks.js";

const official = new ajvDraft04({ strict: false, unicodeRegExp: false }).compile(schema);

/** Places in a JSON value, as lists of keys. */
function places(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, child]) => places(child, [...here, key]))];
}

function spoil(document: object, place: readonly string[], how: unknown): void {
  const parent = place.slice(0, -1).reduce((at, key) => Reflect.get(at, key) as object, document);
  const key = place.at(-1);
  if (key === undefined) return;
  if (how === undefined) Reflect.deleteProperty(parent, key);
  else
    Object.defineProperty(parent, key, { value: how, enumerable: true, configurable: true, writable: true });
}

test("a spoiled notebook is accepted or refused exactly as the official schema says, and always with its place", () => {
  const wrong = fc.constantFrom(undefined, null, 7, -1, 0.5, "text", "", [1], { x: 1 }, true);
  let refused = 0;
  fc.assert(
    fc.property(anyNotebook, fc.nat(), wrong, (notebook, pick, how) => {
      const document: object = JSON.parse(JSON.stringify(notebook));
      const all = places(document).filter(
        (place) => !["nbformat", "id"].includes(place.at(-1) ?? "nbformat"),
      );
      spoil(document, all[pick % all.length] ?? [], how);
      const text = JSON.stringify(document);
      // A smaller minor version is upgraded rather than refused.
      if (Number(JSON.parse(text).nbformat_minor) !== 5) return;
      if (official(JSON.parse(text))) {
        expect(() => parseNotebook(text, "x.ipynb")).not.toThrow();
      } else {
        refused++;
        expect(() => parseNotebook(text, "x.ipynb")).toThrow(/^x\.ipynb: .*found .*, expected /);
      }
    }),
    { seed: 3, numRuns: 1500 },
  );
  expect(refused).toBeGreaterThan(300);
});
