import type { Table, Value } from "./tables.js";

/**
 * A table as CSV (RFC 4180 with line feeds): a header, numbers with all their digits, nothing where a value is missing. Texts
 * that a spreadsheet would take for a formula get an apostrophe before them.
 */
export function csvText({ columns }: Table): string {
  const lines = [columns.map(({ name }) => name).join(",")];
  const count = columns[0]?.values.length ?? 0;
  for (let row = 0; row < count; row++) {
    lines.push(columns.map(({ values }) => cell(values[row] ?? null)).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value !== "string") return Number.isNaN(value) ? "" : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
