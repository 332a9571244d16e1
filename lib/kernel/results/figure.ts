import { types } from "node:util";
import { type Bundle, bundle } from "./bundle.js";
import { isRecord } from "./collections.js";
import { drawingHtml, scriptAddress } from "./drawing.js";
import { type Grid, gridHtml } from "./grid.js";
import { escapeHtml } from "./html.js";
import { plainJson } from "./plain-json.js";

const PLOTLY = "application/vnd.plotly.v1+json";

/** What the traces of Plotly hold their data in; every kind of trace has one of these. */
const DATA = new Set(
  "x y z values labels parents ids lat lon locations r theta a b c open close value dimensions node link i header cells geojson u v w real imag source".split(
    " ",
  ),
);

interface Plot {
  readonly data: readonly object[];
  readonly layout?: { readonly [key: string]: unknown };
  readonly config?: unknown;
}

/**
 * The output of a Plotly figure, `{data: [trace, …], layout: {…}}`: as JSON, as HTML for front ends that do not know Plotly, and as text.
 * `undefined` for anything else. Typed arrays become lists, functions are left out, and NaN and infinities are gaps.
 */
export function figureBundle(value: unknown): Bundle | undefined {
  if (!isPlot(value)) return undefined;
  const { data, layout = {}, config } = value;
  const json = plainJson({ data, layout, ...(config === undefined ? {} : { config }) });
  const title = titleOf(layout.title);
  const meta = isRecord(layout.meta) ? layout.meta : {};
  const alt = typeof meta.alt === "string" ? meta.alt : "";
  const kinds = [...new Set(data.map((trace) => String(Reflect.get(trace, "type") ?? "scatter")))];
  return bundle({
    [PLOTLY]: json,
    "text/html": html(json, title, alt, tableOf(meta.table)),
    "text/plain": [title, alt].filter(Boolean).join("\n") || `[chart: ${kinds.join(", ")}]`,
  });
}

function isPlot(value: unknown): value is Plot {
  if (typeof value !== "object" || value === null || types.isProxy(value) || Array.isArray(value))
    return false;
  const data: unknown = Reflect.get(value, "data");
  const layout: unknown = Reflect.get(value, "layout");
  if (!Array.isArray(data) || types.isProxy(data) || data.length === 0) return false;
  if (layout !== undefined && !isRecord(layout)) return false;
  // Many things have records under `data`: without a layout, each has to say what kind of trace it is.
  return data.every(
    (trace) => isRecord(trace) && hasData(trace) && (layout !== undefined || typeof trace.type === "string"),
  );
}

function hasData(trace: { readonly [key: string]: unknown }): boolean {
  const holds = (value: unknown) => Array.isArray(value) || ArrayBuffer.isView(value) || isRecord(value);
  return Object.keys(trace).some(
    (key) => DATA.has(key) && (holds(trace[key]) || (key === "value" && trace.type === "indicator")),
  );
}

function titleOf(title: unknown): string {
  const text: unknown = isRecord(title) ? title.text : title;
  return typeof text === "string" ? text.replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "") : "";
}

function tableOf(table: unknown): Grid | undefined {
  if (!isRecord(table) || !Array.isArray(table.columns) || !Array.isArray(table.rows)) return undefined;
  const rows = table.rows.filter(Array.isArray);
  const columns = table.columns.map(String);
  return { columns, rows, totalRows: rows.length, totalColumns: columns.length };
}

function html(figure: unknown, title: string, alt: string, table: Grid | undefined): string {
  const head = title ? `<p><strong>${escapeHtml(title)}</strong></p>` : "";
  const text = alt ? `<p>${escapeHtml(alt)}</p>` : "";
  const figures = table
    ? `<details><summary>The figures behind this chart</summary>${gridHtml(table)}</details>`
    : "";
  const address = scriptAddress();
  if (address === undefined) return head + text + figures;
  return drawingHtml(figure, address, alt || title, head + text) + figures;
}
