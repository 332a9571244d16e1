import { readFileSync } from "node:fs";
import type { Figure, FigureTable } from "./contract.js";
import { MIME } from "./contract.js";
import { escapeHtml } from "./escape.js";
import { send } from "./send.js";
import { cite, sourceBundle } from "./sources.js";

/** Names the file of a plotly.js bundle; the kernel spec that `tsnb kernel install` writes sets it. */
const BUNDLE_VARIABLE = "TSLAB_NOTEBOOK_PLOTLY";

let bundleSent = false;
let count = 0;

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
  const file = process.env[BUNDLE_VARIABLE];
  return file ? drawing(figure, file) + table : head + text + table;
}

/** A drawing that draws itself where a front end runs scripts; the bundle goes along with the first one. */
function drawing(figure: Figure, file: string): string {
  const id = `tslab-notebook-plot-${process.pid}-${++count}`;
  const bundle = bundleSent
    ? ""
    : `<script>${readFileSync(file, "utf8").replace(/<\/script/gi, "<\\/script")}</script>`;
  bundleSent = true;
  const json = JSON.stringify(figure)
    .replace(/</g, "\\u003c")
    .replace(/[\u2028\u2029]/g, " ");
  const draw = `(function draw(tries){var at=document.getElementById("${id}");if(window.Plotly&&at){var f=${json};window.Plotly.newPlot(at,f.data,f.layout,{responsive:true,displaylogo:false})}else if(tries>0){setTimeout(draw,200,tries-1)}})(50)`;
  return `${bundle}<div id="${id}" role="img" aria-label="${escapeHtml(figure.layout?.meta?.alt ?? titleOf(figure))}"></div><script>${draw}</script>`;
}

function tableHtml(table: FigureTable): string {
  const row = (tag: string, cells: readonly unknown[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell === null ? "–" : String(cell))}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row("th", table.columns)}</thead><tbody>${table.rows.map((cells) => row("td", cells)).join("")}</tbody></table>`;
}
