import type { Figure } from "../display/contract.js";
import type { JsonValue } from "../nbformat/index.js";
import { thumbnailHtml } from "./figure.js";
import { type ReadFigure, readFigure } from "./figure-data.js";
import { escapeHtml, plainText } from "./html.js";
import { pageHtml } from "./page.js";
import { withoutLinks } from "./sources.js";

/** One report on the index. `renderReport` gives all of it but name and address. */
export interface IndexEntry {
  /** Name of the notebook without its ending. */
  readonly name: string;
  /** Address of the report, relative to the index and encoded as addresses are, such as "01-methodology-change.html". */
  readonly href: string;
  /** Plain text. */
  readonly title: string;
  /** As `renderReport` gives it; it is not sanitised again. */
  readonly findingHtml?: string;
  readonly firstFigure?: Figure;
  readonly failedCells?: readonly number[];
}

export interface IndexOptions {
  /** Heading of the index; default "Reports". */
  readonly title?: string;
  /** A sentence under the heading, plain text. */
  readonly introduction?: string;
  /** What link previews say, plain text; the introduction unless given. */
  readonly description?: string;
}

/** The page that lists reports, in the order given: title, finding and first chart of each, with links. */
export async function renderIndex(
  entries: readonly IndexEntry[],
  options: IndexOptions = {},
): Promise<string> {
  const title = options.title ?? "Reports";
  const figures: ReadFigure[] = [];
  const items = entries.map((entry) => {
    const figure = readFigure(entry.firstFigure as JsonValue | undefined);
    if (figure !== undefined) figures.push(figure);
    return entryHtml(entry, figure);
  });
  const introduction =
    options.introduction === undefined ? "" : `<p>${escapeHtml(options.introduction)}</p>\n`;
  const list = items.length > 0 ? items.join("") : "<p>There are no reports yet.</p>\n";
  return pageHtml({
    title,
    description: options.description ?? options.introduction,
    kind: "index",
    bar: {},
    figures,
    body: `<header>\n<h1>${escapeHtml(title)}</h1>\n${introduction}</header>\n${list}`,
  });
}

function entryHtml(
  { href, title, findingHtml, failedCells }: IndexEntry,
  figure: ReadFigure | undefined,
): string {
  const address = escapeHtml(href);
  const text = withoutLinks(findingHtml ?? "");
  const finding = plainText(text) === "" ? "" : `<div class="finding">${text}</div>\n`;
  const failed = failedCells?.length ? '<p class="error">This report is incomplete: cells failed.</p>\n' : "";
  return (
    `<article class="entry">\n<div>\n<h2><a href="${address}">${escapeHtml(title)}</a></h2>\n${finding}${failed}</div>\n` +
    `${figure === undefined ? "" : thumbnailHtml(figure)}\n</article>\n`
  );
}
