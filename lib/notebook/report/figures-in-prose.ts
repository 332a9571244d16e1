import type { Token } from "markdown-it";
import { inlineTokensOf, tokensOf } from "./markdown.js";

/** A number in running text. */
export interface ProseFigure {
  /** Line of the markdown, counted from 1. */
  readonly line: number;
  /** As it is written, with a currency sign before it and what stands at its end. */
  readonly text: string;
}

/** HTML elements whose content is code, a link, a formula or a heading. */
const PASSED_OVER = new Set("a code h1 h2 h3 h4 h5 h6 kbd math pre samp script style textarea".split(" "));

/** HTML elements that do not part words: CO<sub>2</sub> is one. */
const WITHIN_WORDS = new Set("b big em i mark s small span strong sub sup u var".split(" "));

/** Stands for what is passed over, so that the words around it stay apart. */
const GAP = "\ufffc";

/** A word that begins with a letter, which may hold digits, or a number with what belongs to it. */
const WORDS =
  /\p{L}[\p{L}\p{M}\p{N}_]*|(?<currency>[$€£¥]\s?)?(?<number>\p{Nd}+(?:[.,'’\u00a0\u202f]\p{Nd}+)*)(?<unit>\s?[%‰]|\p{L}*)/gu;

/**
 * The numbers that a markdown text holds in its running text, in order. Passed over are years from 1900 to 2099
 * ("2025", "2018–2022", "2018/19", "1990s"), editions ("18th edition"), digits of a word that begins with a letter
 * ("CO2"), and all of headings, list markers, code, formulas, links, HTML tags, comments, and marks of footnotes. The
 * text in place of a picture counts as running text.
 */
export function figuresInProse(source: string): ProseFigure[] {
  const lines = source.split(/\r\n|\n|\r/);
  const found: ProseFigure[] = [];
  let first = 0;
  let inHeading = false;
  for (const token of tokensOf(source)) {
    first = token.map?.[0] ?? first;
    if (token.type === "heading_open" || token.type === "heading_close")
      inHeading = token.type === "heading_open";
    if (inHeading) continue;
    const text =
      token.type === "inline"
        ? runningText(token.children ?? [])
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
    if (token.type === "link_open" || (closing === "" && PASSED_OVER.has(element))) inside++;
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

/** The numbers of a running text that are neither years nor editions; lines are counted from 0. */
function figuresIn(text: string): ProseFigure[] {
  return [...text.matchAll(WORDS)].flatMap((match) => {
    const { currency = "", number, unit = "" } = match.groups ?? {};
    if (number === undefined) return [];
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    if (currency === "" && (isYear(number, unit, before, after) || isEdition(number, unit, before, after)))
      return [];
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
