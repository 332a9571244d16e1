import type { JsonValue } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";
import { isHeavyAddress } from "./svg-cost.js";

const FORBIDDEN_KEYS = ["__proto__", "constructor", "prototype"];

/** Attributes whose text is the address of something to load; what buttons change has whole paths for names. */
const LOADED = /(?:^|\.)(?:source|geojson)$/;
const EMBEDDED = /^data:image\//;

/** Attributes that name the outlines of a map: the page holds those that its charts begin with, and no others. */
const OUTLINES = /(?:^|\.)(?:scope|resolution|geo)$/;

/** Parts of a figure that a chart does not begin with: defaults, and what buttons and sliders do. */
const SECONDARY = ["template", "args", "args2"];

/** How deep a figure nests at most; Plotly's own attributes stay below thirty. */
const DEEPEST = 100;

/**
 * A value of a Plotly figure from a stranger, in which nothing is loaded and no text is more than text: addresses of
 * what would be fetched are gone, wherever they stand, and of tags only those that Plotly draws are left.
 */
export function safeValue(value: JsonValue, key = "", depth = 0, secondary = false): JsonValue {
  if (secondary && OUTLINES.test(key) && !isObject(value)) return null;
  if (typeof value === "string") {
    if (LOADED.test(key)) return EMBEDDED.test(value) && !isHeavyAddress(value) ? value : null;
    return value.includes("<") ? safeText(value) : value;
  }
  if (depth > DEEPEST) return null;
  if (isList(value)) {
    // A button may give an attribute's name and its value one after the other.
    const attribute = SECONDARY.includes(key) && typeof value[0] === "string" ? value[0] : "";
    return value.map((item) => safeValue(item, LOADED.test(key) ? key : attribute, depth + 1, secondary));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !FORBIDDEN_KEYS.includes(name))
      .map(([name, child]) => [
        name,
        safeValue(child, name, depth + 1, secondary || SECONDARY.includes(name)),
      ]),
  );
}

const KEPT = ["b", "i", "em", "strong", "sub", "sup", "s", "u", "br", "extra"];

/**
 * Plotly draws a few tags in its texts. They stay, without attributes; links stay if they lead to a web page. Any other
 * `<` that could open one is escaped, so that no tag is made of what is left.
 */
function safeText(text: string): string {
  return text.replace(
    /<(?:(\/?)([a-z]+)\b([^<>]*)>|(?![\s\d=]|$))/gi,
    (_, slash: string, tag?: string, attributes = "") => {
      const name = tag?.toLowerCase();
      if (name === undefined) return "&lt;";
      if (name === "a") {
        if (slash) return "</a>";
        const address = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
        const href = address?.[1] ?? address?.[2] ?? "";
        return /^https?:\/\/[^\s"'<>]+$/i.test(href) ? `<a href="${href}">` : "<a>";
      }
      return KEPT.includes(name) ? `<${slash}${name}>` : "";
    },
  );
}
