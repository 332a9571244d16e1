import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { DataError, quoted } from "./error.js";

/** One record of a CSV file and the line of the file on which it starts. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV file whose records all have as many cells as its header. */
export interface CsvFile {
  readonly header: readonly string[];
  readonly records: readonly CsvRecord[];
}

const READ_FAULTS: { readonly [code: string]: string } = {
  ENOENT: "no such file",
  EISDIR: "a folder",
  EACCES: "a file that may not be read",
};

/** Text of a UTF-8 file, without a byte order mark. Throws `DataError` where it is missing or not UTF-8. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an error";
    throw new DataError({ file }, READ_FAULTS[code] ?? code, "a readable file");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DataError({ file }, "bytes that are not UTF-8", "a UTF-8 file", "Save it as UTF-8.");
  }
}

/**
 * Comma-separated text → header and records (RFC 4180). A byte order mark is dropped, lines may end in LF, CRLF or
 * CR, blank lines are skipped. `file` is the name that errors carry.
 *
 * Throws `DataError` for an empty file, cells separated by semicolons or tabs, an unnamed or doubled column, a record with more or fewer cells than the
 * header, and for quotes out of place.
 */
export function parseCsv(text: string, file: string): CsvFile {
  const [head, ...records] = recordsOf(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"), file);
  if (head === undefined) throw new DataError({ file }, "an empty file", "a header line");
  const header = head.cells.map((name) => name.trim());
  const [only] = header;
  const other = header.length === 1 ? OTHER_SEPARATORS.find(({ sign }) => only?.includes(sign)) : undefined;
  if (other !== undefined) {
    throw new DataError(
      { file, row: head.line },
      `cells separated by ${other.word}`,
      "cells separated by commas",
      "Save it as CSV with commas between the cells and points in the numbers.",
    );
  }
  header.forEach((name, index) => {
    if (name === "") {
      throw new DataError(
        { file, row: head.line },
        `no name for column ${index + 1}`,
        "a name for every column",
      );
    }
    if (header.indexOf(name) !== index) {
      throw new DataError(
        { file, row: head.line, column: name },
        `the name at columns ${header.indexOf(name) + 1} and ${index + 1}`,
        "every column name once",
      );
    }
  });
  for (const { line, cells } of records) {
    if (cells.length === header.length) continue;
    throw new DataError(
      { file, row: line },
      `${cells.length} cells`,
      `${header.length}, as in the header`,
      'A cell that holds a comma needs double quotes around it: "a, b".',
    );
  }
  return { header, records };
}

const OTHER_SEPARATORS = [
  { sign: ";", word: "semicolons" },
  { sign: "\t", word: "tabs" },
];

function recordsOf(text: string, file: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let lastLine = 0;
  try {
    parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        const breaks = cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
        records.push({ line: lines - breaks, cells });
        lastLine = lines;
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_QUOTE_NOT_CLOSED") {
      throw new DataError({ file, row: lastLine + 1 }, "a quote that is never closed", "a closing quote");
    }
    const row = typeof error.lines === "number" ? error.lines : lastLine + 1;
    const line = text.split("\n")[row - 1] ?? "";
    throw new DataError(
      { file, row },
      `a quote out of place in ${quoted(line)}`,
      "quotes around whole cells only",
      'Inside of a quoted cell, write a quote twice: "".',
    );
  }
}
