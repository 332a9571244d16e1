import { otherText } from "./cell-text.js";
import type { Quantity } from "./contract.js";
import { escapeHtml } from "./escape.js";
import type { FormatOptions } from "./format.js";
import { formatNumber, formatQuantity } from "./format.js";
import { isQuantity } from "./publish.js";
import { send } from "./send.js";
import { cite, sourceBundle, sourceLine, sourcesOf } from "./sources.js";

type Row = { readonly [column: string]: unknown };

interface ArqueroTable {
  columnNames(): string[];
  objects(): object[];
}

interface DataFrame {
  readonly columns: readonly unknown[];
  readonly values: unknown;
}

/** What `table` shows: an arquero table, a danfojs DataFrame, or an array of records. */
export type Rows = ArqueroTable | DataFrame | readonly object[];

export interface Column extends FormatOptions {
  /** What stands at the head of the column; default: the column's name. */
  readonly label?: string;
}

export interface TableOptions {
  readonly caption?: string;
  /** Which columns, in which order, and how each is headed and printed; default: all, by name. */
  readonly columns?: { readonly [name: string]: Column | string };
  /** Rows shown; what is left out is said. Default 200. */
  readonly maxRows?: number;
}

/**
 * Shows a table as HTML and as plain text. Quantities print with their intervals and link to their sources; null and
 * undefined print as "–", which is explained under the table. Dates print in ISO form, lists and records by what they hold. A source
 * that nobody registered goes by its id. An unknown column is an error that lists what there is.
 */
export function table(rows: Rows, options: TableOptions = {}): void {
  const { names, records } = read(rows);
  const columns = Object.entries(options.columns ?? Object.fromEntries(names.map((name) => [name, name])));
  for (const [name] of columns) {
    if (records.length && !names.includes(name)) {
      throw new Error(`table: no column "${name}"; there are: ${names.join(", ")}`);
    }
  }
  const visible = records.slice(0, options.maxRows ?? 200);
  const left = records.length - visible.length;
  const heads = columns.map(([name, column]) =>
    typeof column === "string" ? column : (column.label ?? name),
  );
  const formats = columns.map(([, column]) => (typeof column === "string" ? {} : column));
  const cells = visible.map((record) => columns.map(([name]) => record[name]));
  const cited = cite(sourcesOf(cells.flat().filter(isQuantity)));
  const lines = new Map(cited.map((record) => [record.id, sourceLine(record)]));
  const missing = cells.flat().some(isMissing);
  const notes = [left > 0 && `${left} further rows are not shown.`, missing && "–: no figure."]
    .filter(Boolean)
    .join(" ");
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = cells.map((row) => {
    const tds = row.map((cell, i) => {
      const numeric = typeof cell === "number" || isQuantity(cell);
      return `<td${numeric ? ' class="number"' : ""}>${cellHtml(cell, formats[i] ?? {}, lines)}</td>`;
    });
    return `<tr>${tds.join("")}</tr>`;
  });
  const caption = options.caption ? `<caption>${escapeHtml(options.caption)}</caption>` : "";
  const foot = notes ? `<p class="table-note">${escapeHtml(notes)}</p>` : "";
  send({
    "text/html": `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>${foot}`,
    "text/plain": plain(
      [heads, ...cells.map((row) => row.map((cell, i) => cellText(cell, formats[i] ?? {})))],
      notes,
    ),
    ...sourceBundle(cited),
  });
}

function read(rows: Rows): { names: string[]; records: Row[] } {
  if ("columnNames" in rows) return { names: rows.columnNames(), records: rows.objects() as Row[] };
  if ("columns" in rows && "values" in rows && !Array.isArray(rows)) {
    const names = (rows as DataFrame).columns.map(String);
    const values = (rows as DataFrame).values as readonly unknown[];
    return {
      names,
      records: values.map((value) =>
        Object.fromEntries(names.map((name, i) => [name, Array.isArray(value) ? value[i] : value])),
      ),
    };
  }
  if (!Array.isArray(rows))
    throw new TypeError("table: expected an arquero table, a DataFrame or an array of records");
  return { names: [...new Set(rows.flatMap((row) => Object.keys(row)))], records: rows as Row[] };
}

function isMissing(cell: unknown): boolean {
  if (isQuantity(cell)) return cell.value === null && cell.low === undefined && cell.high === undefined;
  return cell === null || cell === undefined || (typeof cell === "number" && Number.isNaN(cell));
}

function cellText(cell: unknown, format: FormatOptions): string {
  if (isMissing(cell)) return "–";
  if (isQuantity(cell)) return formatQuantity(cell, format);
  if (typeof cell === "number") return formatNumber(cell, format.decimals, format.sign);
  return otherText(cell, (inner) => cellText(inner, {}));
}

function cellHtml(cell: unknown, format: FormatOptions, lines: ReadonlyMap<string, string>): string {
  // The interval stands apart, so that a narrow column can break before it.
  const [, figure = "", interval = ""] = /^(.*?)( \(.*\))?$/s.exec(cellText(cell, format)) ?? [];
  const small =
    interval && isQuantity(cell) ? ` <small class="interval">${escapeHtml(interval.trim())}</small>` : "";
  const text = escapeHtml(small ? figure : figure + interval);
  const source = isQuantity(cell) && !isMissing(cell) ? firstSource(cell, lines) : undefined;
  if (!source) return text + small;
  return `<a href="#source-${encodeURIComponent(source.id)}" title="${escapeHtml(source.line)}">${text}</a>${small}`;
}

function firstSource(
  quantity: Quantity,
  lines: ReadonlyMap<string, string>,
): { id: string; line: string } | undefined {
  const id = quantity.sources?.[0];
  const line = id === undefined ? undefined : lines.get(id);
  return id !== undefined && line !== undefined ? { id, line } : undefined;
}

function plain(rows: readonly (readonly string[])[], notes: string): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, ...(notes ? [notes] : [])].join("\n");
}
