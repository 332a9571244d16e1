/** One cell of a table that is written as CSV. */
export type CsvCell = string | number | boolean | null;

/**
 * A table as CSV by RFC 4180, with the mark by which Excel knows UTF-8. What a spreadsheet would take for a
 * formula gets an apostrophe before it, also inside a text, where a program that splits at semicolons or tabs would begin
 * a cell; a number, a negative one too, stays a number.
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?%?$/i;
// Some spreadsheets take the wide forms of East Asian type as well.
const FORMULA = /^[\s"]*[=+\-@＝＋－＠]/;

function field(cell: CsvCell): string {
  if (cell === null) return "";
  const text = String(cell);
  const safe = typeof cell === "string" ? withoutFormulas(text) : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function withoutFormulas(text: string): string {
  const parts = text.split(/([;\t\r\n])/);
  const safe = parts.map((part) => (FORMULA.test(part) && !NUMBER.test(part.trim()) ? `'${part}` : part));
  return `${/^[\t\r\n]/.test(text) ? "'" : ""}${safe.join("")}`;
}
