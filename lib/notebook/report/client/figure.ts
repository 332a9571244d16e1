/** What stands in a page as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;
export type JsonRecord = { readonly [key: string]: Json | undefined };

/** A figure as the page holds it: made safe by the report, without title and meta. */
export interface Drawing {
  readonly data: readonly JsonRecord[];
  readonly layout: JsonRecord;
}

/** What of plotly.js the page uses. */
export interface Plotly {
  react(place: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  toImage(figure: unknown, options: object): Promise<string>;
}

/** What Plotly makes of a chart's place. */
export interface Drawn {
  on(event: "plotly_afterplot", heard: () => void): void;
}

/** Where and for whom a chart is drawn. */
export interface Setting {
  /** Dark paper. */
  readonly night: boolean;
  /** Width of the place in pixels. */
  readonly width: number;
  /** A size that does not follow the page, as in a picture to be saved. */
  readonly fixed?: boolean;
  /** On a sheet of paper, which it has to fit. */
  readonly paper?: boolean;
  /** A small picture of itself on the index. */
  readonly still?: boolean;
}
