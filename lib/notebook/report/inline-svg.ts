import { escapeHtml, plainText } from "./html.js";
import { svgAddress } from "./images.js";

const TAG = /<(\/?)svg\b[^<>]*>/gi;
const NAMESPACES: readonly [prefix: string, address: string][] = [
  ["xmlns", "http://www.w3.org/2000/svg"],
  ["xmlns:xlink", "http://www.w3.org/1999/xlink"],
];

/**
 * HTML with each `<svg>` in it turned into a picture, in which a browser runs no script and loads nothing. Its text
 * alternative is its label or title. What is never closed stays as it is.
 */
export function withSvgPictures(html: string): string {
  let depth = 0;
  let start = 0;
  let done = 0;
  let result = "";
  for (const { 0: tag, 1: slash, index } of html.matchAll(TAG)) {
    const closes = slash !== "";
    if (closes && depth === 0) continue;
    if (!closes && depth++ === 0) start = index;
    if (closes || tag.endsWith("/>")) depth--;
    if (depth > 0) continue;
    const end = index + tag.length;
    result += html.slice(done, start) + picture(html.slice(start, end));
    done = end;
  }
  return result + html.slice(done);
}

// A stock of symbols for drawings elsewhere in the page, not a drawing.
const UNSEEN = /display\s*:\s*none|\shidden\b|\bwidth\s*(?::\s*|="\s*)0\s*[;"'p]/i;

function picture(svg: string): string {
  const opening = /^<svg\b[^<>]*>/i.exec(svg)?.[0] ?? "";
  if (UNSEEN.test(opening)) return "";
  const label = /\baria-label="([^"]*)"/.exec(opening)?.[1] ?? titleOf(svg);
  const missing = NAMESPACES.filter(([prefix]) => !new RegExp(`\\s${prefix}\\s*=`).test(opening));
  const names = missing.map(([prefix, address]) => ` ${prefix}="${address}"`).join("");
  const alt = escapeHtml(plainText(label) || "Picture made by the notebook");
  // In a file of its own it is XML, which minds the case of letters.
  const file = svg.replace(/^<svg/i, `<svg${names}`).replace(/<\/svg\s*>$/i, "</svg>");
  const address = svgAddress(file);
  return address === undefined
    ? `<span>[${alt}: too large to draw]</span>`
    : `<img src="${address}" alt="${alt}">`;
}

/** What stands in the first title of a drawing. */
function titleOf(svg: string): string {
  const start = /<title\b[^<>]*>/i.exec(svg);
  if (start === null) return "";
  const rest = svg.slice(start.index + start[0].length);
  const end = rest.search(/<\/title>/i);
  return end < 0 ? "" : rest.slice(0, end);
}
