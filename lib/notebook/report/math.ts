import { createRequire } from "node:module";
import type Katex from "katex";
import type { Env, MarkdownIt } from "markdown-it";
import { escapeHtml } from "./html.js";

/** Marks the place of a formula in markdown's HTML; private-use characters that the source is cleared of. */
const OPEN = "\uE0F0";
const CLOSE = "\uE0F1";

/** TeX as MathML, which browsers draw without fonts or styles; TeX that KaTeX does not know shows as it was written. */
export function mathHtml(tex: string, display: boolean): string {
  // Loaded where there is a formula: most notebooks have none.
  const katex: typeof Katex = createRequire(import.meta.url)("katex");
  try {
    const html = katex.renderToString(tex, {
      output: "mathml",
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: 1000,
      maxSize: 20,
    });
    const math = html.replace(/ style="[^"]*"/g, "").replace(/^<span class="katex">|<\/span>$/g, "");
    return display ? `<span class="math-display">${math}</span>` : math;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `<code class="math-error" title="${escapeHtml(reason)}">${escapeHtml(tex)}</code>`;
  }
}

/** What markdown must not hold before `withMath` reads it. */
export function withoutMarks(markdown: string): string {
  return markdown.replaceAll(OPEN, "").replaceAll(CLOSE, "");
}

/** What one rendering of markdown collects: its formulas as MathML, in order. */
export interface Formulas {
  readonly found: string[];
  /** Ends of formulas that were sought in vain, with the line to which they were: no later line seeks them again. */
  readonly missing: Set<string>;
}

/** The formulas of a rendering that has not begun. */
export function newFormulas(): Formulas {
  return { found: [], missing: new Set() };
}

/**
 * Puts formulas in their places in the HTML of a rendering, after that was sanitised. Marks within a tag go: none of
 * ours are there, but an author can write them as entities, or have a caption repeated in an attribute.
 */
export function insertFormulas(html: string, { found }: Formulas): string {
  const mark = `${OPEN}(\\d+)${CLOSE}`;
  return html.replace(new RegExp(`<[^<>]*>|${mark}`, "g"), (tagOrMark: string, index?: string) =>
    index === undefined
      ? withoutMarks(tagOrMark.replace(new RegExp(mark, "g"), ""))
      : (found[Number(index)] ?? ""),
  );
}

// "$5 (US$)" opens with an amount; "$2 + 2 = 4$" and "$5$" are formulas.
const AMOUNT = /^\d[\d.,]*[a-z]{0,2}(?=[\s,;:.!?)(–—-])[^\\^_={}<>+*/]*$/i;

function isMath(tex: string): boolean {
  return !/^\s|\s$/.test(tex) && !AMOUNT.test(tex);
}

/** Teaches markdown-it `$…$`, `$$…$$` and `\begin{…}…\end{…}`; `env.formulas` of each rendering collects the formulas. */
export function withMath(markdown: MarkdownIt): void {
  markdown.inline.ruler.after("escape", "math", (state, silent) => {
    const { src, pos } = state;
    if (src[pos] !== "$") return false;
    const display = src[pos + 1] === "$";
    const start = pos + (display ? 2 : 1);
    if (!display && /\w/.test(src[pos - 1] ?? "")) return false;
    const end = closing(src, start, display ? "$$" : "$");
    if (end < 0) return false;
    const tex = src.slice(start, end);
    if (tex.trim() === "") return false;
    const after = end + (display ? 2 : 1);
    if (!display && (!isMath(tex) || /\d/.test(src[after] ?? ""))) return false;
    if (!silent) {
      const token = state.push("math", "math", 0);
      token.content = tex;
      token.meta = { display };
    }
    state.pos = after;
    return true;
  });

  markdown.block.ruler.before(
    "fence",
    "math_block",
    (state, first, last, silent) => {
      const line = (number: number) =>
        state.src.slice((state.bMarks[number] ?? 0) + (state.tShift[number] ?? 0), state.eMarks[number] ?? 0);
      const opening = line(first);
      const environment = /^\\begin\{([a-z]+\*?)\}/.exec(opening)?.[1];
      if (environment === undefined && !opening.startsWith("$$")) return false;
      const end = environment === undefined ? "$$" : `\\end{${environment}}`;
      const { missing } = formulasOf(state.env);
      const sought = `${end} ${last}`;
      if (missing.has(sought)) return false;
      let next = first;
      for (; next < last; next++) {
        const text = (
          next === first && environment === undefined ? line(next).slice(2) : line(next)
        ).trimEnd();
        if (text.endsWith(end)) break;
        if (text.includes(end)) return false;
      }
      if (next >= last) {
        missing.add(sought);
        return false;
      }
      if (silent) return true;
      const text = state.getLines(first, next + 1, state.blkIndent, false).trim();
      const token = state.push("math", "math", 0);
      token.block = true;
      token.content = environment === undefined ? text.slice(2, -2) : text;
      token.meta = { display: true };
      state.line = next + 1;
      return true;
    },
    { alt: ["paragraph", "blockquote", "list"] },
  );

  markdown.renderer.rules.math = (tokens, index, _options, env?: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const { found } = formulasOf(env);
    found.push(mathHtml(token.content, token.meta?.display === true));
    const mark = `${OPEN}${found.length - 1}${CLOSE}`;
    return token.block ? `<p>${mark}</p>\n` : mark;
  };
}

function closing(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(mark, at)) return at;
  }
  return -1;
}

function formulasOf(env: Env | undefined): Formulas {
  return env?.formulas as Formulas;
}
