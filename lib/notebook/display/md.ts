import type { Quantity, SourceRecord } from "./contract.js";
import { escapeMarkdown } from "./escape.js";
import type { FormatOptions } from "./format.js";
import { formatNumber, formatQuantity } from "./format.js";
import { send } from "./send.js";
import { cite, sourceBundle, sourceLine, sourcesOf } from "./sources.js";

/** A figure with its own way of being printed; made by `shown`. */
export interface Shown {
  readonly quantity: Quantity;
  readonly options: FormatOptions;
}

/** Text that rests on sources; made by `cited`. */
export interface Cited {
  readonly text: string;
  readonly sources: readonly string[];
}

/** Markdown that is taken as it is; made by `raw`. */
export interface Raw {
  readonly markdown: string;
}

/** A piece of prose to be put into another; made by `part`. */
export interface Part {
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}

/** What `md` and `part` take. */
export type Value = Quantity | Shown | Cited | Raw | Part | string | number | readonly Part[];

/** Marks of further sources: letters, since a raised digit behind a figure would read as a power. */
const MARKS = "bcdefghijklmnopqrstuvwxyz";

/**
 * Prose with computed numbers: `` md`The top spot flips at ${breakEven}.` ``
 *
 * A Quantity prints with its interval and links to its sources; a string prints as plain text; a number prints in
 * British notation; `raw(markdown)` is inserted as it is, `shown(quantity, options)` is printed as told, `cited(text,
 * sources)` is plain text that links to its sources, and `part`s are prose of their own.
 * The template is taken raw, so that `\alpha` needs no second backslash; common indentation is removed.
 */
export function md(strings: TemplateStringsArray, ...values: readonly Value[]): void {
  const whole = part(strings, ...values);
  const records = cite(sourcesOf(citationsOf(whole)));
  const byId = new Map(records.map((record) => [record.id, record]));
  send({
    "text/markdown": joined(whole, (value) => asMarkdown(value, byId)).trim(),
    "text/plain": joined(whole, asText).trim(),
    ...sourceBundle(records),
  });
}

/** Prose to be put into other prose: `` md`${rows.map((row) => part`- ${row.name}: ${row.share}`)}` ``. Lists join by lines. */
export function part(strings: TemplateStringsArray, ...values: readonly Value[]): Part {
  return { parts: dedent(strings.raw), values };
}

/** Markdown from elsewhere, inserted as it is. A report still sanitises it. */
export function raw(markdown: string): Raw {
  return { markdown };
}

/** A figure with its own decimals, unit or sign: `${shown(gap, { decimals: 1, sign: true })}`. */
export function shown(quantity: Quantity, options: FormatOptions): Shown {
  return { quantity, options };
}

/** Plain text that links to its sources as a figure does, for what is said and not counted. */
export function cited(text: string, sources: readonly string[]): Cited {
  return { text, sources };
}

/** A figure as markdown: the number links to its first source, raised letters to the others. */
export function quantityMarkdown(
  quantity: Quantity,
  options: FormatOptions,
  records: ReadonlyMap<string, SourceRecord>,
): string {
  return linked(formatQuantity(quantity, options), quantity.sources ?? [], records);
}

function linked(
  text: string,
  sources: readonly string[],
  records: ReadonlyMap<string, SourceRecord>,
): string {
  const [first, ...others] = sources.flatMap((id) => records.get(id) ?? []);
  if (!first) return text;
  const marks = others.slice(0, MARKS.length).map((record, i) => link(MARKS.charAt(i), record));
  return link(text, first) + (marks.length ? `<sup>${marks.join(" ")}</sup>` : "");
}

function link(text: string, record: SourceRecord): string {
  return `[${text}](#source-${encodeURIComponent(record.id)} "${escapeMarkdown(sourceLine(record))}")`;
}

function joined({ parts, values }: Part, show: (value: Value) => string): string {
  return parts.map((text, i) => text + (i < values.length ? show(values[i] as Value) : "")).join("");
}

function isList(value: Value): value is readonly Part[] {
  return Array.isArray(value);
}

function citationsOf(value: Value): (Quantity | Cited)[] {
  if (typeof value === "string" || typeof value === "number") return [];
  if (isList(value)) return value.flatMap(citationsOf);
  if ("markdown" in value) return [];
  if ("parts" in value) return value.values.flatMap(citationsOf);
  return ["quantity" in value ? value.quantity : value];
}

function asMarkdown(value: Value, records: ReadonlyMap<string, SourceRecord>): string {
  if (typeof value === "string") return escapeMarkdown(value);
  if (typeof value === "number") return formatNumber(value);
  if (isList(value)) return value.map((each) => asMarkdown(each, records)).join("\n");
  if ("markdown" in value) return value.markdown;
  if ("parts" in value) return joined(value, (each) => asMarkdown(each, records));
  if ("text" in value) return linked(escapeMarkdown(value.text), value.sources, records);
  return "quantity" in value
    ? quantityMarkdown(value.quantity, value.options, records)
    : quantityMarkdown(value, {}, records);
}

function asText(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return formatNumber(value);
  if (isList(value)) return value.map(asText).join("\n");
  if ("markdown" in value) return value.markdown;
  if ("parts" in value) return joined(value, asText);
  if ("text" in value) return value.text;
  return "quantity" in value ? formatQuantity(value.quantity, value.options) : formatQuantity(value);
}

function dedent(parts: readonly string[]): string[] {
  // Indentation is counted on the lines of the template itself, never on what is inserted.
  const indents = parts
    .flatMap((part, i) =>
      part
        .split("\n")
        .slice(i === 0 ? 0 : 1)
        .slice(i === 0 ? 1 : 0),
    )
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length ? Math.min(...indents) : 0;
  return parts.map((part) => part.replace(/\n([ \t]*)/g, (_, space: string) => `\n${space.slice(indent)}`));
}
