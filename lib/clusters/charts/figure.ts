import { mergeSources, type Quantity } from "../figures/index.js";

/** One cell of the table behind a chart. */
export type Cell = string | number | boolean | null;

/** What a chart says about itself, in `layout.meta`. */
export interface ChartMeta {
  /** What a reader who cannot see the chart needs to know. */
  readonly alt: string;
  /** One line under the chart. */
  readonly caption: string;
  /** The figures behind the chart. */
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
  /** Ids of sources, sorted. */
  readonly sources: readonly string[];
}

/** Plotly figure JSON; the title states the finding. */
export interface Chart {
  readonly data: readonly object[];
  readonly layout: {
    readonly title: { readonly text: string };
    readonly meta: ChartMeta;
    readonly [key: string]: unknown;
  };
}

/** What a chart function gives to `chart`. */
export interface ChartParts {
  readonly title: string;
  readonly alt: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Everything whose sources the chart rests on. */
  readonly evidence: readonly (Quantity | undefined)[];
  readonly data: readonly object[];
  readonly layout?: { readonly [key: string]: unknown };
}

/** Okabe and Ito's colours, which colour-blind readers can tell apart; those that also stand out on white and on black first. */
export const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"] as const;
/** For what is only context: grey that reads on light and dark. */
export const GREY = "#8a8a8a";
const GRID = "rgba(128,128,128,0.28)";

/** The shared look: transparent, so that the page's own light or dark shows; margins follow the labels; legend below. */
export const TEMPLATE = {
  layout: {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    colorway: COLOURS,
    font: { size: 13 },
    margin: { l: 8, r: 16, t: 16, b: 8, pad: 4 },
    hovermode: "closest",
    separators: ".,",
    xaxis: {
      automargin: true,
      gridcolor: GRID,
      zerolinecolor: GRID,
      fixedrange: true,
      title: { standoff: 8 },
    },
    yaxis: {
      automargin: true,
      gridcolor: GRID,
      zerolinecolor: GRID,
      fixedrange: true,
      title: { standoff: 8 },
    },
    legend: { orientation: "h", x: 0, xanchor: "left", y: -0.2, yanchor: "top", traceorder: "normal" },
  },
} as const;

/** A dotted line up the whole plot, where the value is that is used elsewhere. */
export function lineAt(value: number): object {
  const line = { width: 1.5, color: GREY, dash: "dot" };
  return { type: "line", x0: value, x1: value, xref: "x", y0: 0, y1: 1, yref: "paper", line };
}

/** Puts a figure together: template, title, meta; numbers that JSON cannot hold become null. */
export function chart(parts: ChartParts): Chart {
  const sources = mergeSources(...parts.evidence.map((quantity) => quantity?.sources));
  const { title, alt, caption, columns, rows } = parts;
  return clean({
    data: parts.data,
    layout: {
      template: TEMPLATE,
      autosize: true,
      ...parts.layout,
      ...legendBelow(parts.layout),
      title: { text: title },
      meta: { alt, caption, table: { columns, rows }, sources },
    },
  });
}

/** Plotly places a legend in fractions of the plot's height: this keeps it the same few pixels under the axis title. */
function legendBelow(layout: ChartParts["layout"]): object {
  if (typeof layout?.height !== "number") return {};
  const own = typeof layout.legend === "object" ? layout.legend : {};
  return { legend: { y: -62 / Math.max(layout.height - 140, 100), ...own } };
}

function clean<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, entry: unknown) =>
      typeof entry === "number" && !Number.isFinite(entry) ? null : entry,
    ),
  ) as T;
}
