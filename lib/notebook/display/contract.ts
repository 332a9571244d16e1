/**
 * What notebooks hand to the environment, and the MIME types it travels under. Both sides read this file:
 * `display` writes these messages in the kernel, `run` and `report` read them from the outputs.
 */

/** A number with its evidence. */
export interface Quantity {
  /** `null` where the figure is missing; a missing figure stays missing. */
  readonly value: number | null;
  /** Smallest and largest value that the evidence allows. */
  readonly low?: number;
  readonly high?: number;
  /** "percent", "persons", "applications", "rank", "1" …; shares are in percent. */
  readonly unit: string;
  /** Ids of the sources it rests on, as registered with `registerSources`. */
  readonly sources?: readonly string[];
  /** A projection stays marked wherever it goes. */
  readonly projected?: boolean;
}

/** One cell of a table behind a chart. */
export type TableCell = string | number | boolean | null;

/** The table behind a chart. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** What a figure says about itself, in `layout.meta`. */
export interface FigureMeta {
  /** Text alternative: what a reader who cannot see the chart needs to know. */
  readonly alt: string;
  /** One line under the chart. */
  readonly caption?: string;
  readonly table?: FigureTable;
  /** Ids of sources. */
  readonly sources?: readonly string[];
}

/** The type of a parameter that names a file: `tsnb run -p name=file` takes it from the folder the user stands in. */
export type Path = string;

/** The type of a parameter that names a folder, in the same way. */
export type Folder = string;

/** Plotly figure JSON. `layout.title.text` states the finding. */
export interface Figure {
  readonly data: readonly object[];
  readonly layout?: { readonly meta?: FigureMeta; readonly [key: string]: unknown };
  readonly config?: object;
}

/** A source as it is cited in a report. */
export interface SourceRecord {
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  /** ISO date or year. */
  readonly date?: string;
  readonly url?: string;
  /** ISO date on which it was read. */
  readonly dateRead?: string;
  readonly licence?: string;
  /** "official", "national office", "press", "secondary". */
  readonly standing?: string;
}

/** What a report says about itself at its head and foot. */
export interface About {
  /** Plain text in place of the notebook's own title, where a notebook makes a report of one of many. */
  readonly title?: string;
  /**
   * Which one it is of: files are then named NAME-VARIANT, so that reports of one notebook stand side by side. In the
   * name, letters and digits are kept, in lower case, and everything else is a hyphen; at most 80 characters.
   */
  readonly variant?: string;
  /** The edition of the data, e.g. "Global Innovation Index 2025". */
  readonly edition?: string;
  /** ISO date on which the data was read. */
  readonly dataRead?: string;
  /** How to cite the report. */
  readonly cite?: string;
  /** Further sentences, e.g. on licences of the data. */
  readonly notes?: readonly string[];
}

/** A value that `publish` accepts: a Quantity, or records of keys and Quantities. */
export type PublishedRecord = { readonly [key: string]: string | number | boolean | null | Quantity };
export type Published = Quantity | readonly PublishedRecord[];

export const MIME = {
  plotly: "application/vnd.plotly.v1+json",
  /** `{name, value}` of one `publish`. */
  result: "application/vnd.tslab-notebook.result+json",
  /** `SourceRecord[]`: the sources cited by the output that carries it. */
  sources: "application/vnd.tslab-notebook.sources+json",
  /** `About`. */
  about: "application/vnd.tslab-notebook.about+json",
} as const;
