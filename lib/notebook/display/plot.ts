import { drawingHtml, scriptAddress } from "tslab-kernel/drawing";
import type { Figure, FigureTable } from "./contract.js";
import { MIME } from "./contract.js";
import { escapeHtml } from "./escape.js";
import { send } from "./send.js";
import { cite, sourceBundle } from "./sources.js";

/**
 * Shows a Plotly figure. One message carries the figure as JSON (drawn by reports, VS Code and others that know
 * Plotly), as HTML (the title, the text alternative and the table; in a Jupyter front end also the drawing), and as
 * plain text. NaN and infinities in the data become gaps. A figure without `data` is an error.
 */
export function plot(figure: Figure): void {
  if (!figure || !Array.isArray(figure.data)) {
    throw new TypeError("plot: expected a Plotly figure {data: [...], layout: {...}}; found no array `data`");
  }
  const json = JSON.parse(JSON.stringify(figure)) as Figure;
  const meta = figure.layout?.meta;
  const title = titleOf(figure);
  const records = cite(meta?.sources ?? []);
  send({
    [MIME.plotly]: json,
    "text/html": html(json, title),
    "text/plain": [title, meta?.alt].filter(Boolean).join("\n") || "[chart]",
    ...sourceBundle(records),
  });
}

function titleOf(figure: Figure): string {
  const title = figure.layout?.title as string | { text?: string } | undefined;
  const text = typeof title === "string" ? title : (title?.text ?? "");
  return text.replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "");
}

function html(figure: Figure, title: string): string {
  const meta = figure.layout?.meta;
  const head = title ? `<p><strong>${escapeHtml(title)}</strong></p>` : "";
  const text = meta?.alt ? `<p>${escapeHtml(meta.alt)}</p>` : "";
  const table = meta?.table
    ? `<details><summary>The figures behind this chart</summary>${tableHtml(meta.table)}</details>`
    : "";
  const address = scriptAddress();
  if (address === undefined) return head + text + table;
  return drawingHtml(figure, address, meta?.alt ?? title, head + text) + table;
}

function tableHtml(table: FigureTable): string {
  const row = (tag: string, cells: readonly unknown[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell === null ? "–" : String(cell))}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row("th", table.columns)}</thead><tbody>${table.rows.map((cells) => row("td", cells)).join("")}</tbody></table>`;
}
