import hljs from "highlight.js/lib/common";
import { escapeHtml } from "./html.js";

/** Beyond this many characters code is shown plain: highlighting it would take longer than anyone reads. */
const LONGEST = 100_000;

/** Source code as highlighted HTML, without `<pre>`; a language that is not known shows plain. */
export function highlight(source: string, language: string | undefined): string {
  if (language === undefined || source.length > LONGEST || hljs.getLanguage(language) === undefined) {
    return escapeHtml(source);
  }
  return hljs.highlight(source, { language, ignoreIllegals: true }).value;
}

/** A code cell's source, folded away: `<details>` with the highlighted code; nothing where there is no code. */
export function foldedCode(source: string, language: string | undefined): string {
  const code = source.replace(/\s+$/, "");
  if (code.trim() === "") return "";
  return `<details class="code"><summary>Code</summary><pre tabindex="0"><code>${highlight(code, language)}</code></pre></details>\n`;
}
