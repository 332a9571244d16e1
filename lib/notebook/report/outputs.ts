import { MIME } from "../display/contract.js";
import type {
  CodeCell,
  DisplayOutput,
  ErrorOutput,
  ExecuteResult,
  MimeBundle,
  Output,
} from "../nbformat/index.js";
import { isObject } from "../nbformat/json.js";
import { isAbout } from "./about.js";
import { highlight } from "./code.js";
import { figureHtml } from "./figure.js";
import { type ReadFigure, readFigure } from "./figure-data.js";
import { escapeHtml, plainText } from "./html.js";
import { pictureOf } from "./images.js";
import { markdownHtml, type Outline } from "./markdown.js";
import { mathHtml } from "./math.js";
import { sanitise } from "./sanitise.js";
import { type Citations, collectSources, numberMarks, sourceLinks, sourceNames } from "./sources.js";
import { withTableTools } from "./tables.js";
import { cut, onScreen, withoutAnsi } from "./terminal.js";

/** Characters of one text that a report prints; the executed notebook holds the rest. */
const LONGEST_TEXT = 100_000;
const LONGEST_HTML = 1_000_000;

/** What a report gathers while its cells are rendered. */
export interface Gathered {
  readonly outline: Outline;
  readonly citations: Citations;
  readonly figures: ReadFigure[];
  /** Cells that failed, by number from 1. */
  readonly failed: number[];
}

/** All outputs of a code cell as HTML, in order; parts of one stream that follow each other are joined. */
export function outputsHtml(cell: CodeCell, number: number, gathered: Gathered): string {
  return joinStreams(cell.outputs)
    .map((output) => outputHtml(output, number, gathered))
    .join("");
}

function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    } else {
      joined.push(output);
    }
  }
  return joined;
}

function outputHtml(output: Output, number: number, gathered: Gathered): string {
  switch (output.output_type) {
    case "stream":
      return textHtml(onScreen(output.text), output.name === "stderr" ? "stream stderr" : "stream");
    case "error":
      gathered.failed.push(number);
      return errorHtml(output, number);
    default:
      return displayHtml(output, gathered);
  }
}

/** One displayed bundle as HTML, in the richest of its types that a report trusts. */
export function displayHtml(output: DisplayOutput | ExecuteResult, gathered: Gathered): string {
  const { data, metadata } = output;
  collectSources(data, gathered.citations);
  const own = metadata.tslab_notebook;
  if (isAbout(data) || (isObject(own) && own.role === "sources")) return "";
  if (isObject(data[MIME.result])) return resultHtml(data);
  const figure = readFigure(data[MIME.plotly]);
  if (figure !== undefined) {
    gathered.figures.push(figure);
    const ids = figure.meta.sources ?? [];
    const sources = {
      html: sourceLinks(ids, gathered.citations),
      text: sourceNames(ids, gathered.citations),
    };
    return figureHtml(figure, gathered.figures.length, sources);
  }
  return numberMarks(bundleHtml(data, gathered.outline), gathered.citations);
}

/** Elements that show something and that reports leave out with all that is in them. */
const LEFT_OUT = ["audio", "canvas", "embed", "iframe", "math", "object", "script", "video"];

function bundleHtml(data: MimeBundle, outline: Outline): string {
  const html = typeof data["text/html"] === "string" ? data["text/html"] : "";
  if (html.length > LONGEST_HTML) {
    const size = `${html.length.toLocaleString("en-GB")} characters of HTML`;
    return otherHtml(data, outline) + notShown(size);
  }
  const clean = sanitise(html);
  const dropped = LEFT_OUT.filter((tag) => new RegExp(`<${tag}\\b`, "i").test(html));
  const note = dropped.length === 0 ? "" : notShown(`HTML elements (${dropped.join(", ")})`);
  if (plainText(clean) !== "" || /<(?:img|hr)\b/.test(clean))
    return `<div class="output">${withTableTools(clean, outline.headings.at(-1)?.text)}</div>\n${note}`;
  const other = otherHtml(data, outline);
  const types = Object.keys(data).filter((type) => !["text/html", "text/plain"].includes(type));
  return other + (note || (other === "" && types.length > 0 ? notShown(types.join(", ")) : ""));
}

function notShown(what: string): string {
  return `<p class="note">Not shown here: ${escapeHtml(what)}. The executed notebook holds it.</p>\n`;
}

/** The richest of the types of a bundle other than HTML; nothing where a report shows none of them. */
function otherHtml(data: MimeBundle, outline: Outline): string {
  const markdown = data["text/markdown"];
  if (typeof markdown === "string" && markdown.length <= LONGEST_HTML) {
    const prose = markdownHtml(markdown, outline);
    if (prose.trim() !== "") return `<div class="prose">${prose}</div>\n`;
  }
  const picture = pictureOf(data);
  const text = data["text/plain"];
  if (picture !== undefined) {
    const alt =
      typeof text === "string" && !/^<.*>$/.test(text)
        ? cut(text, 300).shown
        : "Picture made by the notebook";
    return `<p class="output"><img src="${picture}" alt="${escapeHtml(alt)}"></p>\n`;
  }
  const latex = data["text/latex"];
  if (typeof latex === "string")
    return `<p class="output">${mathHtml(latex.trim().replace(/^\$+|\$+$/g, ""), true)}</p>\n`;
  if (data["application/json"] !== undefined) {
    const { shown, left } = cut(JSON.stringify(data["application/json"], null, 2), LONGEST_TEXT);
    return `<pre class="output" tabindex="0"><code>${highlight(shown, "json")}</code></pre>\n${leftOut(left)}`;
  }
  return typeof text === "string" ? textHtml(withoutAnsi(text), "output") : "";
}

function textHtml(text: string, classes: string): string {
  if (text.trim() === "") return "";
  const { shown, left } = cut(text.replace(/\n$/, ""), LONGEST_TEXT);
  return `<pre class="${classes}" tabindex="0">${escapeHtml(shown)}</pre>\n${leftOut(left)}`;
}

function leftOut(characters: number): string {
  if (characters === 0) return "";
  return `<p class="note">${characters.toLocaleString("en-GB")} further characters are left out here; the executed notebook holds them.</p>\n`;
}

function resultHtml(data: MimeBundle): string {
  const result = data[MIME.result];
  const name = isObject(result) && typeof result.name === "string" ? result.name : "result";
  const value = isObject(result) ? JSON.stringify(result.value, null, 2) : "";
  const { shown, left } = cut(value ?? "", LONGEST_TEXT);
  return (
    `<details class="published"><summary>Published result: <code>${escapeHtml(name)}</code></summary>` +
    `<pre tabindex="0"><code>${highlight(shown, "json")}</code></pre>${leftOut(left)}</details>\n`
  );
}

function errorHtml({ ename, evalue, traceback }: ErrorOutput, number: number): string {
  const trace = withoutAnsi(traceback.join("\n")).trim();
  const { shown, left } = cut(trace, LONGEST_TEXT);
  const name = withoutAnsi(evalue === "" ? ename : `${ename}: ${evalue}`);
  return (
    `<div class="error" id="report-error-${number}"><p><strong>${escapeHtml(cut(name, 2000).shown)}</strong></p>\n` +
    `${trace === "" ? "" : `<pre tabindex="0">${escapeHtml(shown)}</pre>\n${leftOut(left)}`}</div>\n`
  );
}
