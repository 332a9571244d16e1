import { policyHash } from "../digest.js";
import { pageStyle, plotlyStyle } from "./assets.js";
import { type Bar, barHtml } from "./bar.js";
import { plotlyBundle } from "./bundle.js";
import type { ReadFigure } from "./figure-data.js";
import { escapeHtml } from "./html.js";
import { mapScript } from "./outlines.js";
import { pageScripts } from "./scripts.js";

/** What makes up a page. */
export interface Page {
  /** Plain text. */
  readonly title: string;
  /** Plain text, for search and previews. */
  readonly description?: string;
  /** Safe HTML of the main part. */
  readonly body: string;
  /** Safe HTML of what stands before and beside it: the table of contents. */
  readonly aside?: string;
  /** Safe HTML of what stands below it. */
  readonly foot?: string;
  readonly bar: Bar;
  readonly kind: "report" | "index";
  /** Name of the report, for the files that a reader saves from it. */
  readonly name?: string;
  readonly figures: readonly ReadFigure[];
}

/**
 * A page that needs nothing but itself. Its policy allows exactly the scripts and styles it carries, by their hashes,
 * and pictures inside it; it can load nothing, send nothing and be framed into nothing of its own. What draws charts is
 * there only if there are charts to draw.
 */
export async function pageHtml(page: Page): Promise<string> {
  const drawn = page.figures.filter(({ obstacle }) => obstacle === undefined);
  const traces = drawn.flatMap((figure) => figure.traces);
  const countryNames = drawn.some(({ drawing }) => JSON.stringify(drawing).includes('"country names"'));
  const bundle = drawn.length > 0 ? await plotlyBundle(traces, countryNames) : undefined;
  const maps = [...new Set(drawn.flatMap((figure) => figure.maps))].sort();
  const own = await pageScripts();
  const scripts = [
    own.page,
    ...(maps.length > 0 ? [mapScript(maps)] : []),
    ...(bundle ? [bundle.script] : []),
  ];
  const styles = [{ attributes: "", text: pageStyle }];
  if (bundle !== undefined) {
    // Plotly adds its styles by script unless this very element says that they are there.
    styles.push({ attributes: ' id="plotly.js-style-global" class="no-inline-styles"', text: plotlyStyle() });
  }
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${styles.map(({ text }) => policyHash(text)).join(" ")}`,
    `script-src ${[own.head, ...scripts].map(policyHash).join(" ")}`,
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
    ...metadata(page),
    `<script>${inline(own.head)}</script>`,
    ...styles.map(({ attributes, text }) => `<style${attributes}>${inline(text)}</style>`),
    "</head>",
    `<body class="${page.kind}"${page.name === undefined ? "" : ` data-report="${escapeHtml(page.name)}"`}>`,
    `${barHtml(page.bar)}<div class="page">`,
    `${page.aside ?? ""}<main>\n${page.body}</main>`,
    "</div>",
    footHtml(page.foot, bundle?.notices),
    ...scripts.map((script) => `<script>${inline(script)}</script>`),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** What search engines, previews of links and the browser's own bars are told. There is no picture: it would need an address. */
function metadata({ title, description, kind }: Page): string[] {
  const named = {
    referrer: "no-referrer",
    "color-scheme": "light dark",
    ...(description ? { description } : {}),
    "twitter:card": "summary",
  };
  const properties = {
    "og:type": kind === "report" ? "article" : "website",
    "og:title": title,
    ...(description ? { "og:description": description } : {}),
    "og:locale": "en_GB",
  };
  return [
    ...Object.entries(named).map(([name, text]) => `<meta name="${name}" content="${escapeHtml(text)}">`),
    '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff">',
    '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181d">',
    `<title>${escapeHtml(title)}</title>`,
    ...Object.entries(properties).map(
      ([name, text]) => `<meta property="${name}" content="${escapeHtml(text)}">`,
    ),
  ];
}

function footHtml(foot: string | undefined, notices: string | undefined): string {
  const parts = `${foot ?? ""}${notices === undefined ? "" : noticesHtml(notices)}`;
  return parts === "" ? "" : `<footer class="foot">\n${parts}</footer>`;
}

function noticesHtml(notices: string): string {
  return (
    '<details class="notices"><summary>Software in this file and its licences</summary>' +
    `<pre tabindex="0">${escapeHtml(notices)}</pre></details>\n`
  );
}

// A hash is of the text as a browser reads it: nothing in it may end the element or be changed by the parser.
function inline(text: string): string {
  if (/<\/(?:script|style)|<!--|\r|\0/i.test(text))
    throw new Error("a script or style holds text that would end its element");
  return text;
}
