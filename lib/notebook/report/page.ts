import { createHash } from "node:crypto";
import { pageStyle, plotlyStyle } from "./assets.js";
import { mapScript, plotlyBundle } from "./bundle.js";
import type { ReadFigure } from "./figure-data.js";
import { escapeHtml } from "./html.js";

/** What makes up a page. */
export interface Page {
  /** Plain text. */
  readonly title: string;
  /** Plain text, for search and previews. */
  readonly description?: string;
  /** Safe HTML. */
  readonly body: string;
  /** Class of `<body>`. */
  readonly kind: string;
  readonly figures: readonly ReadFigure[];
}

/**
 * A page that needs nothing but itself. Its policy allows exactly the scripts and styles it carries, by their hashes,
 * and pictures inside it; it can load nothing, send nothing and be framed into nothing of its own. Scripts are there
 * only if there are figures to draw.
 */
export async function pageHtml({ title, description, body, kind, figures }: Page): Promise<string> {
  const drawn = figures.filter(({ obstacle }) => obstacle === undefined);
  const bundle = drawn.length > 0 ? await plotlyBundle(drawn.flatMap(({ traces }) => traces)) : undefined;
  const maps = [...new Set(drawn.flatMap((figure) => figure.maps))].sort();
  const scripts = bundle === undefined ? [] : [...(maps.length > 0 ? [mapScript(maps)] : []), bundle.script];
  const styles = [{ attributes: "", text: pageStyle }];
  if (bundle !== undefined) {
    // Plotly adds its styles by script unless this very element says that they are there.
    styles.push({ attributes: ' id="plotly.js-style-global" class="no-inline-styles"', text: plotlyStyle() });
  }
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${styles.map(({ text }) => hashOf(text)).join(" ")}`,
    `script-src ${scripts.length === 0 ? "'none'" : scripts.map(hashOf).join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [
    "<!doctype html>",
    '<html lang="en-GB">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    ...(description ? [`<meta name="description" content="${escapeHtml(description)}">`] : []),
    ...styles.map(({ attributes, text }) => `<style${attributes}>${inline(text)}</style>`),
    "</head>",
    `<body class="${kind}">`,
    `<main>\n${body}</main>`,
    ...(bundle === undefined ? [] : [noticesHtml(bundle.notices)]),
    ...scripts.map((script) => `<script>${inline(script)}</script>`),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function noticesHtml(notices: string): string {
  return (
    '<footer class="notices"><details><summary>Software in this file and its licences</summary>' +
    `<pre tabindex="0">${escapeHtml(notices)}</pre></details></footer>`
  );
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

// A hash is of the text as a browser reads it: nothing in it may end the element or be changed by the parser.
function inline(text: string): string {
  if (/<\/(?:script|style)|<!--|\r|\0/i.test(text))
    throw new Error("a script or style holds text that would end its element");
  return text;
}
