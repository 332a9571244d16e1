/** Where in a table an error is; what is absent is not known or does not apply. */
export interface Place {
  /** The file as the caller named it. */
  readonly file: string;
  /** Line as an editor counts them, from 1; the header is line 1. */
  readonly row?: number;
  readonly column?: string;
}

/**
 * A table that cannot be read as what it should be. One line says where, what was found, what was expected and,
 * where it helps, what to do; the parts stand apart for programs.
 */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly file: string;
  readonly row?: number;
  readonly column?: string;

  constructor(
    place: Place,
    readonly found: string,
    readonly expected: string,
    readonly hint?: string,
  ) {
    super(`${where(place)}: found ${found}, expected ${expected}.${hint === undefined ? "" : ` ${hint}`}`);
    this.file = place.file;
    this.row = place.row;
    this.column = place.column;
  }
}

function where(place: Place): string {
  const row = place.row === undefined ? "" : `, line ${place.row}`;
  const column = place.column === undefined ? "" : `, column "${place.column}"`;
  return `${place.file}${row}${column}`;
}

/** A text as it is quoted in an error: on one line, and cut where it is long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`;
}
