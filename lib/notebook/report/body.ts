import type { Cell, CodeCell, Notebook, Output } from "../nbformat/index.js";
import { languageOf } from "../nbformat/index.js";
import { foldedCode } from "./code.js";
import { escapeHtml, plainText } from "./html.js";
import type { PictureSources } from "./images.js";
import { markdownHtml, newOutline, type Title, takeTitle } from "./markdown.js";
import { displayHtml, type Gathered, outputsHtml } from "./outputs.js";
import { sanitise } from "./sanitise.js";
import { type Showing, showingOf } from "./tags.js";
import { onScreen } from "./terminal.js";

/** A notebook's contents as HTML, taken apart into what stands where on the page. */
export interface Body extends Gathered {
  readonly title: Title | undefined;
  /** Safe HTML of the sentence that answers the notebook's question. */
  readonly findingHtml: string | undefined;
  readonly html: string;
  /** Absolute paths of the files that its pictures were looked for in, found or not. */
  readonly pictures: ReadonlySet<string>;
}

/** Where pictures are looked for, and what was looked for. */
type Folder = Pick<PictureSources, "sourceDir" | "looked">;

/** Renders the cells of a notebook in order; title and finding are taken out of their places. */
export function renderBody(notebook: Notebook, sourceDir: string | undefined): Body {
  const gathered: Gathered = { outline: newOutline(), citations: new Map(), figures: [], failed: [] };
  const pictures = new Set<string>();
  const folder: Folder = { ...(sourceDir === undefined ? {} : { sourceDir }), looked: pictures };
  const language = languageOf(notebook);
  const cells = notebook.cells.map((cell, index) => ({ cell, showing: showingOf(cell), number: index + 1 }));
  const title = firstTitle(cells);
  const finding = cells.find(({ showing }) => showing.finding);
  // The finding is read first, so its sources are the first to be numbered.
  const stated = finding === undefined ? undefined : takeFinding(finding.cell, gathered, folder);
  const html = cells
    .map(({ cell, showing, number }) => {
      if (!showing.cell) return failuresHtml(cell, number, gathered);
      const shown = cell === finding?.cell && stated !== undefined ? stated.rest : cell;
      if (shown === undefined) return "";
      const source =
        cell === title?.cell && title !== undefined ? { ...shown, source: title.taken.rest } : shown;
      return cellHtml(source, showing, number, gathered, { folder, language });
    })
    .join("");
  return { ...gathered, title: title?.taken, findingHtml: stated?.html, html, pictures };
}

function firstTitle(
  cells: readonly { cell: Cell; showing: Showing }[],
): { cell: Cell; taken: Title } | undefined {
  for (const { cell, showing } of cells) {
    const taken =
      cell.cell_type === "markdown" && showing.cell && !showing.finding ? takeTitle(cell.source) : undefined;
    if (taken !== undefined) return { cell, taken };
  }
  return undefined;
}

interface Finding {
  readonly html: string;
  /** The cell without what was taken; `undefined` if nothing is left. */
  readonly rest: Cell | undefined;
}

function takeFinding(cell: Cell, gathered: Gathered, folder: Folder): Finding | undefined {
  if (cell.cell_type !== "code") {
    const html =
      cell.cell_type === "markdown" ? markdownHtml(cell.source, newOutline(), { ...cell, ...folder }) : "";
    return plainText(html) === "" ? undefined : { html, rest: undefined };
  }
  for (const output of cell.outputs) {
    const html = findingText(output, gathered);
    if (html !== undefined && plainText(html) !== "") {
      return { html, rest: { ...cell, outputs: cell.outputs.filter((other) => other !== output) } };
    }
  }
  return undefined;
}

// A finding is a sentence: charts and tables in the same cell stay where they are.
function findingText(output: Output, gathered: Gathered): string | undefined {
  if (output.output_type === "error") return undefined;
  if (output.output_type === "stream") {
    return output.name === "stdout" ? `<p>${escapeHtml(onScreen(output.text).trim())}</p>` : undefined;
  }
  const { data } = output;
  if (typeof data["text/markdown"] === "string")
    return displayHtml({ ...output, data: withoutHtml(data) }, gathered);
  const text = data["text/plain"];
  return Object.keys(data).every((mime) => mime === "text/plain") && typeof text === "string"
    ? `<p>${escapeHtml(text)}</p>`
    : undefined;
}

function withoutHtml<Value>({ "text/html": _, ...rest }: { [mime: string]: Value }): {
  [mime: string]: Value;
} {
  return rest;
}

interface Surroundings {
  readonly folder: Folder;
  readonly language: string | undefined;
}

function cellHtml(
  cell: Cell,
  showing: Showing,
  number: number,
  gathered: Gathered,
  around: Surroundings,
): string {
  switch (cell.cell_type) {
    case "code":
      return codeCellHtml(cell, showing, number, gathered, around.language);
    case "markdown": {
      const html = markdownHtml(cell.source, gathered.outline, { ...cell, ...around.folder });
      return html.trim() === "" ? "" : `<div class="prose">\n${html}</div>\n`;
    }
    default: {
      const format = cell.metadata.format ?? cell.metadata.raw_mimetype;
      if (format === "text/html") return `<div class="prose">${sanitise(cell.source)}</div>\n`;
      return format === "text/markdown"
        ? `<div class="prose">${markdownHtml(cell.source, gathered.outline)}</div>\n`
        : "";
    }
  }
}

function codeCellHtml(
  cell: CodeCell,
  showing: Showing,
  number: number,
  gathered: Gathered,
  language: string | undefined,
): string {
  const code = showing.code ? foldedCode(cell.source, language) : "";
  const outputs = showing.outputs
    ? outputsHtml(cell, number, gathered)
    : failuresHtml(cell, number, gathered);
  const failed = gathered.failed.includes(number);
  const folded =
    showing.foldOutputs && outputs !== "" && !failed
      ? `<details class="hidden-output"><summary>Output</summary>\n${outputs}</details>\n`
      : outputs;
  return code + folded === "" ? "" : `<div class="cell">\n${folded}${code}</div>\n`;
}

// Errors are never left out: a report that hides a failure would be wrong.
function failuresHtml(cell: Cell, number: number, gathered: Gathered): string {
  if (cell.cell_type !== "code") return "";
  const outputs = cell.outputs.filter(({ output_type }) => output_type === "error");
  return outputsHtml({ ...cell, outputs }, number, gathered);
}
