import type * as fs from "node:fs";
import { accessSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { Notebook } from "../../../lib/notebook/nbformat/index.js";
import { applyParameters, givenValues, parametersOf } from "../../../lib/notebook/parameters/index.js";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  return { ...real, accessSync: vi.fn(real.accessSync) };
});

const folder = mkdtempSync(join(tmpdir(), "parameters-"));
writeFileSync(join(folder, "mine.csv"), "cluster\n");
afterAll(() => rmSync(folder, { recursive: true }));

function notebook(...sources: string[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: { tags: ["parameters"] },
      source,
      execution_count: null,
      outputs: [],
    })),
  };
}
const set = (source: string, given: Record<string, string>) => {
  const declared = parametersOf(notebook(source), "x.ipynb");
  return applyParameters(notebook(source), declared, new Map(Object.entries(given)), folder).cells[0]?.source;
};

describe("the parameters of a notebook", () => {
  it("are the constants of the cell with the tag, with type and default", () => {
    const source =
      'const a: number = 1, b = "x";\nconst c: Path | undefined = undefined;\nconst d: "s" | "m" = "s";';
    expect(parametersOf(notebook(source), "x.ipynb")).toMatchObject([
      { name: "a", kind: "number", written: "1" },
      { name: "b", kind: "string", written: '"x"' },
      { name: "c", kind: "path", written: "undefined" },
      { name: "d", kind: "string", choices: ["s", "m"] },
    ]);
  });
  it("are none where no cell has the tag", () => {
    expect(parametersOf({ ...notebook("const a = 1;"), cells: [] }, "x.ipynb")).toEqual([]);
  });
  it.each([
    ["let a = 1;", "expected a const"],
    ["const a = f();", "expected a string, number, boolean, path"],
    ["const { a } = { a: 1 };", "a name with a default"],
    ["const a: number | string = 1;", "expected a string, number"],
    ["console.log(1);", "line 1: found `console.log(1);`"],
  ])("refuse %s", (source, message) => {
    expect(() => parametersOf(notebook(source), "x.ipynb")).toThrow(message);
  });
  it("stand in one cell", () => {
    expect(() => parametersOf(notebook("const a = 1;", "const b = 1;"), "x.ipynb")).toThrow(
      "cells 1 and 2 both",
    );
  });
});

describe("applying parameters", () => {
  it("replaces the defaults where they stand, and nothing else", () => {
    const source = 'const a: number = 1; // one\nconst b = "x", c = true;';
    expect(set(source, { a: "-2.5", b: 'y"; process.exit(); "', c: "false" })).toBe(
      'const a: number = -2.5; // one\nconst b = "y\\"; process.exit(); \\"", c = false;',
    );
    expect(set(source, {})).toBe(source);
  });
  it("takes a path from where the user stands", () => {
    expect(set("const t: Path | undefined = undefined;", { t: "mine.csv" })).toContain(
      JSON.stringify(join(folder, "mine.csv")),
    );
  });
  it("takes a folder from where the user stands, with or without a slash behind it", () => {
    for (const given of [".", "./", folder]) {
      expect(set("const d: Folder | undefined = undefined;", { d: given })).toContain(JSON.stringify(folder));
    }
  });
  it.each([
    ["const a: number = 1;", { a: "one" }, 'found "one", expected a number'],
    ["const a: number = 1;", { a: "" }, "expected a number"],
    ["const a: number = 1;", { a: "0x10" }, "expected a number"],
    ["const a: number = 1;", { a: " 5" }, "expected a number"],
    ["const a: number = 1;", { a: "1e3" }, "expected a number"],
    ["const a: number = 1;", { a: "1,5" }, "expected a number"],
    ["const a: number = 1;", { a: "9".repeat(400) }, "expected a number"],
    ["const a: number = 1;", { a: "Infinity" }, "expected a number"],
    ["const a = true;", { a: "yes" }, "expected true or false"],
    ['const a: "s" | "m" = "s";', { a: "l" }, "expected s or m"],
    ["const a: Path | undefined = undefined;", { a: "absent.csv" }, "there is no file absent.csv"],
    ["const a: Path | undefined = undefined;", { a: "" }, 'there is no file ""'],
    ["const a: Path | undefined = undefined;", { a: "." }, "-p a: . is a folder, expected a file."],
    ["const a: Path | undefined = undefined;", { a: "mine.csv/x" }, "there is no file mine.csv/x"],
    ["const a: Path | undefined = undefined;", { a: "/dev/null" }, "is a pipe or a device, expected a file"],
    ["const a: Path | undefined = undefined;", { a: "x".repeat(300) }, "cannot be read (ENAMETOOLONG)"],
    ["const a: Folder | undefined = undefined;", { a: "absent/" }, "there is no folder absent/"],
    ["const a: Folder | undefined = undefined;", { a: "" }, 'there is no folder ""'],
    [
      "const a: Folder | undefined = undefined;",
      { a: "mine.csv" },
      "-p a: mine.csv is a file, expected a folder.",
    ],
    ["const a = 1;", { b: "1" }, "-p b: there is no such parameter."],
  ])("of %s refuses %o", (source, given, message) => {
    expect(() => set(source, given as Record<string, string>)).toThrow(message);
  });
  it("says where a file may not be read", () => {
    vi.mocked(accessSync).mockImplementationOnce(() => {
      throw Object.assign(new Error("denied"), { code: "EACCES" });
    });
    expect(() => set("const t: Path | undefined = undefined;", { t: "mine.csv" })).toThrow(
      "-p t: mine.csv cannot be read, permission is denied.",
    );
  });
  it("lists what there is when a name is not declared", () => {
    const tryIt = () => set("const year: number = 2025;", { yaer: "2024" });
    expect(tryIt).toThrow(expect.objectContaining({ hint: "It takes: year (number; 2025)." }));
  });
  it("lists what there is when a value is of a wrong type", () => {
    const tryIt = () => set('const year: number = 2025, by: "s" | "m" = "s";', { by: "l" });
    expect(tryIt).toThrow(
      expect.objectContaining({
        message: '-p by: found "l", expected s or m.',
        hint: 'It takes: year (number; 2025), by (s or m; "s").',
      }),
    );
  });
  it.each([
    ["-7", "-7"],
    ["+0.50", "0.5"],
    [".5", "0.5"],
    ["007", "7"],
  ])("takes the number %s", (text, literal) => {
    expect(set("const a: number = 1;", { a: text })).toBe(`const a: number = ${literal};`);
  });
});

describe("the given files and texts", () => {
  it("are those of paths and folders, absolute, and of strings, with what the user wrote", () => {
    const source = 'const t: Path = "x.csv", u: Path = "y.csv", d: Folder = ".", s = "", n = 1;';
    const declared = parametersOf(notebook(source), "x.ipynb");
    const given = new Map([
      ["t", "sub/mine.csv"],
      ["d", "sub/"],
      ["s", "mine.csv"],
      ["n", "2"],
    ]);
    expect(givenValues(declared, given, folder)).toEqual([
      { name: "t", text: "sub/mine.csv", file: join(folder, "sub", "mine.csv") },
      { name: "d", text: "sub/", file: join(folder, "sub"), folder: true },
      { name: "s", text: "mine.csv" },
    ]);
  });
});
