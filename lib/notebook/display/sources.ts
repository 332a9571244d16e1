import type { Quantity, SourceRecord } from "./contract.js";
import { MIME } from "./contract.js";
import { escapeHtml } from "./escape.js";
import { send } from "./send.js";

const registered = new Map<string, SourceRecord>();
const cited = new Set<string>();

/**
 * Makes sources known by their id, so that `md`, `table` and `plot` can cite them.
 * An id registered twice takes its last record. An http(s) address only: others are refused.
 */
export function registerSources(records: readonly SourceRecord[]): void {
  for (const record of records) {
    if (!record.id) throw new TypeError(`registerSources: a source has no id: ${JSON.stringify(record)}`);
    if (record.url && !/^https?:\/\//i.test(record.url)) {
      throw new TypeError(
        `registerSources: the address of "${record.id}" is "${record.url}"; expected http(s)`,
      );
    }
    registered.set(record.id, record);
  }
}

/**
 * The records of `ids`, marked as cited. An id that nobody registered stands for its title, so that figures can be shown
 * without any setup; it is not kept, and registered later it counts from then on.
 */
export function cite(ids: readonly string[]): SourceRecord[] {
  return ids.map((id) => {
    cited.add(id);
    return recordOf(id);
  });
}

function recordOf(id: string): SourceRecord {
  return registered.get(id) ?? { id, title: id };
}

/** Sources of all quantities and citations, each once, in order of first appearance. */
export function sourcesOf(citations: readonly Pick<Quantity, "sources">[]): string[] {
  return [...new Set(citations.flatMap(({ sources }) => sources ?? []))];
}

/** The part of a message that carries the cited sources; nothing where none is cited. */
export function sourceBundle(records: readonly SourceRecord[]): { [mime: string]: unknown } {
  return records.length ? { [MIME.sources]: records } : {};
}

/** One source on one line: publisher, title, date, when read. */
export function sourceLine(record: SourceRecord): string {
  const read = record.dateRead && `read on ${record.dateRead}`;
  return [record.publisher, record.title, record.date, read].filter(Boolean).join(", ");
}

/**
 * Lists every source cited so far: the end of a notebook in a Jupyter front end.
 * A report has a section of its own and leaves this output out.
 */
export function listSources(): void {
  const records = [...cited].map(recordOf);
  const items = records.map((record) => {
    const text = escapeHtml(sourceLine(record));
    const link = record.url ? `<a href="${escapeHtml(record.url)}">${text}</a>` : text;
    return `<li id="source-${escapeHtml(record.id)}">${link}</li>`;
  });
  send(
    {
      ...sourceBundle(records),
      "text/html": `<ol>${items.join("")}</ol>`,
      "text/plain": records
        .map((record) => `- ${sourceLine(record)} ${record.url ?? ""}`.trimEnd())
        .join("\n"),
    },
    { tslab_notebook: { role: "sources" } },
  );
}
