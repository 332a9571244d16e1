import { MIME, type SourceRecord } from "../display/contract.js";
import type { JsonObject, JsonValue, MimeBundle } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";
import { escapeHtml } from "./html.js";
import { externalLink } from "./sanitise.js";

/** The sources that a report cites, each once, in the order of their first citation. */
export type Citations = Map<string, SourceRecord>;

/** Adds the sources that an output cites. A record that comes again adds what the earlier one left out. */
export function collectSources(bundle: MimeBundle, citations: Citations): void {
  const records = bundle[MIME.sources];
  for (const entry of isList(records) ? records : []) {
    const record = readRecord(entry);
    if (record !== undefined) citations.set(record.id, { ...record, ...citations.get(record.id) });
  }
}

const FIELDS = ["publisher", "date", "url", "dateRead", "licence", "standing"] as const;

function readRecord(entry: JsonValue): SourceRecord | undefined {
  if (!isObject(entry) || typeof entry.id !== "string" || entry.id === "") return undefined;
  const rest = Object.fromEntries(
    FIELDS.flatMap((key) => (entry[key] == null ? [] : [[key, String(entry[key])]])),
  );
  // Half a character, which JSON can hold, has no place in an address.
  const id = entry.id.replace(/\p{Surrogate}/gu, "\ufffd");
  return { ...rest, id, title: text(entry, "title") ?? id };
}

function text(entry: JsonObject, key: string): string | undefined {
  const value = entry[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Sources that a chart names; further ones show their number in the list only. */
const NAMED = 3;

/** "Sources: World Intellectual Property Organization (1), OECD (3)", each a link into the list at the end. */
export function sourceLinks(ids: readonly string[], citations: Citations): string {
  const order = [...citations.keys()];
  const records = [...new Set(ids)]
    .flatMap((id) => citations.get(id) ?? [])
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  // One more than is named takes no more room than "and 1 more".
  const named = records.length === NAMED + 1 ? records.length : NAMED;
  const links = records.map((record, index) => {
    const number = order.indexOf(record.id) + 1;
    const text = index < named ? `${record.publisher ?? record.title} (${number})` : String(number);
    return `<a href="#source-${encodeURIComponent(record.id)}">${escapeHtml(text)}</a>`;
  });
  if (links.length === 0) return "";
  const more = links.slice(named);
  const rest = more.length === 0 ? "" : `, and ${more.length} more: ${more.join(", ")}`;
  return `${links.length === 1 ? "Source" : "Sources"}: ${links.slice(0, named).join(", ")}${rest}`;
}

/** Publishers that a picture of a chart names; it has no list to lead to. */
const NAMED_IN_PICTURE = 6;

/** "Sources: OECD, World Intellectual Property Organization", in words alone; nothing where there are none. */
export function sourceNames(ids: readonly string[], citations: Citations): string {
  const records = ids.flatMap((id) => citations.get(id) ?? []);
  const names = [...new Set(records.map(({ publisher, title }) => publisher ?? title))];
  const left = names.length - NAMED_IN_PICTURE;
  const shown =
    left > 1 ? `${names.slice(0, NAMED_IN_PICTURE).join(", ")} and ${left} more` : names.join(", ");
  return names.length === 0 ? "" : `${names.length === 1 ? "Source" : "Sources"}: ${shown}`;
}

/** The numbered list at the end of a report; nothing if it cites nothing. */
export function sourcesSection(citations: Citations): string {
  if (citations.size === 0) return "";
  const items = [...citations.values()].map((record) => {
    const parts = [
      record.publisher && escapeHtml(record.publisher),
      externalLink(record.url, record.title),
      record.date && dateHtml(record.date),
      record.dateRead && `read on ${dateHtml(record.dateRead)}`,
      record.licence && `licence: ${escapeHtml(record.licence)}`,
      record.standing && `<span class="standing">${escapeHtml(record.standing)}</span>`,
    ];
    return `<li id="source-${escapeHtml(record.id)}">${parts.filter(Boolean).join(", ")}</li>`;
  });
  return `<section class="sources">\n<h2 id="report-sources">Sources</h2>\n<ol>\n${items.join("\n")}\n</ol>\n</section>\n`;
}

/** A date stays on one line; what is none may be long. */
function dateHtml(date: string): string {
  return /^[\d-]{1,10}$/.test(date) ? `<span class="date">${date}</span>` : escapeHtml(date);
}

/**
 * Superscripts that link to sources show the numbers that these have in the list, instead of whatever they showed; in
 * brackets, because a bare number behind a figure reads as its power.
 */
export function numberMarks(html: string, citations: Citations): string {
  const numbers = new Map([...citations.keys()].map((id, index) => [encodeURIComponent(id), index + 1]));
  return html.replace(/<sup>[\s\S]*?<\/sup>/g, (marks) =>
    marks.replace(/(<a\b[^>]*\bhref="#source-([^"]*)"[^>]*>)[^<]*(<\/a>)/g, (mark, open, id, close) => {
      const number = numbers.get(id);
      return number === undefined ? mark : `${open}[${number}]${close}`;
    }),
  );
}

/** HTML without its links and without the superscripts that link to further sources: for where the list is not. */
export function withoutLinks(html: string): string {
  return html.replace(/<sup>\s*<a\b(?:(?!<\/sup>)[\s\S])*<\/sup>/g, "").replace(/<\/?a\b[^>]*>/g, "");
}
