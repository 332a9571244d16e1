import MarkdownIt, { type Env, type Token } from "markdown-it";
import { highlight } from "./code.js";
import { escapeHtml, plainText } from "./html.js";
import { embedded, type PictureSources } from "./images.js";
import { type Formulas, insertFormulas, newFormulas, withMath, withoutMarks } from "./math.js";
import { sanitise } from "./sanitise.js";

/** One line of the table of contents. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  /** Plain text. */
  readonly text: string;
}

/** What one page of markdown texts shares: its headings, so that every anchor is given once. */
export interface Outline {
  readonly headings: Heading[];
  readonly ids: Set<string>;
  /** How often an anchor was asked for: many headings of one text would else try each number from the first. */
  readonly copies: Map<string, number>;
  /** Characters of pictures from beside the notebook that the page still takes: one file may be named many times. */
  room: number;
}

const MOST_PICTURES = 60_000_000;

export function newOutline(): Outline {
  return { headings: [], ids: new Set(), copies: new Map(), room: MOST_PICTURES };
}

interface Environment extends Env {
  readonly formulas: Formulas;
  readonly outline: Outline;
}

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  typographer: false,
  highlight: (code, language) => highlight(code, language === "" ? undefined : language),
});
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.use(withMath);

markdown.core.ruler.push("report", (state) => {
  const env = state.env as Environment;
  for (const [index, token] of state.tokens.entries()) {
    if (token.type === "heading_open") {
      const inline = state.tokens[index + 1];
      const formulas = newFormulas();
      const html = markdown.renderer.render(inline ? [inline] : [], markdown.options, { ...env, formulas });
      const text = plainText(insertFormulas(html, formulas));
      const id = anchor(text, env.outline);
      token.attrSet("id", id);
      // Who hears the page goes from heading to heading by level: none is skipped on the way down.
      const level = Math.min(Number(token.tag.slice(1)), (env.outline.headings.at(-1)?.level ?? 1) + 1);
      for (const end of [token, state.tokens[index + 2]]) if (end !== undefined) end.tag = `h${level}`;
      env.outline.headings.push({ level, id, text });
    }
    // The policy of the page allows no style attributes.
    const align = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1];
    if (align !== undefined) {
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
      if (align !== "left") token.attrSet("class", align === "right" ? "number" : "centre");
    }
  }
});

/** Markdown as safe HTML, with formulas as MathML, pictures embedded, and headings that can be linked to. */
export function markdownHtml(source: string, outline: Outline, pictures: PictureSources = {}): string {
  const env: Environment = { formulas: newFormulas(), outline };
  const html = markdown.render(withoutMarks(source), env);
  return insertFormulas(
    sanitise(html, (address) => {
      const found = outline.room > 0 ? embedded(address, pictures) : undefined;
      outline.room -= found?.length ?? 0;
      return found;
    }),
    env.formulas,
  );
}

/** A markdown text in its pieces, blocks with their lines, inline text below them. */
export function tokensOf(source: string): readonly Token[] {
  return markdown.parse(withoutMarks(source), newEnvironment());
}

/** A text in its pieces as if it stood in one paragraph. */
export function inlineTokensOf(text: string): readonly Token[] {
  return markdown.parseInline(withoutMarks(text), newEnvironment())[0]?.children ?? [];
}

function newEnvironment(): Environment {
  return { formulas: newFormulas(), outline: newOutline() };
}

/** A report's title taken out of the first markdown that has a `#` heading. */
export interface Title {
  /** Plain text. */
  readonly text: string;
  /** Safe HTML, without a tag around it. */
  readonly html: string;
  /** The markdown that is left. */
  readonly rest: string;
}

/** The first `#` heading of a markdown text, and the text without it; `undefined` if there is none. */
export function takeTitle(source: string): Title | undefined {
  const env = newEnvironment();
  const tokens = markdown.parse(withoutMarks(source), env);
  const at = tokens.findIndex(
    ({ type, tag, level }) => type === "heading_open" && tag === "h1" && level === 0,
  );
  const [first, last] = tokens[at]?.map ?? [];
  const inline = tokens[at + 1];
  if (at < 0 || inline === undefined || first === undefined || last === undefined) return undefined;
  const html = insertFormulas(
    sanitise(markdown.renderer.render([inline], markdown.options, env)),
    env.formulas,
  );
  const text = plainText(html);
  if (text === "") return undefined;
  const lines = source.split(/\r?\n/);
  return { text, html, rest: [...lines.slice(0, first), ...lines.slice(last)].join("\n") };
}

/** A link to a heading of the page. */
export function headingLink({ id, text }: Heading): string {
  return `<a href="#${encodeURIComponent(id)}">${escapeHtml(text)}</a>`;
}

function anchor(text: string, { ids, copies }: Outline): string {
  const words = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const stem =
    /^[a-z]/.test(words) && !/^(?:source|figure|report)-/.test(words)
      ? words
      : `section${words && "-"}${words}`;
  let copy = copies.get(stem) ?? 1;
  let id = copy === 1 ? stem : `${stem}-${copy}`;
  while (ids.has(id)) id = `${stem}-${++copy}`;
  copies.set(stem, copy);
  ids.add(id);
  return id;
}
