import { cellText, isBlank, isNumeric, MISSING } from "./cell.js";
import { escapeHtml, shortened } from "./html.js";

/** What is drawn as a table: the rows and columns that are shown, and how many there are. */
export interface Grid {
  readonly columns: readonly string[];
  /** As long as `columns`; `MISSING` for what is not there. */
  readonly rows: readonly (readonly unknown[])[];
  /** Stands before the columns: a name, and a label for each row. */
  readonly index?: { readonly name: string; readonly labels: readonly unknown[] };
  readonly totalRows: number;
  readonly totalColumns: number;
  /** Set where there may be more columns than were counted. */
  readonly moreColumns?: boolean;
}

/** Rows and columns of a table that are shown. */
export const MOST_ROWS = 50;
export const MOST_COLUMNS = 50;
/** Characters of HTML after which no further row is shown. */
const MOST_HTML = 400_000;
const LONGEST_NAME = 100;

// Front ends align all cells to the right; reports, all but class "number" to the left, and drop styles.
const NUMBER = ' class="number" style="text-align: right"';
const TEXT = ' style="text-align: left"';

/** A table as HTML: every cell escaped, numbers aligned to the right, and a line under it where not all of it is shown. */
export function gridHtml(grid: Grid): string {
  const numeric = numericColumns(grid);
  const { index } = grid;
  const corner = index ? `<th scope="col"${TEXT}>${name(index.name)}</th>` : "";
  const heads = grid.columns.map(
    (text, i) => `<th scope="col"${numeric[i] ? NUMBER : TEXT}>${name(text)}</th>`,
  );
  let body = "";
  let shown = 0;
  for (const [at, row] of grid.rows.entries()) {
    const label = index ? `<th scope="row"${TEXT}>${escapeHtml(cellText(index.labels[at]))}</th>` : "";
    const cells = row.map((value, i) => cellHtml(value, numeric[i] ?? false));
    body += `<tr>${label}${cells.join("")}</tr>`;
    shown++;
    if (body.length > MOST_HTML) break;
  }
  const note = noteOf(grid, shown);
  const foot = note ? `<p class="table-note">${note}</p>` : "";
  return `<table><thead><tr>${corner}${heads.join("")}</tr></thead><tbody>${body}</tbody></table>${foot}`;
}

function name(text: string): string {
  return escapeHtml(shortened(text, LONGEST_NAME));
}

function cellHtml(value: unknown, numeric: boolean): string {
  const text = escapeHtml(cellText(value));
  // Set apart from the texts "null" and "undefined".
  const shown = isBlank(value) && value !== MISSING ? `<em>${text}</em>` : text;
  return `<td${isNumeric(value) || (numeric && isBlank(value)) ? NUMBER : TEXT}>${shown}</td>`;
}

/** A table as text in columns, with the same line under it. */
export function gridText(grid: Grid): string {
  const { index } = grid;
  const numeric = [...(index ? [false] : []), ...numericColumns(grid)];
  const table = [
    [...(index ? [index.name] : []), ...grid.columns].map((text) => shortened(text, LONGEST_NAME)),
    ...grid.rows.map((row, at) => [...(index ? [index.labels[at]] : []), ...row].map(oneLine)),
  ];
  const widths = numeric.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, noteOf(grid, grid.rows.length)].filter((line) => line !== "").join("\n");
}

function oneLine(value: unknown): string {
  return cellText(value).replace(/\s+/g, " ");
}

/** Whether each column holds numbers and nothing else. */
function numericColumns({ columns, rows }: Grid): boolean[] {
  return columns.map((_, i) => {
    const cells = rows.map((row) => row[i]).filter((value) => !isBlank(value));
    return cells.length > 0 && cells.every(isNumeric);
  });
}

/** "50 of 1,200 rows and 50 of 3,000 columns are shown."; nothing where all are. */
function noteOf(grid: Grid, rows: number): string {
  const { columns, totalRows, totalColumns, moreColumns } = grid;
  const parts = [
    rows < totalRows && `${count(rows)} of ${count(totalRows)} rows`,
    (columns.length < totalColumns || moreColumns) &&
      `${count(columns.length)} of ${moreColumns ? "at least " : ""}${count(totalColumns)} columns`,
  ].filter(Boolean);
  return parts.length ? `${parts.join(" and ")} are shown.` : "";
}

function count(number: number): string {
  return number.toLocaleString("en-GB");
}
