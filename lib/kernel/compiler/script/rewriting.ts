import { type Mapping, readMappings, writeMappings } from "./mappings.js";

/** Code with its source map, as JSON. */
export interface Mapped {
  readonly code: string;
  readonly map: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text that is changed in places, and put together anew from parts of it, with its source map carried along. */
export interface Rewriting {
  /** Puts `text` in the place of what stands from `start` to `end`. Of insertions at one place, the first stays first. */
  replace(start: number, end: number, text: string): void;
  /** Adds a text that comes from nowhere. */
  write(text: string): void;
  /** What is written next comes from where `offset` comes from. */
  copyPlace(offset: number): void;
  /** Adds the part from `start` to `end`, with the changes made to it. */
  copy(start: number, end: number): void;
  /** What was added, in one. @param source the text that the map leads to */
  finish(name: string, source: string): Mapped;
}

/** @param original the text, with a source map of one source */
export function rewrite(original: Mapped): Rewriting {
  const edits: Edit[] = [];
  const made = new Set<Edit>();
  const places = placesOf(original);
  const mappings: Mapping[] = [];
  let code = "";
  let line = 0;
  let column = 0;

  const add = (text: string) => {
    code += text;
    const last = text.lastIndexOf("\n");
    if (last < 0) column += text.length;
    else {
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) line++;
      column = text.length - last - 1;
    }
  };
  const mapTo = ({ sourceLine, sourceColumn }: Place) =>
    mappings.push({ line, column, sourceLine, sourceColumn });
  const copyPlace = (offset: number) => {
    const covering = places[firstAfter(places, offset) - 1];
    if (covering) mapTo(covering);
  };
  /** A part of the original without changes in it. */
  const addPart = (start: number, end: number) => {
    if (start >= end) return;
    let from = start;
    let index = firstAfter(places, start);
    // Where the part begins within what one mapping covers, it comes from there.
    const covering = places[index - 1];
    if (covering) mapTo(covering);
    for (let place = places[index]; place && place.offset < end; place = places[++index]) {
      add(original.code.slice(from, place.offset));
      mapTo(place);
      from = place.offset;
    }
    add(original.code.slice(from, end));
  };
  let isSorted = true;
  return {
    replace(start, end, text) {
      edits.push({ start, end, text });
      isSorted = false;
    },
    write: add,
    copyPlace,
    copy(start, end) {
      if (!isSorted) edits.sort((a, b) => a.start - b.start || a.end - b.end);
      isSorted = true;
      let from = start;
      for (const edit of edits) {
        if (edit.start < from || edit.end > end || made.has(edit)) continue;
        made.add(edit);
        addPart(from, edit.start);
        if (edit.text) copyPlace(edit.start);
        add(edit.text);
        from = edit.end;
      }
      addPart(from, end);
    },
    finish(name, source) {
      const map = {
        version: 3,
        sources: [name],
        sourcesContent: [source],
        names: [],
        mappings: writeMappings(mappings),
      };
      return { code, map: JSON.stringify(map) };
    },
  };
}

interface Place {
  readonly offset: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

function placesOf({ code, map }: Mapped): Place[] {
  const starts = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  const { mappings }: { mappings: string } = JSON.parse(map);
  return readMappings(mappings).map(({ line, column, sourceLine, sourceColumn }) => ({
    offset: (starts[line] ?? code.length) + column,
    sourceLine,
    sourceColumn,
  }));
}

/** The index of the first place after `offset`. */
function firstAfter(places: readonly Place[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
