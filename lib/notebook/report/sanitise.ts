import sanitizeHtml from "sanitize-html";
import { escapeHtml } from "./html.js";
import { withSvgPictures } from "./inline-svg.js";
import { isHeavyAddress } from "./svg-cost.js";
import { dressTables } from "./tables.js";
import { cut } from "./terminal.js";

const TAGS = [
  ...[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "div",
    "span",
    "section",
    "article",
    "aside",
    "header",
    "footer",
  ],
  ...[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
  ],
  ...[
    "q",
    "s",
    "samp",
    "small",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "hr",
    "pre",
  ],
  ...["blockquote", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "img"],
  ...["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"],
];

/** Classes that the report's style sheet knows; all others are dropped. */
const CLASSES = ["number", "interval", "centre", "table-note", "anchor", "hljs-*", "language-*"];

const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]*$/;

/**
 * HTML from a notebook, made safe and fit for a report that needs nothing but itself: no scripts, styles, forms or
 * frames; drawings in SVG as pictures; other pictures only where their data is inside; links to other notebooks lead to their reports, links to other files
 * lose their target, because a report is read without them. Tables get a frame that scrolls and aligned numbers.
 * @param picture the `data:` address for the address of a picture, where pictures may come from beside the notebook.
 */
export function sanitise(
  html: string,
  picture: (address: string) => string | undefined = () => undefined,
): string {
  if (isTooMuch(html)) return `<pre tabindex="0">${escapeHtml(cut(html, LONGEST_TEXT).shown)}</pre>`;
  const clean = sanitizeHtml(withSvgPictures(html), {
    allowedTags: TAGS,
    allowedAttributes: {
      "*": ["id", "class", "title", "lang", "dir"],
      a: ["href", "rel"],
      img: ["src", "alt", "width", "height"],
      th: ["scope", "colspan", "rowspan", "align"],
      td: ["colspan", "rowspan", "align"],
      col: ["span"],
      colgroup: ["span"],
      ol: ["start", "reversed", "type"],
      li: ["value"],
      details: ["open"],
      data: ["value"],
      time: ["datetime"],
      pre: ["tabindex"],
    },
    allowedClasses: { "*": CLASSES },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "noscript",
      "template",
      "title",
      "iframe",
      "object",
      "math",
      "svg",
    ],
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: withSafeId(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: withLink(withSafeId(attribs)) }),
      // Long lines scroll, by the keys, too.
      pre: (tagName, attribs) => ({ tagName, attribs: { ...withSafeId(attribs), tabindex: "0" } }),
      img: (tagName, attribs) => {
        const own = attribs.src ?? "";
        const src = !DATA_IMAGE.test(own) ? picture(own) : isHeavyAddress(own) ? undefined : own;
        return src === undefined
          ? { tagName: "span", attribs: {}, text: `[${attribs.alt || "picture"}: not in this file]` }
          : { tagName, attribs: { ...withSafeId(attribs), src } };
      },
    },
  });
  return dressTables(clean);
}

/** Characters of HTML that are read as such, pictures in it aside, and of what is shown as text instead. */
const LONGEST = 1_000_000;
const LONGEST_TEXT = 10_000;
/** Elements left open; browsers nest no more than 512, and the time that reading them takes is the square of them. */
const DEEPEST = 2_000;
/** Elements that end without being closed. */
const NEED_NO_END = /^(?:br|col|dd|dt|hr|img|input|li|link|meta|option|p|source|t[dhr]|tbody|thead|wbr)$/;

function isTooMuch(html: string): boolean {
  if (html.length > LONGEST && html.replace(/data:image\/[^"'<>\s]*/g, "").length > LONGEST) return true;
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, tag = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    const name = tag.toLowerCase();
    const before = open.get(name) ?? 0;
    if (NEED_NO_END.test(name) || (slash && before === 0)) continue;
    open.set(name, slash ? before - 1 : before + 1);
    depth += slash ? -1 : 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

type Attributes = { [name: string]: string };

// Ids of the report's own parts cannot be taken, and none can pass for a global variable of a script.
function withSafeId({ id, ...rest }: Attributes): Attributes {
  return id !== undefined && /^[a-z][a-z0-9_-]*$/.test(id) && !/^(?:source|figure|report)-/.test(id)
    ? { ...rest, id }
    : rest;
}

function withLink({ href, rel: _, ...rest }: Attributes): Attributes {
  if (href === undefined) return rest;
  if (href.startsWith("#") || /^mailto:/i.test(href)) return { ...rest, href };
  if (/^https?:\/\//i.test(href)) return { ...rest, href, rel: "noopener noreferrer" };
  const notebook = /^(?:\.\/)?([^/\\?#:]+)\.ipynb(#.*)?$/.exec(href);
  return notebook ? { ...rest, href: `${notebook[1]}.html${notebook[2] ?? ""}` } : rest;
}

/** An http(s) address as a link that opens nothing else; any other address as text only. */
export function externalLink(address: string | undefined, text: string): string {
  return address !== undefined && /^https?:\/\//i.test(address)
    ? `<a href="${escapeHtml(address)}" rel="noopener noreferrer">${escapeHtml(text)}</a>`
    : escapeHtml(text);
}
