import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromCSV } from "arquero";
import { afterAll, describe, expect, test } from "vitest";
import { parseCsv, readText } from "../../../lib/clusters/data/csv.js";

const folder = mkdtempSync(join(tmpdir(), "csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BROKEN: readonly (readonly [string, string, string])[] = [
  ["an empty file", "", "t.csv: found an empty file, expected a header line."],
  [
    "a doubled column",
    "a,b,a\n1,2,3\n",
    't.csv, line 1, column "a": found the name at columns 1 and 3, expected every column name once.',
  ],
  [
    "a doubled column that differs in space only",
    "a, a\n1,2\n",
    't.csv, line 1, column "a": found the name at columns 1 and 2',
  ],
  [
    "an unnamed column",
    "a,\n1,2\n",
    "t.csv, line 1: found no name for column 2, expected a name for every column.",
  ],
  ["a row that is too short", "a,b\n1,2\n3\n", "t.csv, line 3: found 1 cells, expected 2, as in the header."],
  ["a row that is too long", "a,b\n1,2,3\n", "t.csv, line 2: found 3 cells, expected 2, as in the header."],
  ["a quote inside of a bare cell", 'a,b\n1,2"3\n', "t.csv, line 2: found a quote out of place in"],
  ["text behind a closing quote", 'a,b\n1,2\n1,"2"3\n', "t.csv, line 3: found a quote out of place in"],
  ["a quote that stays open", 'a,b\n1,2\n3,"4\n5,6\n', "t.csv, line 3: found a quote that is never closed"],
];

describe("parseCsv", () => {
  test("gives header, cells and the line where each row starts", () => {
    expect(parseCsv('a,b\n1,"x, y"\n\n"line\nbreak",""\n3,4', "t.csv")).toEqual({
      header: ["a", "b"],
      records: [
        { line: 2, cells: ["1", "x, y"] },
        { line: 4, cells: ["line\nbreak", ""] },
        { line: 6, cells: ["3", "4"] },
      ],
    });
  });

  test.each([
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("counts lines that end in %s as an editor does", (_, end) => {
    const { records } = parseCsv(["a", '"x', 'y"', "z"].join(end), "t.csv");
    expect(records).toEqual([
      { line: 2, cells: ["x\ny"] },
      { line: 4, cells: ["z"] },
    ]);
  });

  test("a header alone has no rows", () => {
    expect(parseCsv("a,b\n", "t.csv")).toEqual({ header: ["a", "b"], records: [] });
  });

  test.each(BROKEN)("%s is an error", (_, text, message) => {
    expect(() => parseCsv(text, "t.csv")).toThrow(message);
  });
});

describe("what arquero lets through is caught", () => {
  test("a byte order mark becomes part of arquero's first column name, not of ours", () => {
    const text = "\uFEFFcluster,rank\nBeijing,4\n";
    expect(fromCSV(text).columnNames()[0]).not.toBe("cluster");
    expect(parseCsv(text, "t.csv").header).toEqual(["cluster", "rank"]);
  });

  test("a doubled header is doubled in arquero too and is an error here", () => {
    const text = "rank,rank\n1,2\n";
    expect(fromCSV(text).columnNames()).toEqual(["rank", "rank"]);
    expect(() => parseCsv(text, "t.csv")).toThrow(/every column name once/);
  });

  test("a ragged row is filled or cut silently by arquero and is an error here", () => {
    const text = "a,b\n1\n1,2,3\n";
    expect(fromCSV(text).numRows()).toBe(2);
    expect(() => parseCsv(text, "t.csv")).toThrow(/line 2: found 1 cells/);
  });
});

describe("readText", () => {
  const file = join(folder, "t.csv");

  test("a missing file is one clear error", () => {
    expect(() => readText(join(folder, "none.csv"))).toThrow(
      /none\.csv: found no such file, expected a readable file\./,
    );
  });

  test("a folder is one clear error", () => {
    expect(() => readText(folder)).toThrow(/found a folder, expected a readable file/);
  });

  test("bytes that are not UTF-8 are an error that says what to do", () => {
    writeFileSync(file, Buffer.from([0x53, 0xe3, 0x6f]));
    expect(() => readText(file)).toThrow(
      /found bytes that are not UTF-8, expected a UTF-8 file\. Save it as UTF-8\./,
    );
  });
});
