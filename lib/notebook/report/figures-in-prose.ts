import type { Token } from "markdown-it";
import { inlineTokensOf, tokensOf } from "./markdown.js";

/** A number in running text. */
export interface ProseFigure {
  /** Line of the markdown, counted from 1. */
  readonly line: number;
  /** As it is written, with a currency sign before it and what stands at its end. */
  readonly text: string;
}

/** HTML elements whose content is code, a link or a formula. */
const PASSED_OVER = new Set("a code kbd math pre samp script style textarea".split(" "));
const HEADINGS = new Set("h1 h2 h3 h4 h5 h6".split(" "));

/** HTML elements that do not part words: CO<sub>2</sub> is one. */
const WITHIN_WORDS = new Set("b big em i mark s small span strong sub sup u var".split(" "));

/** Stands for what is passed over, so that the words around it stay apart. */
const GAP = "\ufffc";

/** Attributes of an HTML tag that a reader gets to read. */
const TITLES = /\s(?:title|alt)\s*=\s*(?<quote>["'])(?<text>[\s\S]*?)\k<quote>/gi;

/** Stands where a heading begins. */
const HEADING = "\ufff9";

/** What comes before the number of a heading that is its own. */
const BEFORE_OWN =
  /\ufff9\s*(?:(part|chapter|section|question|step|lesson|exercise|example|appendix|annex|table|figure|box)\s+)?$/i;

/** A word that begins with a letter, which may hold digits, or a number with what belongs to it. */
const WORDS =
  /\p{L}[\p{L}\p{M}\p{N}_]*|(?<currency>[$€£¥]\s?)?(?<number>\p{N}+(?:[.,'’\u00a0\u202f]\p{N}+)*)(?<unit>\s?[%‰]|\p{L}*)/gu;

/**
 * The numbers that a markdown text holds in its running text, in order. Passed over are years from 1900 to 2099
 * ("2025", "2018–2022", "2018/19", "1990s"), editions ("18th edition"), digits of a word that begins with a letter
 * ("CO2"), the number of a heading ("2. Method", "3.1 Data", "Part 1: …", "Question 7"), and all of list markers, code,
 * formulas, links, HTML tags, comments, and marks of footnotes. The texts in place of pictures and the titles of links
 * and pictures count as running text, and "½" and "Ⅳ" as numbers.
 */
export function figuresInProse(source: string): ProseFigure[] {
  const lines = source.split(/\r\n|\n|\r/);
  const found: ProseFigure[] = [];
  let first = 0;
  let start = "";
  for (const token of tokensOf(source)) {
    first = token.map?.[0] ?? first;
    if (token.type === "heading_open") start = HEADING;
    if (token.type === "heading_close") start = "";
    const text =
      token.type === "inline"
        ? start + runningText(token.children ?? [])
        : token.type === "html_block"
          ? runningText(inlineTokensOf(token.content))
          : "";
    for (const figure of figuresIn(text)) {
      const guess = first + figure.line;
      // Code and tags over several lines are one line of the text: the source knows better.
      const exact = lines.findIndex((line, index) => index >= guess && line.includes(figure.text));
      found.push({ line: (exact < 0 ? guess : exact) + 1, text: figure.text });
    }
  }
  return found;
}

/** What a reader reads of inline markdown, without what is passed over; markup leaves no trace. */
function runningText(tokens: readonly Token[]): string {
  let text = "";
  let inside = 0;
  for (const token of tokens) {
    const [, closing, name] =
      token.type === "html_inline" ? (/^<(\/?)([a-z][\w-]*)/i.exec(token.content) ?? []) : [];
    const element = name?.toLowerCase() ?? "";
    text += titlesOf(token);
    if (closing === "" && HEADINGS.has(element)) text += HEADING;
    else if (token.type === "link_open" || (closing === "" && PASSED_OVER.has(element))) inside++;
    else if (token.type === "link_close" || (closing === "/" && PASSED_OVER.has(element))) {
      inside = Math.max(0, inside - 1);
      text += GAP;
    } else if (token.type === "softbreak" || token.type === "hardbreak") text += "\n";
    else if (inside > 0) continue;
    else if (token.type === "text") text += token.content;
    else if (token.type === "image") text += `${GAP}${runningText(token.children ?? [])}${GAP}`;
    else if (token.content !== "" && !WITHIN_WORDS.has(element)) text += GAP;
  }
  return text.replace(/\[\^[^\]\s]+\]:?/g, GAP);
}

/** The title of a link or picture, between gaps; of an HTML tag also the text in place of a picture. */
function titlesOf(token: Token): string {
  const titles =
    token.type === "html_inline" && /^<[a-z]/i.test(token.content)
      ? [...token.content.matchAll(TITLES)].map(({ groups }) => groups?.text ?? "")
      : [String(token.attrGet("title") ?? "")];
  return titles.map((title) => (title === "" ? "" : `${GAP}${title}${GAP}`)).join("");
}

/** The numbers of a running text that are neither years nor editions nor of a heading; lines are counted from 0. */
function figuresIn(text: string): ProseFigure[] {
  return [...text.matchAll(WORDS)].flatMap((match) => {
    const { currency = "", number, unit = "" } = match.groups ?? {};
    if (number === undefined) return [];
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const allowed = [isYear, isEdition, isOfHeading];
    if (currency === "" && allowed.some((test) => test(number, unit, before, after))) return [];
    return [{ line: before.split("\n").length - 1, text: match[0] }];
  });
}

/** "2025", "1990s", and the "19" of "2018/19", which a date such as 2018-09-01 is not. */
function isYear(number: string, unit: string, before: string, after: string): boolean {
  if (/^(?:19|20)\d\d$/.test(number)) return unit === "" || unit === "s";
  const isEnd = /(?<![\p{L}\p{N}.,])(?:19|20)\d\d[–/-]$/u.test(before) && !/^[–/-]\d/.test(after);
  return isEnd && /^\d\d$/.test(number) && unit === "";
}

/** "18th edition", "edition 18". */
function isEdition(number: string, unit: string, before: string, after: string): boolean {
  if (!/^\d+$/.test(number)) return false;
  if (/^(?:st|nd|rd|th)$/.test(unit)) return /^\s+edition/i.test(after);
  return unit === "" && /\beditions?\s+$/i.test(before);
}

/** "2." and "3.1" before a heading's text, and what "Part" and the like number; "24 clusters" is none. */
function isOfHeading(number: string, unit: string, before: string, after: string): boolean {
  const [, word] = BEFORE_OWN.exec(before) ?? [undefined, null];
  if (word === null || unit !== "" || !/^\p{N}{1,3}(?:\.\p{N}+)*$/u.test(number)) return false;
  if (word !== undefined) return true;
  return /^[.):](?:\s|$)/.test(after) || (number.includes(".") && /^(?:\s+\p{Lu}|\s*$)/u.test(after));
}
