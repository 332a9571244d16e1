import type ts from "typescript";
import type { Visible } from "../cell/visible.js";
import type { Completions } from "../contract.js";
import type { Draft } from "./draft.js";

const WORD_BEFORE = /[\p{ID_Continue}$#]*$/u;
const WORD_AFTER = /^[\p{ID_Continue}$]*/u;
/** More than anyone reads; all globals of Node are some hundreds. */
const MOST = 1_000;

/** What could stand at a position of a cell: what begins as the word there first. */
export function completeAt({ cell, file, visible, service }: Draft, position: number): Completions {
  const { source } = cell;
  const begin = position - (WORD_BEFORE.exec(source.slice(0, position))?.[0].length ?? 0);
  const nothing = { start: begin, end: position, entries: [] };
  const found = service.getCompletionsAtPosition(file, position, {
    includeCompletionsForModuleExports: false,
    includeCompletionsWithInsertText: false,
  });
  if (!found) return nothing;
  const span =
    found.optionalReplacementSpan ?? found.entries.find((entry) => entry.replacementSpan)?.replacementSpan;
  const start = span && span.start <= position ? span.start : begin;
  const end = span
    ? Math.max(position, span.start + span.length)
    : position + wordLength(source.slice(position));
  const typed = source.slice(start, position);
  const entries = found.entries
    .map((entry) => ({ entry, rank: rankOf(entry.name, typed) }))
    .filter(({ rank }) => rank < RANKS)
    .sort((a, b) => a.rank - b.rank || compare(a.entry, b.entry))
    .slice(0, MOST)
    // What an earlier cell declares comes from there by an import, which is no one's business.
    .map(({ entry: { name, kind } }) => ({
      name,
      kind: kind === "alias" ? formOf(visible.get(name)) : kind,
    }));
  return { start, end: Math.min(end, source.length), entries };
}

/** How a name was declared, in TypeScript's words for kinds. */
function formOf(visible: Visible | undefined): string {
  const form = (visible?.value ?? visible?.type)?.form;
  return form === undefined || form === "import" ? "alias" : form === "namespace" ? "module" : form;
}

const RANKS = 3;

/** How well a name fits what was typed, best first. */
function rankOf(name: string, typed: string): number {
  if (name.startsWith(typed)) return 0;
  const [lowName, lowTyped] = [name.toLowerCase(), typed.toLowerCase()];
  if (lowName.startsWith(lowTyped)) return 1;
  return lowName.includes(lowTyped) ? 2 : RANKS;
}

function compare(a: ts.CompletionEntry, b: ts.CompletionEntry): number {
  if (a.sortText !== b.sortText) return a.sortText < b.sortText ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

function wordLength(text: string): number {
  return WORD_AFTER.exec(text)?.[0].length ?? 0;
}
