import hljs from "highlight.js/lib/common";
import { escapeHtml } from "./html.js";

/** Beyond this many characters code is shown plain: the patterns of some languages take the square of its length. */
const LONGEST = 30_000;
/** So is code with a line that no one has written by hand, on which they take longest. */
const LONGEST_LINE = /[^\n]{2000}/;

/** Source code as highlighted HTML, without `<pre>`; a language that is not known shows plain. */
export function highlight(source: string, language: string | undefined): string {
  const known = language !== undefined && hljs.getLanguage(language) !== undefined;
  if (!known || source.length > LONGEST || LONGEST_LINE.test(source)) return escapeHtml(source);
  return hljs.highlight(source, { language, ignoreIllegals: true }).value;
}

/** A code cell's source, folded away: `<details>` with the highlighted code; nothing where there is no code. */
export function foldedCode(source: string, language: string | undefined): string {
  const code = source.replace(/\s+$/, "");
  if (code.trim() === "") return "";
  return `<details class="code"><summary>Code</summary><pre tabindex="0"><code>${highlight(code, language)}</code></pre></details>\n`;
}
