import { createRequire } from "node:module";
import hljs from "highlight.js/lib/core";
import css from "highlight.js/lib/languages/css";
import graphql from "highlight.js/lib/languages/graphql";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import { escapeHtml } from "./html.js";

// The languages of most notebooks, with those that stand within them; loading all others takes a tenth of a second.
const LANGUAGES = { typescript, javascript, json, xml, css, graphql };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
const require = createRequire(import.meta.url);

/** Whether a language is known, by its name or another that it goes by; loads the less common ones where it is not. */
function isKnown(language: string): boolean {
  if (hljs.getLanguage(language) === undefined) require("highlight.js/lib/common");
  return hljs.getLanguage(language) !== undefined;
}

/** Beyond this many characters code is shown plain: the patterns of some languages take the square of its length. */
const LONGEST = 30_000;
/** So is code with a line that no one has written by hand, on which they take longest. */
const LONGEST_LINE = /[^\n]{2000}/;

/** Source code as highlighted HTML, without `<pre>`; a language that is not known shows plain. */
export function highlight(source: string, language: string | undefined): string {
  if (language === undefined || !isKnown(language)) return escapeHtml(source);
  if (source.length > LONGEST || LONGEST_LINE.test(source)) return escapeHtml(source);
  return hljs.highlight(source, { language, ignoreIllegals: true }).value;
}

/** A code cell's source, folded away: `<details>` with the highlighted code; nothing where there is no code. */
export function foldedCode(source: string, language: string | undefined): string {
  const code = source.replace(/\s+$/, "");
  if (code.trim() === "") return "";
  return `<details class="code"><summary>Code</summary><pre tabindex="0"><code>${highlight(code, language)}</code></pre></details>\n`;
}
