import { plainText } from "./html.js";

/** Elements that a drawing has once each `<use>` in it stands for what it names. */
const MOST_ELEMENTS = 100_000;
/** Drawings inside of drawings. */
const DEEPEST = 3;

/** What holds no elements, and its end. */
const UNREAD: { readonly [start: string]: string } = { "<!--": "-->", "<![CDATA[": "]]>", "<?": "?>" };
/** An entity that stands for a text and for nothing that would be read again. */
const PLAIN_ENTITY = /^<!ENTITY\s+[^\s"'%&]+\s+(?:"[^"&%]*"|'[^'&%]*')\s*>[\s\]>]*$/;
// No name may lend its end to the attributes: a search would try every place in it.
const TAG = /<(\/?)([^\s<>"'/=!?]+)(?![^\s<>"'/=!?])((?:[^<>"']|"[^"]*"|'[^']*')*)>/g;
const DATA_SVG = /data:image\/svg\+xml[^"'\s)<>]*/gi;

interface Element {
  readonly id: string;
  size: number;
  readonly uses: string[];
}

/**
 * Whether drawing an SVG would keep a browser busy for minutes: a few lines of `<use>` stand for millions of shapes.
 * What cannot be counted here, because entities or animations change it, counts as too much.
 */
export function isHeavySvg(svg: string): boolean {
  return sizeOfSvg(svg, 0) > MOST_ELEMENTS;
}

/** The same for a `data:` address; pictures of other types are never too heavy. */
export function isHeavyAddress(address: string): boolean {
  return /^data:image\/svg\+xml/i.test(address) && sizeOfAddress(address, 0) > MOST_ELEMENTS;
}

function sizeOfAddress(address: string, depth: number): number {
  const [, type = "", data = ""] = /^([^,]*),([\s\S]*)$/.exec(address) ?? [];
  try {
    const text = /;\s*base64\s*$/i.test(type)
      ? Buffer.from(data, "base64").toString("utf8")
      : decodeURIComponent(data);
    return sizeOfSvg(text, depth);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function sizeOfSvg(text: string, depth: number): number {
  const svg = withoutUnread(text);
  const isBlurred =
    [...svg.matchAll(/<!ENTITY[^<]*/g)].some(([entity]) => !PLAIN_ENTITY.test(entity)) ||
    /\sattributeName\s*=\s*["'][^"'<]*href/i.test(svg);
  if (isBlurred || depth > DEEPEST) return Number.POSITIVE_INFINITY;
  const { root, named } = readElements(svg, depth);
  const sizes = new Map<string, number>();
  const sizeOf = (element: Element, on: readonly string[]): number => {
    let size = element.size;
    for (const id of element.uses) {
      const used = named.get(id);
      // What uses itself is not drawn.
      if (used === undefined || on.includes(id)) continue;
      if (on.length > 50) return Number.POSITIVE_INFINITY;
      const known = sizes.get(id) ?? sizeOf(used, [...on, id]);
      sizes.set(id, known);
      size += known;
    }
    return size;
  };
  const whole = sizeOf(root, []);
  // A drawing that has as many elements of its own is large, but no larger than it looks.
  return whole > 3 * root.size ? whole : Math.min(whole, MOST_ELEMENTS);
}

function withoutUnread(text: string): string {
  let left = "";
  let done = 0;
  for (const { 0: start, index } of text.matchAll(/<!--|<!\[CDATA\[|<\?/g)) {
    if (index < done) continue;
    left += text.slice(done, index);
    const end = UNREAD[start] ?? "";
    const at = text.indexOf(end, index + start.length);
    if (at < 0) return left;
    done = at + end.length;
  }
  return left + text.slice(done);
}

/** The elements that have a name, each with all that is inside it; and the drawing as a whole. */
function readElements(svg: string, depth: number): { root: Element; named: Map<string, Element> } {
  const root: Element = { id: "", size: 0, uses: [] };
  const named = new Map<string, Element>();
  const open: Element[] = [];
  let level = 0;
  const levels: number[] = [];
  for (const [, slash, name = "", attributes = ""] of svg.matchAll(TAG)) {
    if (slash) {
      level--;
      while (levels.length > 0 && (levels.at(-1) ?? 0) > level) {
        levels.pop();
        open.pop();
      }
      continue;
    }
    const id = attribute(attributes, "id");
    const element = id === undefined ? undefined : { id, size: 0, uses: [] };
    if (element !== undefined && !named.has(element.id)) named.set(element.id, element);
    level++;
    if (element !== undefined && open.length < 200) {
      open.push(element);
      levels.push(level);
    }
    const inner = [...attributes.matchAll(DATA_SVG)].map(([address]) => sizeOfAddress(address, depth + 1));
    const size = inner.reduce((sum, each) => sum + each, 1);
    const used = /(?:^|:)use$/i.test(name) ? attribute(attributes, "(?:[^\\s=:]+:)?href") : undefined;
    for (const each of [root, ...open]) {
      each.size += size;
      if (used?.startsWith("#")) each.uses.push(used.slice(1));
    }
    if (attributes.endsWith("/")) {
      level--;
      if (element !== undefined && open.at(-1) === element) {
        open.pop();
        levels.pop();
      }
    }
  }
  return { root, named };
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s"'])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i").exec(attributes);
  return found === null ? undefined : plainText(found[1] ?? found[2] ?? "");
}
