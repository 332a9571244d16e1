/** One output with all its forms: MIME type → a string, or JSON for JSON types. */
export interface Bundle {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

export interface ResultOptions {
  /** Whether text/plain is coloured by ANSI escapes. */
  readonly colours: boolean;
  /** Whether a line of an error's stack is the kernel's own, and left out. Node's own lines always are. */
  readonly machinery?: (line: string) => boolean;
}

/** A bundle without metadata. */
export function bundle(data: Record<string, unknown>): Bundle {
  return { data, metadata: {} };
}
