import type { ReadFigure } from "./figure-data.js";
import { escapeHtml, scriptJson } from "./html.js";
import { plainTable } from "./tables.js";

/** Rows of the table behind a chart that a report prints; what is left out is said. */
const MOST_ROWS = 500;

/**
 * A chart as HTML: the title that states its finding, the place where it is drawn with its text alternative, the
 * caption, its sources, and the table behind it, open until a script has drawn the chart.
 * @param sources the chart's sources as HTML, or nothing.
 */
export function figureHtml(figure: ReadFigure, number: number, sources = ""): string {
  const { title, meta, obstacle } = figure;
  const alt = meta.alt ?? title;
  const parts = [
    title && `<figcaption class="chart-title">${escapeHtml(title)}</figcaption>`,
    obstacle === undefined ? plot(figure, alt) : notDrawn(obstacle, alt),
    meta.caption && `<p class="caption">${escapeHtml(meta.caption)}</p>`,
    sources && `<p class="chart-sources">${sources}</p>`,
    tableHtml(figure),
  ];
  return `<figure class="chart" id="figure-${number}">\n${parts.filter(Boolean).join("\n")}\n</figure>\n`;
}

/** A small still drawing of a figure, without title and table. */
export function thumbnailHtml(figure: ReadFigure): string {
  const alt = figure.meta.alt ?? figure.title;
  return figure.obstacle === undefined ? `<div class="chart small">${plot(figure, alt, " still")}</div>` : "";
}

function plot({ drawing }: ReadFigure, alt: string, more = ""): string {
  const label = alt === "" ? "Chart without a description" : alt;
  return (
    `<div class="plot${more}" role="img" aria-label="${escapeHtml(label)}"></div>\n` +
    '<noscript><p class="note">This chart is drawn by a script, and scripts are turned off.</p></noscript>\n' +
    `<script type="application/json" class="figure-data">${scriptJson(drawing)}</script>`
  );
}

function notDrawn(obstacle: string, alt: string): string {
  return `<p class="note">This chart is not drawn: ${escapeHtml(obstacle)}. ${escapeHtml(alt)}</p>`;
}

function tableHtml({ meta: { table } }: ReadFigure): string {
  if (table === undefined) return "";
  const left = table.rows.length - MOST_ROWS;
  const more = left > 0 ? `<p class="table-note">${left} further rows are not shown.</p>` : "";
  const rows = plainTable(table.columns, table.rows.slice(0, MOST_ROWS));
  return `<details class="figure-table" open><summary>The figures behind this chart</summary>${rows}${more}</details>`;
}
