import type { FigureTable } from "../display/contract.js";
import type { ReadFigure } from "./figure-data.js";
import { escapeHtml, scriptJson } from "./html.js";
import { plainTable } from "./tables.js";
import { tracesTable } from "./traces-table.js";

/** Rows of the table behind a chart that a report prints; what is left out is said. */
const MOST_ROWS = 500;

const UNDRAWN = "This chart is drawn by a script, and scripts are turned off.";

/** A chart's sources: as links into the list of the report, and as words for where that list is not. */
export interface FigureSources {
  readonly html: string;
  /** "Sources: OECD, WIPO". */
  readonly text: string;
}

/**
 * A chart as HTML: the title that states its finding, the place where it is drawn with its text alternative, the
 * caption, its sources, what can be saved of it, and the table behind it, open until a script has drawn the chart.
 */
export function figureHtml(figure: ReadFigure, number: number, sources?: FigureSources): string {
  const { title, meta, obstacle } = figure;
  const alt = meta.alt ?? title;
  const name = title || `Chart ${number}`;
  const table = meta.table ?? tracesTable(figure);
  const parts = [
    `<figcaption class="chart-title${title ? "" : " unseen"}">${escapeHtml(name)}</figcaption>`,
    obstacle === undefined ? plot(figure, alt, UNDRAWN) : notDrawn(obstacle, alt),
    meta.caption && `<p class="caption">${escapeHtml(meta.caption)}</p>`,
    sources?.html && `<p class="chart-sources">${sources.html}</p>`,
    toolsHtml(name, table !== undefined, obstacle === undefined),
    table && tableHtml(table, name),
  ];
  const said = sources?.text ? ` data-sources="${escapeHtml(sources.text)}"` : "";
  return `<figure class="chart" id="figure-${number}"${said}>\n${parts.filter(Boolean).join("\n")}\n</figure>\n`;
}

/** Buttons; a style shows them only where scripts run. */
function toolsHtml(name: string, table: boolean, drawn: boolean): string {
  const button = (kind: string, value: string, what: string) =>
    `<button type="button" class="${kind}" value="${value.toLowerCase()}" aria-label="${value}: ${what} ${escapeHtml(name)}">${value}</button>`;
  const buttons = [
    table && button("save-csv", "CSV", "save the figures of"),
    drawn && button("save-image", "PNG", "save a picture of"),
    drawn && button("save-image", "SVG", "save a drawing of"),
  ].filter(Boolean);
  return buttons.length === 0 ? "" : `<div class="tools"><span>Save</span> ${buttons.join(" ")}</div>`;
}

/** A small still drawing of a figure over its title, without table; where no script draws it, its description. */
export function thumbnailHtml(figure: ReadFigure): string {
  const alt = figure.meta.alt ?? figure.title;
  if (figure.obstacle !== undefined) return "";
  const title = figure.title && `\n<figcaption class="caption">${escapeHtml(figure.title)}</figcaption>`;
  return `<figure class="chart small">${plot(figure, alt, alt || UNDRAWN, " still")}${title}</figure>`;
}

function plot({ drawing }: ReadFigure, alt: string, unscripted: string, more = ""): string {
  const label = alt === "" ? "Chart without a description" : alt;
  return (
    `<div class="plot${more}" role="img" aria-label="${escapeHtml(label)}"></div>\n` +
    `<noscript><p class="note">${escapeHtml(unscripted)}</p></noscript>\n` +
    `<script type="application/json" class="figure-data">${scriptJson(drawing)}</script>`
  );
}

function notDrawn(obstacle: string, alt: string): string {
  return `<p class="note">This chart is not drawn: ${escapeHtml(obstacle)}. ${escapeHtml(alt)}</p>`;
}

function tableHtml(table: FigureTable, name: string): string {
  const left = table.rows.length - MOST_ROWS;
  const more =
    left > 0
      ? `<p class="table-note">${left.toLocaleString("en-GB")} further rows are not shown; the CSV file has them.</p>`
      : "";
  const rows = plainTable(table.columns, table.rows.slice(0, MOST_ROWS), name);
  const data = `<script type="application/json" class="table-data">${scriptJson(table)}</script>`;
  return `<details class="figure-table" open><summary>The figures behind this chart</summary>${rows}${more}${data}</details>`;
}
