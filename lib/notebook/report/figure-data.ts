import type { Figure, FigureMeta, FigureTable } from "../display/contract.js";
import type { JsonObject, JsonValue } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";
import { bounded } from "./figure-bounds.js";
import { safeValue } from "./figure-safety.js";
import { escapeHtml, plainText } from "./html.js";

/** Trace types that a report draws: SVG only, without WebGL, tiles or generated code, which the page forbids. */
export const DRAWN_TRACES: readonly string[] = [
  ...[
    "bar",
    "barpolar",
    "box",
    "candlestick",
    "choropleth",
    "contour",
    "funnel",
    "funnelarea",
    "heatmap",
    "histogram",
  ],
  ...[
    "histogram2d",
    "histogram2dcontour",
    "icicle",
    "indicator",
    "ohlc",
    "pie",
    "sankey",
    "scatter",
    "scattergeo",
  ],
  ...["scatterpolar", "scatterternary", "sunburst", "treemap", "violin", "waterfall"],
];

/** Trace types that need map outlines. */
export const MAP_TRACES: readonly string[] = ["choropleth", "scattergeo"];
const SCOPES = [
  "africa",
  "antarctica",
  "asia",
  "europe",
  "north america",
  "oceania",
  "south america",
  "usa",
  "world",
];

/** A figure from a notebook's output, made safe: what Plotly draws, and what the report prints around the drawing. */
export interface ReadFigure {
  /** What Plotly is given: no title (the report prints it), no meta, no unsafe text, nothing to load. */
  readonly drawing: { readonly data: readonly JsonObject[]; readonly layout: JsonObject };
  /** Why the figure cannot be drawn here; `undefined` if it can. */
  readonly obstacle?: string;
  /** Trace types, sorted, each once. */
  readonly traces: readonly string[];
  /** Outlines that its maps need, such as "world_110m", sorted, each once. */
  readonly maps: readonly string[];
  /** Plain text; empty if the figure states none. */
  readonly title: string;
  readonly meta: Partial<FigureMeta>;
}

/** Reads the Plotly JSON of an output; `undefined` if it is no figure at all (no list of traces). */
export function readFigure(content: JsonValue | undefined): ReadFigure | undefined {
  const figure = content === undefined ? undefined : safeValue(content);
  if (!isObject(figure) || !isList(figure.data) || !figure.data.every(isObject)) return undefined;
  const { meta, title, ...layout } = isObject(figure.layout) ? figure.layout : ({} as JsonObject);
  const data = figure.data.map((trace) => ({
    ...trace,
    type: typeof trace.type === "string" ? trace.type : "scatter",
  }));
  const traces = unique(data.map(({ type }) => type));
  const unknown = traces.filter((type) => !DRAWN_TRACES.includes(type));
  const loads = tracesOf(content).some((trace) => isObject(trace) && typeof trace.geojson === "string");
  const drawn = bounded(data, layout);
  return {
    drawing: {
      data: drawn.data,
      layout: { ...drawn.layout, ...keptMeta(meta), images: embeddedOnly(layout.images) },
    },
    obstacle:
      unknown.length > 0
        ? `reports do not draw charts of type ${unknown.join(", ")}`
        : loads
          ? "its map is to be loaded from elsewhere"
          : drawn.obstacle,
    traces,
    maps: unique(data.filter(({ type }) => MAP_TRACES.includes(type)).map((trace) => outline(trace, layout))),
    title: plainText(textOf(isObject(title) ? title.text : title)),
    // Plain text, which the report escapes: what looks like a tag in it is none.
    meta: readMeta(metaOf(content)),
  };
}

/** The figure in the form that notebooks hand over, safe to draw: for pages that show it again. */
export function asFigure({ drawing, title, meta }: ReadFigure): Figure {
  const { meta: own, ...layout } = drawing.layout;
  return {
    data: drawing.data,
    layout: {
      ...layout,
      title: { text: escapeHtml(title) },
      meta: { ...(isObject(own) ? own : {}), ...meta, alt: meta.alt ?? title },
    },
  };
}

function outline(trace: JsonObject, layout: JsonObject): string {
  const geo = layout[typeof trace.geo === "string" ? trace.geo : "geo"];
  const { scope, resolution } = isObject(geo) ? geo : ({} as JsonObject);
  const name = typeof scope === "string" && SCOPES.includes(scope) ? scope : "world";
  return `${name.replaceAll(" ", "-")}_${resolution === 50 || resolution === "50" ? 50 : 110}m`;
}

function tracesOf(content: JsonValue | undefined): readonly JsonValue[] {
  return isObject(content) && isList(content.data) ? content.data : [];
}

function metaOf(content: JsonValue | undefined): JsonValue | undefined {
  const layout = isObject(content) ? content.layout : undefined;
  return isObject(layout) ? layout.meta : undefined;
}

function readMeta(meta: JsonValue | undefined): Partial<FigureMeta> {
  if (!isObject(meta)) return {};
  const { alt, caption, sources } = meta;
  return {
    ...(typeof alt === "string" ? { alt } : {}),
    ...(typeof caption === "string" ? { caption } : {}),
    ...(isList(sources) ? { sources: sources.filter((id) => typeof id === "string") } : {}),
    ...readTable(meta.table),
  };
}

function readTable(table: JsonValue | undefined): { table?: FigureTable } {
  if (!isObject(table) || !isList(table.columns) || !isList(table.rows)) return {};
  const rows = table.rows
    .filter(isList)
    .map((row) => row.map((cell) => (typeof cell === "object" ? null : cell)));
  return { table: { columns: table.columns.map(String), rows } };
}

// Plotly's text templates may speak of meta; what is the report's own is not theirs.
function keptMeta(meta: JsonValue | undefined): JsonObject {
  if (!isObject(meta)) return meta === undefined ? {} : { meta };
  const { alt: _, caption: __, table: ___, sources: ____, ...rest } = meta;
  return Object.keys(rest).length > 0 ? { meta: rest } : {};
}

function embeddedOnly(images: JsonValue | undefined): JsonValue {
  const safe = (image: JsonValue) =>
    isObject(image) && typeof image.source === "string" && /^data:image\//.test(image.source);
  return isList(images) ? images.filter(safe) : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
