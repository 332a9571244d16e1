import { describe, expect, test } from "vitest";
import { MIME } from "../../../lib/notebook/display/contract.js";
import type { JsonValue, Notebook } from "../../../lib/notebook/nbformat/index.js";
import { asFileName, variantOf } from "../../../lib/notebook/run/variant.js";
import { notebookOf } from "./support.js";

describe("a variant in a file's name", () => {
  test.each([
    ["tokyo-yokohama", "tokyo-yokohama"],
    ["Tokyo–Yokohama", "tokyo-yokohama"],
    ["São Paulo", "são-paulo"],
    ["São", "são"],
    ["東京–横浜", "東京-横浜"],
    ["दिल्ली", "दिल्ली"],
    ["  A & B, (2nd) ", "a-b-2nd"],
    ["../x", "x"],
    ["..\\..\\x/y.html", "x-y-html"],
    ["C:/a\u0000b", "c-a-b"],
    ["--a---b--", "a-b"],
    ["", ""],
    ["..", ""],
    [" -/- ", ""],
  ])("%j becomes %j", (text, name) => {
    expect(asFileName(text)).toBe(name);
  });

  test("has at most 80 characters, and no hyphen at the cut", () => {
    expect(asFileName("a".repeat(200))).toBe("a".repeat(80));
    expect(asFileName(`${"a".repeat(79)} b`)).toBe("a".repeat(79));
  });

  test("leaves room for the rest of the name where characters are long, and splits none", () => {
    expect(asFileName("京".repeat(80))).toBe("京".repeat(40));
    expect(asFileName("𝒳".repeat(80))).toBe("𝒳".repeat(30));
  });
});

describe("the variant of an executed notebook", () => {
  const saying = (...abouts: readonly JsonValue[]): Notebook => {
    const notebook = notebookOf(...abouts.map(() => "about()"));
    for (const [index, cell] of notebook.cells.entries()) {
      const data = { [MIME.about]: abouts[index] ?? null };
      if (cell.cell_type === "code") cell.outputs = [{ output_type: "display_data", data, metadata: {} }];
    }
    return notebook;
  };

  test("is what the last call of about() says, even if that is nothing", () => {
    expect(variantOf(saying({ variant: "A" }, { variant: "B" }))).toBe("b");
    expect(variantOf(saying({ variant: "A" }, { title: "T" }))).toBe("");
  });

  test("is none where nothing is said, or something that is no text", () => {
    expect(variantOf(notebookOf())).toBe("");
    expect(variantOf(notebookOf("1"))).toBe("");
    for (const about of [null, "A", ["A"], { variant: 5 }, { variant: null }])
      expect(variantOf(saying(about))).toBe("");
  });

  test("is the earlier one where a later output is no description at all", () => {
    expect(variantOf(saying({ variant: "A" }, "B"))).toBe("a");
  });
});
