import { escapeHtml, plainText } from "./html.js";

const NUMBER = /^[+−–-]?[£$€¥]?\s?\d[\d,.\s]*(?:%|bn|m|k)?(?:\s*\(.*\d.*\))?$/i;
/** Longer texts are no numbers, however they begin. */
const LONGEST_NUMBER = 100;
const EMPTY = /^[–—-]?$/;

/**
 * Puts every table of sanitised HTML into a frame that scrolls sideways, and aligns the columns that hold numbers. The
 * empty corner that data frames have is no heading of anything.
 */
export function dressTables(html: string): string {
  return withFewSpans(html)
    .replace(/<th\b([^>]*)>\s*<\/th>/g, (_, rest: string) => `<td${rest.replace(/ scope="[^"]*"/, "")}></td>`)
    .replace(/<thead\b(?:(?!<thead\b)[\s\S])*?<\/thead>/g, (head) =>
      head.replace(/<th\b(?![^>]*\sscope=)/g, '<th scope="col"'),
    )
    .replace(/<table\b(?:(?!<table\b)[\s\S])*?<\/table>/g, alignNumbers)
    .replace(/<table\b[^>]*>(?:\s*<caption\b[^>]*>([\s\S]*?)<\/caption>)?/g, (start, caption?: string) => {
      const label = escapeHtml(plainText(caption ?? "")) || "Table";
      return `<div class="scroll" role="group" aria-label="${label}" tabindex="0">${start}`;
    })
    .replaceAll("</table>", "</table></div>");
}

const WIDEST = 100;
/** Columns of a row, and cells' areas in all: browsers lay out whatever a cell claims. */
const MOST_COLUMNS = 1_000;
const LARGEST_AREA = 20_000;

/** HTML whose cells span no more than there can be: up to a hundred columns, and the rows that are left. */
function withFewSpans(html: string): string {
  if (!/\s(?:col|row)?span="/.test(html)) return html;
  let rows = html.match(/<tr\b/g)?.length ?? 0;
  let area = LARGEST_AREA + 4 * (html.match(/<t[dh]\b/g)?.length ?? 0);
  let columns = 0;
  return html.replace(/<(tr|td|th|col|colgroup)\b[^>]*>/g, (tag, name: string) => {
    if (name === "tr") {
      rows--;
      columns = 0;
      return tag;
    }
    const wide = spanOf(tag, "(?:col)?span", columns < MOST_COLUMNS && area > 0 ? WIDEST : 1);
    const tall = spanOf(tag, "rowspan", area > 0 ? rows + 1 : 1);
    columns += wide;
    area -= wide * tall;
    return tag
      .replace(/ ((?:col)?span)="[^"]*"/, (_, which: string) => (wide > 1 ? ` ${which}="${wide}"` : ""))
      .replace(/ rowspan="[^"]*"/, tall > 1 ? ` rowspan="${tall}"` : "");
  });
}

function spanOf(tag: string, name: string, most: number): number {
  const said = new RegExp(` ${name}="\\s*\\+?(\\d+)`).exec(tag)?.[1];
  // To the last row of its part, in HTML's own words.
  if (name === "rowspan" && Number(said) === 0) return most;
  return Math.max(1, Math.min(Number(said ?? 1), most));
}

// A column holds numbers if each of its cells below the head does, apart from those that are empty.
function alignNumbers(table: string): string {
  if (/\b(?:col|row)span=/.test(table)) return table;
  const columns: { numbers: number; others: number }[] = [];
  eachCell(table, (tag, column, content, attributes) => {
    columns[column] ??= { numbers: 0, others: 0 };
    const seen = columns[column];
    const text = plainText(content);
    if (seen === undefined || tag !== "td") return undefined;
    if (/class="number"/.test(attributes) || (text.length <= LONGEST_NUMBER && NUMBER.test(text)))
      seen.numbers++;
    else if (!EMPTY.test(text)) seen.others++;
    return undefined;
  });
  return eachCell(table, (_, column) => {
    const seen = columns[column];
    return seen !== undefined && seen.numbers > 0 && seen.others === 0 ? "number" : undefined;
  });
}

function eachCell(
  table: string,
  visit: (tag: string, column: number, content: string, attributes: string) => string | undefined,
): string {
  return table.replace(/<tr\b[\s\S]*?(?:<\/tr>|$)/g, (row) => {
    let column = 0;
    return row.replace(
      /<(t[dh])\b([^>]*)>([\s\S]*?)<\/\1>/g,
      (cell, tag: string, attributes: string, content: string) => {
        const name = visit(tag, column++, content, attributes);
        if (name === undefined || /\bclass=/.test(attributes)) return cell;
        return `<${tag}${attributes} class="${name}">${content}</${tag}>`;
      },
    );
  });
}

/**
 * Rows of plain values as a table; `null` shows as a dash. Numbers print in British notation with up to 12 digits; a
 * column whose numbers have at most two decimals shows as many in each. The caption is for those who do not see what
 * stands around the table.
 */
export function plainTable(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  caption: string,
): string {
  const head = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const decimals = columns.map((_, at) => Math.max(0, ...rows.map((row) => decimalsOf(row[at]))));
  const body = rows.map((row) => {
    const cells = row.map((value, at) => `<td>${escapeHtml(printed(value, decimals[at] ?? 0))}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  const title = `<caption class="unseen">${escapeHtml(caption)}</caption>`;
  return dressTables(`<table>${title}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`);
}

function decimalsOf(value: unknown): number {
  return typeof value === "number" ? (/\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0) : 0;
}

function printed(value: unknown, decimals: number): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  const digits =
    decimals <= 2
      ? { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
      : { maximumSignificantDigits: 12 };
  return value
    .toLocaleString("en-GB", { ...digits, useGrouping: Math.abs(value) >= 10_000 })
    .replace("-", "−");
}

/**
 * Sanitised HTML with a button under each table that saves it; a style shows them only where scripts run.
 * @param heading plain text of the heading above, by which a table without a caption goes.
 */
export function withTableTools(html: string, heading?: string): string {
  return html.replace(
    /<div class="scroll" role="group" aria-label="([^"]*)"(?:(?!<table\b)[\s\S])*<table\b(?:(?!<table\b)[\s\S])*?<\/table><\/div>(?:\s*<p class="table-note">[^<]*<\/p>)?/g,
    (table, label: string) =>
      `${table}<div class="tools table-tools"><span>Save</span> <button type="button" class="save-csv" aria-label="CSV: save ${label === "Table" && heading ? `the table under ${escapeHtml(heading)}` : label}">CSV</button></div>`,
  );
}
