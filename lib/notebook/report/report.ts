import type { Figure } from "../display/contract.js";
import type { Notebook } from "../nbformat/index.js";
import { aboutOf, aboutSection, standingLine } from "./about.js";
import { type Body, renderBody } from "./body.js";
import { contentsHtml } from "./contents.js";
import { asFigure } from "./figure-data.js";
import { escapeHtml, plainText } from "./html.js";
import { madeHtml } from "./made.js";
import type { Heading } from "./markdown.js";
import { pageHtml } from "./page.js";
import { sourcesSection, withoutLinks } from "./sources.js";

export interface ReportOptions {
  /** Name of the notebook without its ending; the title where the notebook has none. */
  readonly name: string;
  /** The notebook's folder: pictures that its markdown names are taken from inside it. Without it, none are. */
  readonly sourceDir?: string;
  /** Whether the notebook comes from elsewhere: a page of it says nothing of editions where the notebook does not. */
  readonly foreign?: boolean;
  /** Address of the index of all reports, to link to, such as "index.html". */
  readonly index?: string;
}

export interface Report {
  /** The page, in full. */
  readonly html: string;
  /** Plain text. */
  readonly title: string;
  /** Plain text of the finding. */
  readonly finding?: string;
  /** Safe HTML of the finding; its links into the page begin with "#". */
  readonly findingHtml?: string;
  /** The first chart that can be drawn, safe to draw elsewhere. */
  readonly firstFigure?: Figure;
  /** Numbers of the cells that failed, from 1. */
  readonly failedCells: readonly number[];
  /** Absolute paths of the files that pictures were looked for in, found or not: the page depends on them. */
  readonly pictures: readonly string[];
  /** Bytes of the page. */
  readonly size: number;
}

/**
 * An executed notebook as one HTML page that needs no network: contents, title, finding, how old the data is, the cells
 * with their code folded away, sources, how to cite, what made it. The same notebook gives the same bytes. Everything in the
 * notebook is taken as text that strangers wrote: HTML is sanitised, the rest escaped.
 */
export async function renderReport(notebook: Notebook, options: ReportOptions): Promise<Report> {
  const body = renderBody(notebook, options.sourceDir);
  const about = aboutOf(notebook.cells);
  const silent = options.foreign === true && Object.keys(about).length === 0;
  const named = notebook.metadata.title;
  const own = body.title?.text ?? (typeof named === "string" && named.trim() !== "" ? named : options.name);
  const title = about.title ?? own;
  const heading = about.title === undefined ? body.title?.html : undefined;
  const finding = body.findingHtml === undefined ? undefined : plainText(withoutLinks(body.findingHtml));
  const first = body.figures.find(({ obstacle }) => obstacle === undefined);
  const html = await pageHtml({
    title,
    description: finding,
    kind: "report",
    figures: body.figures,
    name: options.name,
    bar: { index: options.index, code: body.html.includes('<details class="code">') },
    aside: contentsHtml(body.outline.headings, endings(body, silent)),
    body: [
      `<header>\n<h1>${heading ?? escapeHtml(title)}</h1>\n${findingBlock(body)}${silent ? "" : standingLine(about)}${failures(body)}</header>\n`,
      body.html,
      sourcesSection(body.citations),
      silent ? "" : aboutSection(about, title),
    ].join(""),
    foot: `<h2 id="report-made">What made this report</h2>\n${madeHtml(notebook, options.foreign)}`,
  });
  return {
    html,
    title,
    ...(finding === undefined ? {} : { finding, findingHtml: body.findingHtml }),
    ...(first === undefined ? {} : { firstFigure: asFigure(first) }),
    failedCells: body.failed,
    pictures: [...body.pictures],
    size: Buffer.byteLength(html),
  };
}

function findingBlock({ findingHtml }: Body): string {
  return findingHtml === undefined ? "" : `<div class="finding">${findingHtml}</div>\n`;
}

function failures({ failed }: Body): string {
  if (failed.length === 0) return "";
  const links = [...new Set(failed)].map((number) => `<a href="#report-error-${number}">cell ${number}</a>`);
  return `<p class="error">This report is incomplete: ${links.join(", ")} of the notebook failed.</p>\n`;
}

function endings({ citations }: Body, silent: boolean): Heading[] {
  return [
    ...(citations.size > 0 ? [{ level: 2, id: "report-sources", text: "Sources" }] : []),
    ...(silent ? [] : [{ level: 2, id: "report-about", text: "About this report" }]),
  ];
}
